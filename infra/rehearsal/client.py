"""A client of the service: says what it wants, and is told request and answer when something else comes."""

import html.parser
import http.client
import json
import urllib.parse
import uuid


class Answer:
    """What came back."""

    def __init__(self, asked: str, came: http.client.HTTPResponse):
        self.asked, self.status, self.headers, self.body = asked, came.status, came.headers, came.read()

    def json(self):
        return json.loads(self.body)

    def is_(self, status: int) -> "Answer":
        """Goes on if this is the status."""
        if self.status != status:
            raise SystemExit(f"{self.asked}\nexpected {status}, came {self.status}\n{self.headers}{self.body.decode()}")
        return self


class Client:
    """Speaks to one host, and keeps cookies."""

    def __init__(self, url: str):
        self.host = urllib.parse.urlsplit(url).netloc
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}

    def authorized(self, authorization: str) -> "Client":
        """The same host, with credentials and without cookies."""
        other = Client(f"http://{self.host}")
        other.headers = {"Authorization": authorization}
        return other

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        headers = {name.replace("_", "-"): value for name, value in headers.items()} | self.headers
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request(method, path, body or None, headers)
        answer = Answer(f"{method} {path} {headers} {body.decode()}", connection.getresponse())
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def json(self, method: str, path: str, **members) -> Answer:
        return self.ask(method, path, json.dumps(members).encode(), Content_Type="application/json")

    def form(self, method: str, path: str, headers: dict[str, str] | None = None, **fields: str) -> Answer:
        body = urllib.parse.urlencode(fields).encode()
        return self.ask(method, path, body, Content_Type="application/x-www-form-urlencoded", **headers or {})

    def multipart(self, method: str, path: str, **fields: str) -> Answer:
        line = uuid.uuid4().hex
        part = '--{}\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
        body = "".join(part.format(line, name, value) for name, value in fields.items()) + f"--{line}--\r\n"
        return self.ask(method, path, body.encode(), Content_Type=f"multipart/form-data; boundary={line}")


class Forms(html.parser.HTMLParser):
    """The forms of a page: each with where it is sent, and its fields with what stands in them."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[tuple[str | None, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs) -> None:
        given = dict(attrs)
        if tag == "form":
            self.found.append((given.get("action"), {}))
        elif tag == "input" and self.found and given.get("name"):
            self.found[-1][1][given["name"]] = given.get("value") or ""


class Browser(Client):
    """One without scripts: it goes where it is led, and sends forms with everything that is in them."""

    path = "/"
    page = ""

    def open(self, path: str) -> "Browser":
        return self.led(path, self.get(path))

    def send(self, **fields: str) -> "Browser":
        """Fills in the page's form that has these fields, and sends it."""
        action, there = next(form for form in Forms(self.page).found if set(fields) <= set(form[1]))
        path = urllib.parse.urljoin(self.path, action or self.path)
        return self.led(path, self.form("POST", path, **there | fields))

    def led(self, path: str, answer: Answer) -> "Browser":
        while answer.status == 303:
            path = urllib.parse.urljoin(path, answer.headers["Location"])
            answer = self.get(path)
        self.path, self.page = path, answer.is_(200).body.decode()
        return self
