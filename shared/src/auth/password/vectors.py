"""Prints the hashes in stored.rs, each of `zażółć gęślą` by its original.

python3 -m venv venv && venv/bin/pip install django argon2-cffi bcrypt firebase-scrypt pycryptodome
venv/bin/python vectors.py
"""

import base64
import hashlib

import django
from argon2.low_level import Type, hash_secret
from bcrypt import gensalt, hashpw
from django.conf import settings
from firebase_scrypt import encrypt, generate_derived_key

ALGORITHMS = {
    "pbkdf2_sha256": "PBKDF2PasswordHasher",
    "pbkdf2_sha1": "PBKDF2SHA1PasswordHasher",
    "bcrypt_sha256": "BCryptSHA256PasswordHasher",
    "bcrypt": "BCryptPasswordHasher",
    "scrypt": "ScryptPasswordHasher",
    "argon2": "Argon2PasswordHasher",
}
settings.configure(PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{name}" for name in ALGORITHMS.values()])
django.setup()

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password  # noqa: E402

PASSWORD = "zażółć gęślą"
SALT = b"0123456789abcdef"


def base64_of(data):
    return base64.b64encode(data).decode()


for algorithm in ALGORITHMS:
    print(make_password(PASSWORD, hasher=algorithm))
for kind in (Type.I, Type.D, Type.ID):
    for version in (16, 19):
        print("argon2" + hash_secret(PASSWORD.encode(), SALT, 2, 512, 2, 16, kind, version).decode())
for prefix in (b"2a", b"2b"):
    print(hashpw(PASSWORD.encode(), gensalt(10, prefix)).decode())
for digest, rounds in (("sha512", 210_000), ("sha256", 27_500), ("sha1", 20_000)):
    output = hashlib.pbkdf2_hmac(digest, PASSWORD.encode(), SALT, rounds)
    print(f"keycloak_pbkdf2_{digest}${rounds}${base64_of(SALT)}${base64_of(output)}")
# Keycloak derives 512 bits whatever the digest.
for digest, rounds in (("sha256", 27_500), ("sha1", 20_000)):
    output = hashlib.pbkdf2_hmac(digest, PASSWORD.encode(), SALT, rounds, dklen=64)
    print(f"keycloak_pbkdf2_{digest}${rounds}${base64_of(SALT)}${base64_of(output)}")
salt, separator, key = base64_of(SALT[:10]), "Bw==", bytes(range(64))
output = encrypt(key, generate_derived_key(PASSWORD, salt, separator, 8, 12))
print(f"firebase_scrypt$12$8${salt}${separator}${base64_of(key)}${base64_of(output)}")

# What was typed with blanks around it, and with its letters decomposed.
for typed in ("  two blanks ", "zaz\u0307o\u0301\u0142c\u0301"):
    print(PBKDF2PasswordHasher().encode(typed, "saltsaltsalt", 1000))
