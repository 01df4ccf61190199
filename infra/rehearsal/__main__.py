"""A deployment from its first day to its last, on an emulated AWS: `.ci/rehearse` runs it."""

import json
import pathlib
import re
import tempfile
import time

import cloud
from client import Browser, Client
from cloud import aws, deploy, latchkey, link_to, mail_to

FIRST, SECOND = "difference-engine-1", "analytical-engine-2"
STACK = "rehearsal"

FIGURES: list[tuple[str, str]] = []


def figure(what: str, since: float) -> None:
    """Notes how long something took."""
    FIGURES.append((what, f"{time.monotonic() - since:.3f} s"))


def told(chapter) -> None:
    """Says which chapter begins."""
    print(f"-- {chapter.__doc__}", flush=True)


def first_key(url: str) -> None:
    """The first signing key came with the deployment, before anybody signs in."""
    assert len(Client(url).get("/.well-known/jwks.json").is_(200).json()["keys"]) == 1


def every_function_answers(url: str) -> None:
    """The first answer of each function that requests reach."""
    paths = {
        "tokens": "/.well-known/jwks.json", "users": "/v1/me", "groups": "/groups/", "permissions": "/permissions/",
        "activation": "/auth/users/activation/", "password_reset": "/auth/users/reset_password/", "sign_in": "/v1/sessions",
    }
    for function, path in paths.items():
        since = time.monotonic()
        answer = Client(url).get(path)
        figure(f"first answer of {function}", since)
        assert answer.status in (200, 401, 405), (path, answer.status, answer.body)


def djoser(url: str) -> None:
    """README's tour: an account from sign-up to deletion, in JSON."""
    anyone = Client(url)
    ada = {"username": "ada", "email": "ada@example.org"}
    since = time.monotonic()
    anyone.json("POST", "/auth/users/", **ada, password=FIRST).is_(201)
    link = link_to(ada["email"])
    figure("sign-up to mail, the first", since)
    anyone.json("POST", "/auth/users/activation/", **link).is_(204)
    access = anyone.json("POST", "/auth/jwt/create/", username="ada", password=FIRST).is_(200).json()["access"]
    me = anyone.authorized(f"Bearer {access}").get("/auth/users/me/").is_(200).json()
    assert me["username"] == "ada", me
    anyone.json("POST", "/auth/users/reset_password/", email=ada["email"]).is_(204)
    anyone.json("POST", "/auth/users/reset_password_confirm/", **link_to(ada["email"]), new_password=SECOND).is_(204)
    assert "password" in mail_to(ada["email"])["Subject"].lower()
    token = anyone.json("POST", "/auth/token/login/", username="ada", password=SECOND).is_(200).json()["auth_token"]
    anyone.authorized(f"Token {token}").json("DELETE", "/auth/users/me/", current_password=SECOND).is_(204)
    anyone.authorized(f"Token {token}").get("/auth/users/me/").is_(401)


def forms(url: str) -> None:
    """The same without slashes: forms, and multipart."""
    anyone = Client(url)
    for name, send in [("bea", anyone.form), ("cleo", anyone.multipart)]:
        address = f"{name}@example.org"
        since = time.monotonic()
        send("POST", "/auth/users", username=name, email=address, password=FIRST).is_(201)
        link = link_to(address)
        figure("sign-up to mail", since)
        send("POST", "/auth/users/activation", **link).is_(204)
        token = send("POST", "/auth/token/login", username=name, password=FIRST).is_(200).json()["auth_token"]
        user = anyone.authorized(f"Token {token}")
        assert user.get("/auth/users/me").is_(200).json()["email"] == address
        send("POST", "/auth/users", username=name, email="", password="").is_(400)


def native(url: str) -> None:
    """`/v1`: sign-up, sign-in, sessions, refreshing, checking."""
    anyone = Client(url)
    anyone.json("POST", "/v1/users", username="dora", email="dora@example.org", password=FIRST).is_(201)
    anyone.json("POST", "/v1/activation", token=link_to("dora@example.org")["token"]).is_(204)
    since = time.monotonic()
    pair = anyone.json("POST", "/v1/sessions", login="dora@example.org", password=FIRST).is_(201).json()
    figure("sign-in, warm", since)
    dora = anyone.authorized(f"Bearer {pair['access']}")
    since = time.monotonic()
    dora.get("/v1/me").is_(200)
    figure("reading oneself, warm", since)
    dora.json("PATCH", "/v1/me", first_name="Dora").is_(200)
    for slash in ["", "/"]:
        other = anyone.form("POST", f"/v1/sessions{slash}", login="dora", password=FIRST).is_(201).json()["session"]
        assert len(dora.get(f"/v1/sessions{slash}").is_(200).json()["results"]) == 2
        dora.ask("DELETE", f"/v1/sessions/{other}{slash}").is_(204)
        pair |= anyone.json("POST", f"/v1/sessions/refresh{slash}", refresh=pair["refresh"]).is_(200).json()
        allowed = dora.json("POST", f"/v1/check{slash}", permissions=["auth.add_user"]).is_(200).json()
        assert "auth.add_user" in json.dumps(allowed) and "true" not in json.dumps(allowed), allowed
    dora.ask("OPTIONS", "/v1/me").is_(200)


