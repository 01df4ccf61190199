"""A page of another origin that the settings list signs in, writes and signs out by cookie; no other page does any of it."""

import json

from world import PASSWORD, Story, free_port

LOGIN = {"username": "root", "password": PASSWORD}


class OtherOrigin:
    """The stories, whichever host and site the page has."""

    def url(self, path):
        return f"http://{self.accounts}:{self.port}{path}"

    def sign_in(self):
        """Signs in from the page that is shown, and gives the CSRF token that it may read."""
        reply = self.fetch_json("POST", self.url("/auth/session/login/"), LOGIN)
        self.assertEqual(reply.get("status"), 200, reply)
        self.assertTrue(reply["headers"].get("x-csrftoken"), reply)
        return reply["headers"]["x-csrftoken"]

    def first_name(self):
        """As the service has it; none where nobody is signed in."""
        self.open(self.page(self.app))
        return self.fetch_json("GET", self.url("/v1/me")).get("json", {}).get("first_name")

    def test_a_listed_page_signs_in_writes_and_signs_out(self):
        self.open(self.page(self.app))
        token = self.sign_in()
        # The page itself sees no cookie of ours.
        self.assertEqual(self.browser.execute_script("return document.cookie"), "")

        without = self.fetch_json("PATCH", self.url("/v1/me"), {"first_name": "Ada"})
        self.assertEqual(without.get("status"), 403, without)
        written = self.fetch_json("PATCH", self.url("/v1/me"), {"first_name": "Ada"}, {"X-CSRFToken": token})
        self.assertEqual((written.get("status"), written["json"]["first_name"]), (200, "Ada"), written)

        # Reloaded, it learns the token anew.
        self.open(self.page(self.app))
        current = self.fetch_json("GET", self.url("/auth/session/"))
        self.assertEqual((current.get("status"), current["headers"]["x-csrftoken"]), (200, token), current)

        out = self.fetch_json("POST", self.url("/auth/session/logout/"), {}, {"X-CSRFToken": token})
        self.assertEqual(out.get("status"), 204, out)
        self.assertEqual(self.fetch_json("GET", self.url("/auth/session/")).get("status"), 401)

    def test_a_page_that_is_not_listed_signs_nobody_in(self):
        self.open(self.page(self.evil))
        self.assertIn("error", self.fetch_json("POST", self.url("/auth/session/login/"), LOGIN))
        login = self.url("/auth/session/login/")
        self.fetch_blindly(login, "application/x-www-form-urlencoded", f"username=root&password={PASSWORD}")
        self.fetch_blindly(login, "text/plain", json.dumps(LOGIN))
        self.open(self.page(self.app))
        self.assertEqual(self.fetch_json("GET", self.url("/auth/session/")).get("status"), 401)

    def test_a_page_that_is_not_listed_reads_writes_and_ends_nothing(self):
        self.open(self.page(self.app))
        token = self.sign_in()
        self.open(self.page(self.evil))
        for method, path, body in (
            ("GET", "/auth/session/", None),
            ("GET", "/v1/me", None),
            ("PATCH", "/v1/me", {"first_name": "Eve"}),
            ("POST", "/auth/session/logout/", {}),
        ):
            # Not even with the token, if it came by it.
            for headers in ({}, {"X-CSRFToken": token}):
                reply = self.fetch_json(method, self.url(path), body, headers)
                self.assertIn("error", reply, (method, path, headers))
        self.fetch_blindly(self.url("/auth/session/logout/"), "text/plain", "")
        self.assertEqual(self.first_name(), "")


class OfTheSameSite(OtherOrigin, Story):
    """The service and the pages are hosts of one registered domain: cookies as they are by default."""

    accounts, app, evil = "accounts.orchard.localhost", "app.orchard.localhost", "blog.orchard.localhost"
    settings = {
        "PUBLIC_URL": "http://accounts.orchard.localhost:{port}",
        "CORS_ALLOWED_ORIGINS": "http://app.orchard.localhost:{pages}",
    }


class OfAnotherSite(OtherOrigin, Story):
    """The page's registered domain is another: `SameSite=None; Secure`, which a host of this machine's may set without TLS."""

    accounts, app, evil = "accounts.localhost", "app.localhost", "evil.localhost"
    settings = {
        "PUBLIC_URL": "https://accounts.localhost:{port}",
        "CORS_ALLOWED_ORIGINS": "http://app.localhost:{pages}",
        "COOKIE_SAMESITE": "None",
    }

    def test_without_the_setting_its_browser_keeps_no_session(self):
        """So the setting is what the other stories hang on."""
        self.settings = {**self.settings, "COOKIE_SAMESITE": "Lax"}
        self.port = free_port()
        self.serve()
        self.open(self.page(self.app))
        self.sign_in()
        self.assertEqual(self.fetch_json("GET", self.url("/auth/session/")).get("status"), 401)
