"""Django's settings for the suite: a home of its own in a temporary folder, on SQLite or on DATABASE_URL."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from rotative.project import home

_HOME = Path(tempfile.mkdtemp(prefix="rotative-tests-"))
_OWNER = os.getpid()


def _remove_home() -> None:
    # Forked workers inherit the hook, the folder is its maker's.
    if os.getpid() == _OWNER:
        shutil.rmtree(_HOME, ignore_errors=True)


atexit.register(_remove_home)
home.create(_HOME, site_url="https://estuaire.example")
os.environ["ROTATIVE_HOME"] = str(_HOME)

from rotative.project.settings import *  # noqa: E402, F403

SECRET_KEY = "only for tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
