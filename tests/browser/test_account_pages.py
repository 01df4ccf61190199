"""Pages of accounts in a real Chromium: without scripts on a phone, judged by axe-core, and their pictures.

The pictures of every page are left in SCREENSHOTS, if that names a folder.
"""

import json
import os
import pathlib
import time
import unittest
import urllib.request

from world import PASSWORD, Pages

NEW = "another-engine-1"

class Account(Pages):
    settings = {"PUBLIC_URL": "http://127.0.0.1:{port}", "SITE_NAME": "Orchard"}

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
        self.sees("This password is too common.")
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
        self.sees("Waiting to be confirmed")
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

    def test_an_account_lives_on_a_phone_without_scripts(self):
        self.emulate(360, scripts=False)

        def fits(name):
            metrics = self.browser.execute_cdp_cmd("Page.getLayoutMetrics", {})
            self.assertLessEqual(metrics["cssContentSize"]["width"], 360, name)

        self.story(fits)

    def test_axe_finds_nothing(self):
        found = []
        for scheme in ("light", "dark"):
            with self.subTest(scheme):
                self.emulate(1200, scheme=scheme)
                self.story(lambda name: found.extend(self.faults(name)))
        self.assertEqual(found, [])

    def test_the_back_button_and_a_second_press_do_no_harm(self):
        self.go("/account/sign_up")
        self.fill(username="ada", email="ada@example.org", password=PASSWORD)
        self.press()
        self.sees("One more step")
        self.browser.back()
        self.fill(username="ada", email="ada@example.org", password=PASSWORD)
        self.press()
        self.sees("This user name is taken.")

    @unittest.skipUnless("SCREENSHOTS" in os.environ, "nobody wants pictures")
    def test_pictures_of_every_page(self):
        folder = pathlib.Path(os.environ["SCREENSHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        for scheme, width in (("light", 1200), ("dark", 1200), ("light", 360)):
            self.emulate(width, scheme=scheme)
            self.story(lambda name: self.browser.save_screenshot(str(folder / f"{name}-{scheme}-{width}.png")))
            self.browser.delete_all_cookies()