def cookies(url: str) -> None:
    """A browser's session: two cookies, and nothing changes without the token of one."""
    browser = Client(url)
    browser.form("POST", "/auth/session/login/", username="dora", password=FIRST).is_(200)
    assert {"sessionid", "csrftoken"} <= set(browser.cookies), browser.cookies
    assert browser.get("/auth/users/me/").is_(200).json()["username"] == "dora"
    browser.json("PATCH", "/v1/me", last_name="Nobody").is_(403)
    csrf = {"X-CSRFToken": browser.cookies["csrftoken"]}
    browser.form("PATCH", "/v1/me", headers=csrf, last_name="Somebody").is_(200)
    browser.form("POST", "/auth/session/logout/", headers=csrf)
    browser.get("/auth/session/").is_(401)


def administrations(url: str, stack: dict[str, str]) -> None:
    """A superuser made by the command administrates, in both administrations."""
    latchkey(stack, "createsuperuser", "--noinput", "--username", "grace", "--email", "grace@example.org", LATCHKEY_SUPERUSER_PASSWORD=FIRST)
    token = Client(url).json("POST", "/auth/token/login/", username="grace", password=FIRST).is_(200).json()["auth_token"]
    grace = Client(url).authorized(f"Token {token}")
    group = grace.json("POST", "/groups/", name="editors").is_(201).json()["resourceUri"]
    names = grace.get("/v1/users").is_(200).json()
    dora = next(user for user in names["results"] if user["username"] == "dora")
    grace.json("PUT", f"/users/{dora['pk']}/groups/{group.split('/')[2]}/")
    assert "editors" in json.dumps(grace.get(f"/v1/users/{dora['pk']}/groups/").is_(200).json())
    grace.json("POST", f"/v1/users/{dora['pk']}/disable").is_(200)
    Client(url).json("POST", "/v1/sessions", login="dora", password=FIRST).is_(401)
    grace.json("POST", f"/v1/users/{dora['pk']}/enable").is_(200)
    print(latchkey(stack, "user", "list").splitlines()[0])


def pages(url: str) -> None:
    """The console and the account's page: a browser is asked to sign in, and comes to where it was going."""
    browser = Browser(url).open("/console/users")
    assert browser.path.startswith("/account/sign_in"), browser.path
    browser.send(username="grace", password=FIRST)
    assert browser.path == "/console/users" and "dora@example.org" in browser.page, (browser.path, browser.page)
    browser.open("/account/")
    assert "grace@example.org" in browser.page, browser.page


def schedules() -> None:
    """What the clock calls, as the deployed rules say it."""
    events = aws("events")
    rules = [rule["Name"] for rule in events.list_rules()["Rules"] if rule["Name"].startswith(f"{STACK}-")]
    assert len(rules) >= 4, rules
    for rule in rules:
        (target,) = events.list_targets_by_rule(Rule=rule)["Targets"]
        since = time.monotonic()
        done = aws("lambda").invoke(FunctionName=target["Arn"], Payload=target["Input"])
        figure(f"schedule {rule.split('-')[1]}", since)
        assert "FunctionError" not in done, (rule, done["Payload"].read())


def keys(url: str, stack: dict[str, str]) -> None:
    """A new signing key is published beside the old one, within the minute for which functions remember keys."""
    def published():
        return {key["kid"] for key in Client(url).get("/.well-known/jwks.json").is_(200).json()["keys"]}

    before = published()
    latchkey(stack, "rotate-keys")
    cloud.eventually("a second key", lambda: before < published(), seconds=90)


def check(url: str, stack: dict[str, str]) -> None:
    """`check --url`, from outside and signed in."""
    print(latchkey(stack, "check", "--url", url, "--username", "grace", "--noinput", LATCHKEY_CHECK_PASSWORD=FIRST))


