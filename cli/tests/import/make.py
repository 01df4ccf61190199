"""Writes users.json and users-natural.jsonl: dumps of a Django project with every hasher, groups, grants and tokens.

python3 -m venv venv && venv/bin/pip install django djangorestframework argon2-cffi bcrypt
venv/bin/python make.py
"""

from datetime import datetime, timezone

import django
from django.conf import settings
from django.core.management import call_command

HASHERS = [
    "PBKDF2PasswordHasher",
    "PBKDF2SHA1PasswordHasher",
    "Argon2PasswordHasher",
    "BCryptSHA256PasswordHasher",
    "BCryptPasswordHasher",
    "ScryptPasswordHasher",
    "MD5PasswordHasher",
]
settings.configure(
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "rest_framework",
        "rest_framework.authtoken",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{name}" for name in HASHERS],
)
django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import Group, Permission, User  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402

call_command("migrate", verbosity=0)
JOINED = datetime(2021, 3, 4, 5, 6, 7, 89000, timezone.utc)
ALGORITHMS = ["pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "bcrypt", "scrypt", "argon2", "md5"]


def user(username, email, password, hasher="argon2", **more):
    return User.objects.create(
        username=username,
        email=email,
        password=make_password(password, hasher=hasher),
        date_joined=JOINED,
        **more,
    )


editors, readers = Group.objects.create(name="editors"), Group.objects.create(name="readers")
editors.permissions.set(Permission.objects.filter(codename__in=["add_user", "change_user", "add_token"]))
readers.permissions.set(Permission.objects.filter(codename="view_user"))
for n, algorithm in enumerate(ALGORITHMS):
    made = user(
        algorithm,
        f"{algorithm}@Example.org",
        f"hunter2-{algorithm}",
        algorithm,
        first_name="Zoë",
        last_name=algorithm.title(),
        is_staff=n == 0,
    )
    made.groups.add(editors if n % 2 else readers)
    Token.objects.create(user=made, key=f"{n + 1:x}".zfill(2)[::-1] * 20)
scrypt = User.objects.get(username="scrypt")
scrypt.user_permissions.add(Permission.objects.get(codename="delete_user"))
scrypt.last_login = JOINED
scrypt.save()
user("unusable", "", None)
user("inactive", "inactive@example.org", "hunter2-inactive", is_active=False)
user("boss", "boss@example.org", "hunter2-boss", is_staff=True, is_superuser=True)
user("blanks", "", "  two blanks ")

call_command("dumpdata", "contenttypes", "auth", "authtoken", output="users.json", indent=1)
call_command(
    "dumpdata",
    "auth",
    "authtoken",
    format="jsonl",
    use_natural_foreign_keys=True,
    use_natural_primary_keys=True,
    output="users-natural.jsonl",
)
