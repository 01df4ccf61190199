"""Ten tasks of who administers users, done at the console and at Django's own admin by the same hand: what docs/console.md says.

Not a test of its own; `.ci/tasks` runs it. DJANGO is the Python that has Django.
"""

import functools
import os
import subprocess
import tempfile
import time
import urllib.request

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from world import PASSWORD, Pages, free_port

PEOPLE = ["ada", "grace", "henri", "ivan"]
TEAM = [f"team{n:02}" for n in range(20)]

FILL_DJANGO = f"""
from django.contrib.auth.models import Group, Permission, User
User.objects.create_superuser("root", "root@example.org", {PASSWORD!r})
editors, pickers = [Group.objects.create(name=name) for name in ("editors", "pickers")]
editors.permissions.add(Permission.objects.get(codename="view_user"))
for name in {PEOPLE + TEAM!r}:
    User.objects.create_user(name, f"{{name}}@example.org")
User.objects.get(username="ada").groups.add(editors)
"""


class Tasks(Pages):
    settings = {"PUBLIC_URL": "http://127.0.0.1:{port}", "SITE_NAME": "Orchard"}

    def setUp(self):
        super().setUp()
        self.django = self.serve_django()
        self.emulate(1200)

    def serve_django(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        run = functools.partial(subprocess.run, cwd=folder.name, check=True, stdout=subprocess.DEVNULL)
        run([os.environ["DJANGO"], "-m", "django", "startproject", "orchard", "."])
        manage = [os.environ["DJANGO"], "manage.py"]
        run([*manage, "migrate"])
        run([*manage, "shell", "-c", FILL_DJANGO])
        port = free_port()
        command = [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, cwd=folder.name, **silent)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/admin/login/", timeout=2).read()
                # By a name of its own, since both call their cookies alike.
                return f"http://localhost:{port}/admin/"
            except OSError:
                time.sleep(0.1)
        self.fail("Django does not answer")

    def fill_console(self):
        """Who and what there is at Django's, too."""
        for name in PEOPLE + TEAM:
            self.go("/console/users/new")
            self.fill(username=name, email=f"{name}@example.org")
            self.press()
            self.sees("the invitation is on its way")
        for group in ("pickers", "editors"):
            self.go("/console/groups")
            self.fill(name=group)
            self.press()
            self.sees("It is created.")
        here = self.browser.current_url.removesuffix("/")
        for page, word, said in (("permissions", "auth.view_user", "is given"), ("members", "ada", "in the group now")):
            self.browser.get(f"{here}/{page}")
            self.fill(add=word)
            self.browser.find_elements(By.CSS_SELECTOR, "main form button")[-1].click()
            self.sees(said)

    # What a hand does, counted.

    def begin(self, url):
        self.browser.get(url)
        self.pages_seen, self.clicks, self.keys, self.began = 0, 0, 0, time.monotonic()
        self.document = self.browser.execute_script("return performance.timeOrigin")

    def note(self):
        """Whether another page has come; while it does, the driver says so."""
        for _ in range(100):
            try:
                document = self.browser.execute_script("return performance.timeOrigin")
                break
            except WebDriverException:
                time.sleep(0.05)
        self.pages_seen += document != self.document
        self.document = document

    def end(self, text):
        self.sees(text)
        self.note()
        return self.pages_seen, self.clicks, self.keys, time.monotonic() - self.began

    def click(self, selector, text=None):
        """The link, button or box; of several, the one that says this."""
        for _ in range(100):
            try:
                found = self.browser.find_elements(By.CSS_SELECTOR, selector)
                named = [element for element in found if text is None or element.text.strip() == text]
                if named:
                    self.note()
                    named[0].click()
                    self.clicks += 1
                    return
            except WebDriverException:
                pass
            time.sleep(0.05)
        self.fail(f"nothing to click: {selector} {text}")

    def wait(self, condition):
        for _ in range(200):
            if condition():
                return
            time.sleep(0.05)
        self.fail(f"what should come does not: {self.browser.current_url}")

    def is_loaded(self):
        return self.browser.execute_script("return document.readyState") == "complete"

    def choose(self, selector, text):
        """One opens the list, and clicks what is chosen: once the scripts of the page look at it. The driver's own way to
        choose tells them less than a hand does; its keys tell the same."""
        self.wait(self.is_loaded)
        self.browser.find_element(By.CSS_SELECTOR, selector).send_keys(text)
        self.clicks += 2

    def type(self, selector, text, *keys):
        """Into this field, where it takes a click to be there first."""
        field = self.browser.find_element(By.CSS_SELECTOR, selector)
        if self.browser.switch_to.active_element != field:
            self.click(selector)
        self.note()
        field.send_keys(text, *keys)
        self.keys += len(text) + len(keys)

    # The way to somebody, by the beginning of their address.

    def find_at_console(self, name):
        self.begin(f"http://127.0.0.1:{self.port}/console/")
        self.type("#q", f"{name}@")
        self.sees(f"{name}@example.org")
        self.click("tbody th a", name)
        self.sees("Actions")

    def find_at_django(self, name):
        self.begin(self.django)
        self.click("#content .model-user th a")
        self.type("#searchbar", f"{name}@", Keys.ENTER)
        self.sees("1 result")
        self.click("#result_list th a", name)
        self.sees("Change user")

    def done_at_console(self, name, action, button, said):
        self.find_at_console(name)
        self.click(".deeds a", action)
        self.click("main form button", button)
        return self.end(said)

    def proven_at_console(self, name, action, said, *fields):
        """With the own password, after these fields."""
        self.find_at_console(name)
        self.click(".deeds a", action)
        self.sees("Your own password")
        for selector, text in fields:
            self.type(selector, text, Keys.TAB)
        self.type("#current_password", PASSWORD, Keys.ENTER)
        return self.end(said)

    def saved_at_django(self, name, box):
        self.find_at_django(name)
        self.click(box)
        self.click("[name=_save]")
        return self.end("was changed successfully")

    # The tasks.

    def console_find(self):
        self.find_at_console("grace")
        return self.end("grace@example.org")

    def django_find(self):
        self.find_at_django("grace")
        return self.end("Change user")

    def console_disable(self):
        return self.done_at_console("henri", "Disable the account", "Disable", "The account is disabled.")

    def django_disable(self):
        return self.saved_at_django("henri", "#id_is_active")

    def console_why(self):
        self.find_at_console("ada")
        self.click(".tabs a", "Permissions")
        return self.end("from editors")

    def django_why(self):
        self.find_at_django("ada")
        self.click("#nav-sidebar .model-group th a")
        self.click("#result_list th a", "editors")
        return self.end("Change group")

    def console_twenty(self):
        self.begin(f"http://127.0.0.1:{self.port}/console/")
        self.click(".ways a", "Users")
        self.sees("Newest first")
        self.type("#q", "team")
        self.wait(lambda: len(self.browser.find_elements(By.CSS_SELECTOR, "tbody tr")) == len(TEAM))
        self.click("thead .pick input")
        self.choose("#deed", "Add to a group")
        self.type("#group", "pickers", Keys.ENTER)
        self.sees("Your own password")
        self.type("#current_password", PASSWORD, Keys.ENTER)
        return self.end("Done for 20 users.")

    def django_twenty(self):
        self.begin(self.django)
        self.click("#content .model-user th a")
        self.type("#searchbar", "team", Keys.ENTER)
        for name in TEAM:
            self.sees("20 results")
            self.click("#result_list th a", name)
            self.sees("Change user")
            self.click("#id_groups_from option[title=pickers]")
            self.click("#id_groups_add, #id_groups_add_link")
            self.click("[name=_save]")
            self.sees("was changed successfully")
        return self.end("20 results")

    def console_mail(self):
        return self.done_at_console("grace", "Send a link to set the password", "Send the link", "on its way")

    def console_address(self):
        fields = [("#email", "hopper@example.org")]
        return self.proven_at_console("grace", "Change the email address", "The email address is changed.", *fields)

    def django_address(self):
        self.find_at_django("ivan")
        self.click("#id_email")
        self.type("#id_email", "", Keys.CONTROL + "a")
        self.type("#id_email", "hopper@example.org", Keys.ENTER)
        return self.end("was changed successfully")

    def console_sessions(self):
        return self.done_at_console("henri", "End all sessions", "End all sessions", "All sessions are ended.")

    def console_csv(self):
        self.begin(f"http://127.0.0.1:{self.port}/console/")
        self.click(".ways a", "Users")
        self.sees("Newest first")
        self.choose("#active", "May sign in")
        self.wait(lambda: "active=true" in self.browser.current_url)
        self.click(".files a", "CSV")
        counted = self.end("CSV")
        file = self.fetch(self.browser.find_element(By.CSS_SELECTOR, ".files a").get_attribute("href"))
        self.assertIn("grace", file["text"])
        return counted

    def console_staff(self):
        return self.proven_at_console("ada", "Add to the staff", "staff now")

    def django_staff(self):
        return self.saved_at_django("ada", "#id_is_staff")

    def console_delete(self):
        return self.proven_at_console("ivan", "Delete the account", "The account is deleted.", ("#typed", "ivan"))

    def django_delete(self):
        self.find_at_django("ada")
        self.click(".deletelink")
        self.click("#content form [type=submit]")
        return self.end("was deleted successfully")

    def test_ten_tasks(self):
        self.go("/console/")
        self.fill(username="root", password=PASSWORD)
        self.press()
        self.sees("Find users")
        self.fill_console()
        self.browser.get(self.django)
        self.fill(username="root", password=PASSWORD)
        self.browser.find_element(By.CSS_SELECTOR, "[type=submit]").click()
        self.sees("Site administration")
        print("| task | console | Django's admin |\n|---|---|---|")
        for name, task in (
            ("find", "Find a user by how their address begins"),
            ("disable", "Disable an account"),
            ("why", "See why somebody may do something"),
            ("twenty", "Put 20 users into a group"),
            ("mail", "Have a link sent to set the password"),
            ("address", "Change an address"),
            ("sessions", "End somebody's sessions"),
            ("csv", "Get who may sign in as CSV"),
            ("staff", "Make somebody staff"),
            ("delete", "Delete somebody"),
        ):
            cells = []
            for side in ("console", "django"):
                do = getattr(self, f"{side}_{name}", None)
                pages, clicks, keys, seconds = do() if do else (0, 0, 0, 0)
                cells.append(f"{pages}, {clicks}, {keys}, {seconds:.1f} s" if do else "not there")
            print(f"| {task} | {' | '.join(cells)} |", flush=True)