def settings(url: str, stack: dict[str, str], template: pathlib.Path) -> None:
    """A setting is changed, and the secret key rotated; what no function starts with is refused before anything is done."""
    refused = cloud.try_to_deploy(STACK, template, MailFromAddress=cloud.SENDER, PageSize="1.5")
    assert refused.returncode and "whole number" in refused.stdout, refused.stdout
    aws("cloudformation").set_stack_policy(StackName=STACK, StackPolicyBody=(cloud.ROOT / "infra/stack-policy.json").read_text())
    pair = Client(url).json("POST", "/v1/sessions", login="dora", password=FIRST).is_(201).json()
    since = time.monotonic()
    deploy(STACK, template, MailFromAddress=cloud.SENDER, SiteName='"The Rehearsal"', RequiredFields='""', Registration="closed")
    figure("sam deploy of a setting", since)
    old = cloud.secret(stack["SecretKeyArn"])["key"]
    published = Client(url).get("/.well-known/jwks.json").json()
    rotate = ["rotate-secret", "--secret", stack["SecretKeyArn"]]
    command = ["--", *cloud.deployment(STACK, template, SecretKeyVersion="{version}")]
    since = time.monotonic()
    latchkey(stack, *rotate, *command)
    figure("latchkey rotate-secret", since)
    fields = cloud.secret(stack["SecretKeyArn"])
    assert fields["key"] != old and fields["fallbacks"] == old, "the old key is believed"
    pair |= Client(url).json("POST", "/v1/sessions/refresh", refresh=pair["refresh"]).is_(200).json()
    assert Client(url).get("/.well-known/jwks.json").json() == published
    early = cloud.try_latchkey(stack, *rotate, "--forget", *command)
    assert early.returncode and "good until" in early.stderr, early
    since = time.monotonic()
    latchkey(stack, *rotate, "--stolen", *command)
    figure("latchkey rotate-secret --stolen", since)
    Client(url).json("POST", "/v1/sessions/refresh", refresh=pair["refresh"]).is_(401)
    assert len(Client(url).get("/.well-known/jwks.json").json()["keys"]) == len(published["keys"]) + 1
    cloud.eventually("the new signing key signs", lambda: Client(url).json("POST", "/v1/sessions", login="dora", password=FIRST).status == 201)
    Client(url).json("POST", "/v1/users", username="eve", email="eve@example.org", password=FIRST).is_(403)
    Client(url).json("POST", "/v1/password_reset", email="dora@example.org").is_(204)
    assert "The Rehearsal" in mail_to("dora@example.org")["Subject"]


def restored(url: str, stack: dict[str, str], template: pathlib.Path) -> None:
    """The table is restored to another, which the stack goes on with; what was signed in before is signed out."""
    token = Client(url).json("POST", "/auth/token/login/", username="dora", password=FIRST).is_(200).json()["auth_token"]
    since = time.monotonic()
    latchkey(stack, "restore", "rehearsal-restored")
    figure("latchkey restore", since)
    # Called again, it finds its own table, and goes on with it.
    said = latchkey(stack, "restore", "rehearsal-restored")
    assert "Restoring" not in said, said
    found = re.search(r"ExistingTable=(\S+) ExistingStream=(\S+) NotBefore=(\S+)", said).groups()
    assert aws("dynamodb").describe_table(TableName=found[0])["Table"]["DeletionProtectionEnabled"]
    since = time.monotonic()
    swapped = deploy(
        STACK, template, MailFromAddress=cloud.SENDER, ExistingTable=found[0], ExistingStream=found[1], NotBefore=found[2],
        # What a deployment does not say stays as it was.
        Registration="open",
    )
    figure("sam deploy that swaps the table", since)
    assert swapped["TableName"] == found[0] and swapped["Url"] == url, swapped
    assert aws("dynamodb").describe_table(TableName=stack["TableName"])["Table"]["TableStatus"] == "ACTIVE"
    Client(url).authorized(f"Token {token}").get("/v1/me").is_(401)
    Client(url).json("POST", "/v1/sessions", login="dora", password=FIRST).is_(201)
    Client(url).json("POST", "/v1/users", username="ivy", email="ivy@example.org", password=FIRST).is_(201)
    Client(url).json("POST", "/v1/activation", token=link_to("ivy@example.org")["token"]).is_(204)
    stack.update(swapped)


def cdk(stack: dict[str, str]) -> None:
    """The CDK's sample beside it: the construct, and an API that lets in who has an access token."""
    since = time.monotonic()
    cloud.deploy_cdk("Latchkey", "OwnApi")
    figure("cdk deploy of both stacks", since)
    made = {name[len("Accounts"):-8]: value for name, value in cloud.outputs("Latchkey").items() if name.startswith("Accounts")}
    assert not set(made.values()) & (set(stack.values()) - {"latchkey"}), (made, stack)
    first_key(made["Url"])
    fay = Client(made["Url"])
    fay.json("POST", "/v1/users", username="fay", email="fay@example.org", password=FIRST).is_(201)
    fay.json("POST", "/v1/activation", token=link_to("fay@example.org")["token"]).is_(204)
    access = fay.json("POST", "/v1/sessions", login="fay", password=FIRST).is_(201).json()["access"]
    fay.get("/auth/users/me/").is_(404)
    (own,) = [api for api in aws("apigatewayv2").get_apis()["Items"] if api["Name"] == "Api"]
    orders = Client(own["ApiEndpoint"])
    orders.get("/orders").is_(401)
    orders.authorized("Bearer nothing").get("/orders").is_(401)
    # Behind the authorizer is a host that there is not.
    orders.authorized(f"Bearer {access}").get("/orders").is_(502)


