"""Pages of accounts in a real Chromium: without scripts on a phone, judged by axe-core, and their pictures.

axe-core's file is taken from AXE, or else from npm; the pictures of every page are left in SCREENSHOTS, if that names a folder.
"""

import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import urllib.request

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By

from world import PASSWORD, Story

NEW = "another-engine-1"

# WCAG 2.2, levels A and AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def axe_core():
    """The source of axe-core."""
    if "AXE" in os.environ:
        return pathlib.Path(os.environ["AXE"]).read_text()
    folder = tempfile.mkdtemp()
    command = ["npm", "install", "--no-update-notifier", "--silent", "--prefix", folder, "axe-core@4.14.1"]
    subprocess.run(command, check=True)
    return (pathlib.Path(folder) / "node_modules/axe-core/axe.min.js").read_text()


class Pages(Story):
    settings = {"PUBLIC_URL": "http://127.0.0.1:{port}", "SITE_NAME": "Orchard"}

    def go(self, path):
        self.browser.get(f"http://127.0.0.1:{self.port}{path}")

    def fill(self, **fields):
        for name, text in fields.items():
            box = self.browser.find_element(By.NAME, name)
            box.clear()
            box.send_keys(text)

    def press(self):
        """The button of the form in the page's middle."""
        self.browser.find_element(By.CSS_SELECTOR, "main form button:not([type=button])").click()

    def sees(self, text):
        """The page that a press leads to may take a moment."""
        shown = ""
        for _ in range(100):
            shown = self.shown()
            if text in shown:
                return
            time.sleep(0.1)
        self.assertIn(text, shown)

    def shown(self):
        """What stands on the page; nothing while the next one takes its place."""
        try:
            return self.browser.find_element(By.TAG_NAME, "body").text
        except (NoSuchElementException, StaleElementReferenceException):
            return ""

    def link(self):
        """The path of the newest mail's link."""
        for _ in range(100):
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_local/inbox.json") as reply:
                mails = json.load(reply)
            if mails and mails[-1]["links"]:
                urllib.request.urlopen(
                    urllib.request.Request(f"http://127.0.0.1:{self.port}/_local/inbox.json", method="DELETE")
                )
                link = mails[-1]["links"][0]
                return link[link.index("/pages/") :]
            time.sleep(0.1)
        self.fail("no mail came")

    def story(self, at_each=lambda name: None):
        """From signing up to deletion; `at_each` page something may be done."""
        self.go("/account/")
        at_each("sign-in")
        self.go("/account/sign_up")
        at_each("sign-up")
        self.fill(username="ada", email="ada@example.org", password="password")
        self.press()
        self.sees("Too many people use this password.")
        at_each("sign-up-refused")
        self.fill(password=PASSWORD)
        self.press()
        self.sees("One more step")
        at_each("sign-up-mailed")
        activation = self.link()
        self.go(activation)
        at_each("link-activate")
        self.press()
        self.sees("Your account is active")
        at_each("link-done")
        self.go("/account/")
        self.fill(username="ada", password=PASSWORD)
        self.press()
        self.sees("What Orchard calls you.")
        at_each("profile")
        self.fill(first_name="Ada", last_name="Lovelace")
        self.press()
        self.sees("Your profile is saved.")
        at_each("profile-saved")
        for page in ("security", "email", "username", "password", "sessions", "data", "delete"):
            self.go(f"/account/{page}")
            at_each(page)
        self.go("/account/email")
        self.fill(email="countess@example.org", current_password=PASSWORD)
        self.press()
        self.sees("Waits to be confirmed")
        at_each("security-awaited")
        self.go("/account/password")
        self.fill(current_password=PASSWORD, new_password=NEW)
        self.press()
        self.sees("Your password is changed.")
        self.go("/account/delete")
        self.fill(current_password="wrong-engine-9")
        self.press()
        self.sees("This is not your password.")
        self.fill(current_password=NEW)
        self.press()
        self.sees("Your account is deleted.")
        self.go("/account/forgotten")
        at_each("forgotten")
        self.go("/account/resend")
        at_each("resend")
        self.go("/account/nothing")
        self.go("/pages/reset_password/MQ/nonsense")
        self.sees("This link no longer works")
        at_each("link-dead")

    def emulate(self, width, scripts=True, scheme="light"):
        command = self.browser.execute_cdp_cmd
        command("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600})
        command("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        command("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def test_an_account_lives_on_a_phone_without_scripts(self):
        self.emulate(360, scripts=False)

        def fits(name):
            metrics = self.browser.execute_cdp_cmd("Page.getLayoutMetrics", {})
            self.assertLessEqual(metrics["cssContentSize"]["width"], 360, name)

        self.story(fits)

    def test_axe_finds_nothing(self):
        source = axe_core()
        found = []

        def judge(name):
            # By the debugger's door, since the pages' policy lets no script in.
            self.browser.execute_cdp_cmd("Runtime.evaluate", {"expression": source})
            run = f"axe.run({{runOnly: {json.dumps(RULES)}}}).then(found => JSON.stringify(found.violations))"
            reply = self.browser.execute_cdp_cmd("Runtime.evaluate", {"expression": run, "awaitPromise": True})
            for violation in json.loads(reply["result"]["value"]):
                nodes = [node["html"] for node in violation["nodes"]]
                found.append(f"{name}: {violation['id']}: {violation['help']}: {nodes}")

        for scheme in ("light", "dark"):
            with self.subTest(scheme):
                self.emulate(1200, scheme=scheme)
                self.story(judge)
        self.assertEqual(found, [])

    def test_the_back_button_and_a_second_press_do_no_harm(self):
        self.go("/account/sign_up")
        self.fill(username="ada", email="ada@example.org", password=PASSWORD)
        self.press()
        self.sees("One more step")
        self.browser.back()
        self.fill(username="ada", email="ada@example.org", password=PASSWORD)
        self.press()
        self.sees("Somebody has this user name.")

    @unittest.skipUnless("SCREENSHOTS" in os.environ, "nobody wants pictures")
    def test_pictures_of_every_page(self):
        folder = pathlib.Path(os.environ["SCREENSHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        for scheme, width in (("light", 1200), ("dark", 1200), ("light", 360)):
            self.emulate(width, scheme=scheme)
            self.story(lambda name: self.browser.save_screenshot(str(folder / f"{name}-{scheme}-{width}.png")))
            self.browser.delete_all_cookies()
