"""A browser, a service, and pages on other hosts: what stories in a real Chromium need.

axe-core's file is taken from AXE, or else from npm.

Needs `chromium` and `chromedriver`, the library `selenium`, and the built command, whose path is in LATCHKEY.
Every name under `localhost` is this machine's to Chromium, and as good as https; each is a site of its own.
"""

import functools
import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By

PASSWORD = "difference-engine-0"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class BlankPage(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>a page</title><p>A page.")

    def log_message(self, *_):
        pass


class Story(unittest.TestCase):
    """A test with a service of its own, whose superuser is `root`, and a browser that knows nobody."""

    settings = {}

    def setUp(self):
        self.pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), BlankPage)
        self.addCleanup(self.pages.server_close)
        threading.Thread(target=self.pages.serve_forever, daemon=True).start()
        self.addCleanup(self.pages.shutdown)
        self.port = free_port()
        self.serve()
        self.browser = self.new_browser()

    def new_browser(self):
        """One that knows nobody."""
        binaries = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
        for name, path in binaries.items():
            self.assertIsNotNone(path, f"{name} is missing: apt-get install chromium chromium-driver")
        options = webdriver.ChromeOptions()
        options.binary_location = binaries["chromium"]
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
            options.add_argument(argument)
        # Chromium as most people have it; some builds block the cookies of all other sites.
        options.add_experimental_option("prefs", {"profile.cookie_controls_mode": 0})
        service = webdriver.ChromeService(executable_path=binaries["chromedriver"])
        browser = webdriver.Chrome(options=options, service=service)
        self.addCleanup(browser.quit)
        browser.set_script_timeout(30)
        return browser

    def page(self, host):
        """The origin of a page on this host, which is not the service's."""
        return f"http://{host}:{self.pages.server_port}"

    def serve(self):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LATCHKEY_")}
        settings = {
            "THROTTLE": "off",
            "SUPERUSER_USERNAME": "root",
            "SUPERUSER_EMAIL": "root@example.org",
            "SUPERUSER_PASSWORD": PASSWORD,
            **{name: value.format(port=self.port, pages=self.pages.server_port) for name, value in self.settings.items()},
        }
        environment.update({f"LATCHKEY_{name}": value for name, value in settings.items()})
        table = free_port()
        command = [os.environ["LATCHKEY"], "serve", "--memory"]
        command += ["--listen", f"127.0.0.1:{self.port}", "--dynamodb-listen", f"127.0.0.1:{table}"]
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        for _ in range(300):
            self.assertIsNone(process.poll(), "the service did not start")
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_local/health", timeout=2).read()
                return
            except OSError:
                time.sleep(0.1)
        self.fail("the service does not answer")

    def open(self, origin):
        """Shows a page of this origin."""
        self.browser.get(f"{origin}/")

    def fetch(self, url, **init):
        """What a script of the page that is shown gets: status, headers and body that it may read; or its error."""
        script = """
            const [url, init, done] = arguments;
            fetch(url, init).then(async reply => done({
                status: reply.status, type: reply.type,
                headers: Object.fromEntries(reply.headers), text: await reply.text(),
            })).catch(error => done({ error: String(error) }));
        """
        return self.browser.execute_async_script(script, url, {"credentials": "include", **init})

    def fetch_blindly(self, url, kind, body):
        """Posts what needs no preflight, as any page may; and sees that the page learns nothing of the answer."""
        reply = self.fetch(url, method="POST", mode="no-cors", headers={"Content-Type": kind}, body=body)
        self.assertFalse(reply.get("status") or reply.get("text"), reply)

    def fetch_json(self, method, url, body=None, headers=None):
        """The same with JSON."""
        headers = {"Content-Type": "application/json", **(headers or {})}
        reply = self.fetch(url, method=method, headers=headers, body=None if body is None else json.dumps(body))
        if reply.get("text"):
            reply["json"] = json.loads(reply["text"])
        return reply


# WCAG 2.2, levels A and AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@functools.cache
def axe_core():
    """The source of axe-core."""
    if "AXE" in os.environ:
        return pathlib.Path(os.environ["AXE"]).read_text()
    folder = tempfile.mkdtemp()
    command = ["npm", "install", "--no-update-notifier", "--silent", "--prefix", folder, "axe-core@4.14.1"]
    subprocess.run(command, check=True)
    return (pathlib.Path(folder) / "node_modules/axe-core/axe.min.js").read_text()


class Pages(Story):
    """A story on our own pages."""

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
        # Which of its words the driver has for that depends on when it is asked.
        except WebDriverException:
            return ""

    def emulate(self, width, scripts=True, scheme="light"):
        command = self.browser.execute_cdp_cmd
        command("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600})
        command("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        command("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def faults(self, name):
        """What axe-core has against the page that is shown."""
        # By the debugger's door, since the pages' policy lets no script in.
        self.browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe_core()})
        run = f"axe.run({{runOnly: {json.dumps(RULES)}}}).then(found => JSON.stringify(found.violations))"
        reply = self.browser.execute_cdp_cmd("Runtime.evaluate", {"expression": run, "awaitPromise": True})
        for violation in json.loads(reply["result"]["value"]):
            nodes = [node["html"] for node in violation["nodes"]]
            yield f"{name}: {violation['id']}: {violation['help']}: {nodes}"
