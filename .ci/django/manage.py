"""A Django server whose users move: every hasher, groups, grants and DRF's tokens; users of the stock model, or with
`USER_MODEL=accounts.User` of one of one's own.

`manage.py populate` makes the users, `manage.py compare` holds the two databases against each other, and
`manage.py sign_in URL` signs in as everybody, through three of Latchkey's dialects.
"""

import datetime
import decimal
import json
import os
import sys
import urllib.error
import urllib.request
import uuid

import django
from django.conf import settings

USER_MODEL = os.environ.get("USER_MODEL", "auth.User")
HASHERS = ["PBKDF2", "PBKDF2SHA1", "Argon2", "BCryptSHA256", "BCrypt", "Scrypt"]
settings.configure(
    SECRET_KEY="only for this test",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "rest_framework",
        "rest_framework.authtoken",
        *(["accounts"] if USER_MODEL == "accounts.User" else []),
    ],
    AUTH_USER_MODEL=USER_MODEL,
    DATABASES={
        name: {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{name}.sqlite3"} for name in ("default", "back")
    },
    PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{name}PasswordHasher" for name in HASHERS],
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.hashers import check_password, make_password  # noqa: E402
from django.contrib.auth.models import AbstractUser, Group, Permission  # noqa: E402
from django.core.management import execute_from_command_line  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402

User = get_user_model()
STOCK = {field.name for field in AbstractUser._meta.get_fields()}
# Beside them a model of one's own has these.
OWN = [field.name for field in User._meta.concrete_fields if field.name not in STOCK | {"id"}]
ALGORITHMS = ["pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "bcrypt", "scrypt", "argon2"]


def password_of(user):
    return f"correct horse {user.username}"


def populate():
    for database in ("default", "back"):
        migrate = ["manage.py", "migrate", "--run-syncdb", "--database", database, "--verbosity", "0"]
        execute_from_command_line(migrate)
    editors = Group.objects.create(name="editors")
    editors.permissions.set(Permission.objects.filter(codename__in=["add_user", "view_user"]))
    for algorithm in ALGORITHMS:
        user = User(username=algorithm, email=f"{algorithm}@example.org", first_name="Zoë", last_name="O'Hara")
        user.password = make_password(password_of(user), hasher=algorithm)
        user.save()
        user.groups.add(editors)
        Token.objects.create(user=user)
    user.user_permissions.add(Permission.objects.get(codename="delete_group"))
    boss = User(username="boss", email="boss@example.org", is_staff=True, is_superuser=True)
    boss.password = make_password(password_of(boss))
    boss.save()
    User.objects.create(username="gone", password=make_password(None), is_active=False)
    for number, user in enumerate(User.objects.exclude(username="gone") if OWN else []):
        user.phone, user.age, user.balance = f"+44 20 {number}", number, decimal.Decimal("-12.50")
        user.born = datetime.date(1990, 5, 1 + number)
        user.seen = datetime.datetime(2024, 1, 2, 3, 4, 5, 678000, datetime.UTC)
        user.newsletter, user.plan, user.notes = True, "pro", " two\nlines "
        user.preferences, user.ref = {"b": [1.0, None], "a": "é"}, uuid.uuid4()
        user.save()


def ask(url, body=None, **headers):
    body = None if body is None else json.dumps(body).encode()
    headers["Content-Type"] = "application/json"
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
        return json.load(answer)


def sign_in(base):
    for user in User.objects.exclude(username="gone"):
        typed = {"username": user.username, "password": password_of(user)}
        assert ask(f"{base}/auth/jwt/create/", typed)["access"]
        assert ask(f"{base}/auth/login", typed)["token"]
        login = {"login": user.email, "password": password_of(user)}
        assert ask(f"{base}/v1/sessions", login)["user"]["pk"] == user.pk
    for token in Token.objects.all():
        me = ask(f"{base}/auth/users/me/", Authorization=f"Token {token.key}")
        assert me["id"] == token.user_id, me
    try:
        ask(f"{base}/auth/jwt/create/", {"username": "gone", "password": "!"})
        raise AssertionError("whoever was not active signs in")
    except urllib.error.HTTPError as refused:
        assert refused.code == 401, refused
    print(f"{User.objects.count()} users and {Token.objects.count()} tokens are as they were.")


def state(database, user):
    fields = ["pk", "username", "email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", *OWN]
    permissions = user.user_permissions.using(database).values_list("codename", flat=True)
    return [getattr(user, name) for name in fields] + [
        # `dumpdata` writes milliseconds.
        user.date_joined.replace(microsecond=user.date_joined.microsecond // 1000 * 1000),
        sorted(user.groups.using(database).values_list("name", flat=True)),
        sorted(permissions),
        sorted(user.get_group_permissions()),
    ]


def compare():
    """Who went to Latchkey and came back is who they were; their hashes are others by now."""
    for user in User.objects.using("default"):
        back = User.objects.using("back").get(pk=user.pk)
        assert state("default", user) == state("back", back), (state("default", user), state("back", back))
        usable = user.has_usable_password()
        assert usable == back.has_usable_password()
        assert not usable or check_password(password_of(user), back.password), user.username
    print("Everybody came back.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["populate"]:
            populate()
        case ["sign_in", base]:
            sign_in(base)
        case ["compare"]:
            compare()
        case _:
            execute_from_command_line(sys.argv)
