"""Tests: quick hashes, files in a throw-away folder, plain static files."""

import tempfile
from pathlib import Path

from cms.settings.base import *  # noqa: F403  a settings module extends its base

SECRET_KEY = "test-key"  # noqa: S105  not a secret
CODE_KEY = SECRET_KEY
VAULT_KEYS = "test:ZGV2ZWxvcG1lbnQtb25seS1rZXktMzItYnl0ZXMtISE="
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False  # the lock-out tests switch it on
LIMITS = dict.fromkeys(LIMITS, "")  # noqa: F405  the tests of limits set theirs
MEDIA_ROOT = Path(tempfile.gettempdir()) / "liaison-test-media"
PRIVATE_MEDIA_ROOT = Path(tempfile.gettempdir()) / "liaison-test-private"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_MEDIA_ROOT  # noqa: F405
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WAGTAIL_PASSWORD_RESET_ENABLED = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
NOTICES_BY_MAIL = True
SMS_BACKEND = "file"
LIAISON_RAISE_IN_SLOTS = True
LOGGING["root"]["level"] = "WARNING"  # noqa: F405
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405  a power cut may take the tests' rows
    DATABASES["default"]["OPTIONS"] = {  # noqa: F405
        **SQLITE_OPTIONS,  # noqa: F405
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;",
    }
LIAISON_DEMO_ALLOWED = True
PLUGIN_STATES_SECONDS = 0
LIVE_FIGURES_SECONDS = 0
DISTRICT_CALENDAR_SECONDS = 0
INTAKE_KEPT_SECONDS = 0
PLUGIN_APPS.append("tests.toys.apps.PluginConfig")  # noqa: F405  an add-on that brings one of everything
INSTALLED_APPS.insert(0, PLUGIN_APPS[-1])  # noqa: F405
