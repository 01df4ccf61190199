"""A browser, a service, and pages on other hosts: what stories in a real Chromium need.

Needs `chromium` and `chromedriver`, the library `selenium`, and the built command, whose path is in LATCHKEY.
Every name under `localhost` is this machine's to Chromium, and as good as https; each is a site of its own.
"""

import http.server
import json
import os
import shutil
import socket
import subprocess
import threading
import time
import unittest
import urllib.request

from selenium import webdriver

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
        binaries = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
        for name, path in binaries.items():
            self.assertIsNotNone(path, f"{name} is missing: apt-get install chromium chromium-driver")
        self.pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), BlankPage)
        self.addCleanup(self.pages.server_close)
        threading.Thread(target=self.pages.serve_forever, daemon=True).start()
        self.addCleanup(self.pages.shutdown)
        self.port = free_port()
        self.serve()
        options = webdriver.ChromeOptions()
        options.binary_location = binaries["chromium"]
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
            options.add_argument(argument)
        # Chromium as most people have it; some builds block the cookies of all other sites.
        options.add_experimental_option("prefs", {"profile.cookie_controls_mode": 0})
        service = webdriver.ChromeService(executable_path=binaries["chromedriver"])
        self.browser = webdriver.Chrome(options=options, service=service)
        self.addCleanup(self.browser.quit)
        self.browser.set_script_timeout(30)

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
