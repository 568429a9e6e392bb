"""The tests: the same engine choice as a run, quicker passwords, files without hashes."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, STATIC_ROOT, VAR

DEBUG = False
DEMONSTRATION = True
SECRET_KEY = "tests-only-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "attachments": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "performance@localhost"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: tests with several connections or processes need one they share. Each
    # run has its own, so that two at once in one place do not disturb each other.
    RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / f"test-{RUN}.sqlite3")}
# In a fresh clone nothing was collected yet; WhiteNoise warns of that, and a warning is an error.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
