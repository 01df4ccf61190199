"""An administrator's day in a real Chromium: without scripts on a phone, by keyboard alone, judged by axe-core, and the pictures."""

import os
import pathlib
import unittest
import urllib.parse

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from world import PASSWORD, Pages


class Console(Pages):
    settings = {"PUBLIC_URL": "http://127.0.0.1:{port}", "SITE_NAME": "Orchard"}

    def sign_in(self, name="root"):
        self.go("/console/")
        self.fill(username=name, password=PASSWORD)
        self.press()
        self.sees("Find users")

    def sends(self, button):
        """The form whose button says this."""
        for found in self.browser.find_elements(By.CSS_SELECTOR, "main form button:not([type=button])"):
            if found.text == button:
                return found.click()
        self.fail(f"no button says {button}")

    def here(self):
        return urllib.parse.urlparse(self.browser.current_url).path

    def story(self, at_each=lambda name: None):
        """From an invitation to a deletion; `at_each` page something may be done."""
        self.sign_in()
        at_each("console")
        self.go("/console/users/new")
        at_each("console-new-user")
        for name in ("ada", "bob", "grace"):
            self.go("/console/users/new")
            self.fill(username=name, email=f"{name}@example.org", first_name=name.title())
            self.sends("Create the account")
            self.sees("the invitation is on its way")
        at_each("console-user")
        grace = self.here()
        self.fill(last_name="Hopper")
        self.sends("Save")
        self.sees("The profile is saved.")
        self.go("/console/groups")
        self.fill(name="editors")
        self.sends("Create")
        self.sees("It is created.")
        at_each("console-group")
        group = self.here()
        self.go("/console/groups")
        at_each("console-groups")
        self.go(f"{group}/permissions")
        self.fill(add="auth.view_user")
        self.sends("Add")
        self.sees("The permission is given.")
        at_each("console-group-permissions")
        self.go(f"{group}/members")
        self.fill(add="grace")
        self.sends("Add")
        self.sees("They are in the group now.")
        at_each("console-members")
        self.go(f"{grace}/permissions")
        self.sees("from editors")
        self.fill(add="auth.add_user")
        self.sends("Add")
        self.sees("Direct")
        at_each("console-user-permissions")
        self.go(f"{grace}/groups")
        at_each("console-user-groups")
        self.go(f"{grace}/sessions")
        at_each("console-user-sessions")
        self.go(f"{grace}/owed")
        at_each("console-user-owed")
        for deed in ("send_reset", "password", "email", "end_sessions", "disable", "delete"):
            self.go(f"{grace}/{deed}")
            at_each(f"console-{deed}")
        self.go(f"{grace}/disable")
        self.sends("Disable")
        self.sees("The account is disabled.")
        at_each("console-disabled")
        self.go("/console/users")
        at_each("console-users")
        for box in self.browser.find_elements(By.CSS_SELECTOR, "input[name=id]")[1:3]:
            box.click()
        self.sends("Continue")
        self.sees("They are signed out everywhere at once")
        at_each("console-bulk")
        self.fill(current_password=PASSWORD)
        self.sends("Disable")
        self.sees("Done for 2 users.")
        self.go("/console/users?q=nobody")
        self.sees("No user matches.")
        at_each("console-nobody")
        self.go(f"{grace}/delete")
        self.fill(typed="grace", current_password="wrong-engine-9")
        self.sends("Delete permanently")
        self.sees("This is not your password.")
        at_each("console-refused")
        self.fill(typed="grace", current_password=PASSWORD)
        self.sends("Delete permanently")
        self.sees("The account is deleted.")
        self.go("/console/permissions")
        at_each("console-permissions")
        self.go("/console/permissions/13")
        at_each("console-permission")
        self.go("/console/permissions/13/delete")
        at_each("console-permission-delete")
        self.go("/console/content_types")
        at_each("console-content-types")
        for end in ("signing_keys", "owed", "settings", "health", "counts"):
            self.go(f"/console/{end}")
            at_each(f"console-{end}")

    def test_an_administrators_day_on_a_phone_without_scripts(self):
        self.emulate(360, scripts=False)

        def fits(name):
            metrics = self.browser.execute_cdp_cmd("Page.getLayoutMetrics", {})
            self.assertLessEqual(metrics["cssContentSize"]["width"], 360, name)

        self.story(fits)

    def test_axe_finds_nothing_at_the_console(self):
        found = []
        for scheme in ("light", "dark"):
            self.emulate(1200, scheme=scheme)
            self.story(lambda name: found.extend(self.faults(name)))
            self.forget_users()
        self.assertEqual(found, [])

    def forget_users(self):
        """So that the story can be told once more."""
        for text in ("ada", "bob"):
            self.go(f"/console/users?q={text}")
            self.browser.find_element(By.CSS_SELECTOR, "tbody th a").click()
            self.go(f"{self.here()}/delete")
            self.fill(typed=text, current_password=PASSWORD)
            self.sends("Delete permanently")
            self.sees("The account is deleted.")
        self.go("/console/groups")
        self.browser.find_element(By.CSS_SELECTOR, "main .list a").click()
        self.go(f"{self.here()}/delete")
        self.fill(typed="editors", current_password=PASSWORD)
        self.sends("Delete permanently")
        self.sees("It is deleted.")
        self.browser.delete_all_cookies()

    def test_of_two_administrators_at_once_the_second_overwrites_nothing(self):
        self.sign_in()
        for name in ("ada", "grace"):
            self.go("/console/users/new")
            self.fill(username=name, email=f"{name}@example.org", password=PASSWORD)
            self.sends("Create the account")
            self.sees("The account is created.")
        grace = self.here()
        self.go("/console/users?q=ada")
        link = self.browser.find_element(By.CSS_SELECTOR, "tbody th a").get_attribute("href")
        ada = urllib.parse.urlparse(link).path
        self.go(f"{grace}/make_staff")
        self.fill(current_password=PASSWORD)
        self.sends("Make staff")
        self.sees("They are staff now.")
        roots = self.browser
        self.browser = self.new_browser()
        self.sign_in("grace")
        self.go(ada)
        graces, self.browser = self.browser, roots
        self.go(ada)
        self.fill(last_name="Lovelace")
        self.sends("Save")
        self.sees("The profile is saved.")
        self.browser = graces
        self.fill(last_name="Byron")
        self.sends("Save")
        self.sees("This was changed since you opened it.")
        self.assertEqual(self.browser.find_element(By.NAME, "last_name").get_attribute("value"), "Byron")
        self.browser = roots
        self.go(ada)
        self.assertEqual(self.browser.find_element(By.NAME, "last_name").get_attribute("value"), "Lovelace")
        # Who knows of it by now may insist.
        self.browser = graces
        self.sends("Save")
        self.sees("The profile is saved.")
        self.browser = roots
        self.go(ada)
        self.assertEqual(self.browser.find_element(By.NAME, "last_name").get_attribute("value"), "Byron")

    def test_the_keyboard_is_enough(self):
        self.sign_in()
        keys = lambda *typed: self.browser.switch_to.active_element.send_keys(*typed)
        # The box is where one types at once.
        keys("root", Keys.ENTER)
        self.sees("root@example.org")
        keys(Keys.TAB, Keys.ENTER)
        self.assertTrue(self.browser.current_url.endswith("#main"), self.browser.current_url)
        for _ in range(30):
            keys(Keys.TAB)
            if self.browser.switch_to.active_element.text == "root":
                break
        focused = self.browser.switch_to.active_element
        outline = self.browser.execute_script("return getComputedStyle(arguments[0]).outlineStyle", focused)
        self.assertNotEqual(outline, "none")
        keys(Keys.ENTER)
        self.sees("This is your own account")

    def test_scripts_look_while_one_types_and_tick_a_whole_list(self):
        self.sign_in()
        box = self.browser.find_element(By.ID, "q")
        box.send_keys("nobody")
        self.sees("No user matches.")
        self.browser.execute_script("window.isTheSame = true")
        box.send_keys(*[Keys.BACKSPACE] * 6, "root@")
        self.sees("root@example.org")
        said = self.browser.find_element(By.ID, "found-said").get_attribute("textContent")
        self.assertEqual(said, "One user is shown.")
        self.assertTrue(self.browser.execute_script("return window.isTheSame"), "the page was loaded anew")
        ticked = lambda: self.browser.find_element(By.CSS_SELECTOR, "input[name=id]").is_selected()
        for then in (True, False):
            self.browser.find_element(By.CSS_SELECTOR, "thead .pick input").click()
            self.assertEqual(ticked(), then)

    @unittest.skipUnless("SCREENSHOTS" in os.environ, "nobody wants pictures")
    def test_pictures_of_every_page_of_the_console(self):
        folder = pathlib.Path(os.environ["SCREENSHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        for scheme, width in (("light", 1200), ("dark", 1200), ("light", 360)):
            self.emulate(width, scheme=scheme)
            self.story(lambda name: self.browser.save_screenshot(str(folder / f"{name}-{scheme}-{width}.png")))
            self.forget_users()