def beside(url: str, stack: dict[str, str], folder: pathlib.Path) -> None:
    """Another stage beside it in the same account, deployed from what a release has: nothing of it is the first one's."""
    since = time.monotonic()
    other = deploy("stage", cloud.released(folder), MailFromAddress=cloud.SENDER, MailIdentity="existing", SiteName='"The Stage"')
    figure("sam deploy of a release", since)
    assert not set(other.values()) & (set(stack.values()) - {"latchkey"}), (other, stack)
    first_key(other["Url"])
    anyone = Client(other["Url"])
    anyone.json("POST", "/v1/users", username="dora", email="dora@stage.example.org", password=SECOND).is_(201)
    anyone.json("POST", "/v1/activation", token=link_to("dora@stage.example.org")["token"]).is_(204)
    access = anyone.json("POST", "/v1/sessions", login="dora", password=SECOND).is_(201).json()["access"]
    anyone.authorized(f"Bearer {access}").get("/v1/me").is_(200)
    # Who is somebody here is nobody there.
    Client(url).authorized(f"Bearer {access}").get("/v1/me").is_(401)
    Client(url).json("POST", "/v1/sessions", login="dora", password=SECOND).is_(401)
    Client(url).json("POST", "/v1/sessions", login="dora", password=FIRST).is_(201)
    dashboards = {it["DashboardName"] for it in aws("cloudwatch").list_dashboards()["DashboardEntries"]}
    assert {f"{it}-{cloud.ENVIRONMENT['AWS_REGION']}" for it in (STACK, "stage")} <= dashboards, dashboards
    cloud.delete("stage")
    Client(url).json("POST", "/v1/sessions", login="dora", password=FIRST).is_(201)


def kept(url: str, stack: dict[str, str], template: pathlib.Path) -> None:
    """The stack is deleted; another takes the table and the secret that are left, and everybody is still there."""
    token = Client(url).json("POST", "/auth/token/login/", username="dora", password=FIRST).is_(200).json()["auth_token"]
    published = Client(url).get("/.well-known/jwks.json").json()
    cloud.delete(STACK)
    table = aws("dynamodb").describe_table(TableName=stack["TableName"])["Table"]
    assert table["DeletionProtectionEnabled"], table
    label = table["LatestStreamArn"].split("/stream/")[1]
    arn = aws("secretsmanager").describe_secret(SecretId=stack["SecretKeyArn"])["ARN"]
    logs = aws("logs").describe_log_groups()["logGroups"]
    assert any(f"{STACK}/UsersLogs" in group["logGroupName"] for group in logs), logs
    since = time.monotonic()
    second = deploy(
        "second", template, MailFromAddress=cloud.SENDER, MailIdentity="existing",
        ExistingTable=stack["TableName"], ExistingStream=label, ExistingSecretArn=arn,
    )
    figure("sam deploy on a kept table", since)
    assert second["TableName"] == stack["TableName"], second
    anyone = Client(second["Url"])
    assert anyone.get("/.well-known/jwks.json").is_(200).json() == published
    anyone.authorized(f"Token {token}").get("/v1/me").is_(200)
    anyone.json("POST", "/v1/sessions", login="dora", password=FIRST).is_(201)
    anyone.json("POST", "/v1/users", username="hal", email="hal@example.org", password=FIRST).is_(201)
    anyone.json("POST", "/v1/activation", token=link_to("hal@example.org")["token"]).is_(204)


def main() -> None:
    begun = time.monotonic()
    with cloud.running(), tempfile.TemporaryDirectory() as folder:
        template = cloud.template(pathlib.Path(folder))
        since = time.monotonic()
        stack = deploy(STACK, template, MailFromAddress=cloud.SENDER)
        figure("sam deploy, the first", since)
        url = stack["Url"]
        for chapter, *about in [
            (first_key, url), (every_function_answers, url), (djoser, url), (forms, url), (native, url), (cookies, url),
            (administrations, url, stack), (pages, url), (schedules,), (keys, url, stack), (check, url, stack),
            (settings, url, stack, template), (restored, url, stack, template), (cdk, stack),
            (beside, url, stack, pathlib.Path(folder)), (kept, url, stack, template),
        ]:
            told(chapter)
            chapter(*about)
    figure("the whole rehearsal", begun)
    for what, seconds in FIGURES:
        print(f"{what:40} {seconds:>10}")


main()
