"""Development: readable errors, a fixed key, static files from the source."""

from cms.settings.base import *  # noqa: F403  a settings module extends its base

DEBUG = True
SECRET_KEY = "development-only-key-never-used-in-production"  # noqa: S105  not a secret
CODE_KEY = SECRET_KEY
VAULT_KEYS = "dev:ZGV2ZWxvcG1lbnQtb25seS1rZXktMzItYnl0ZXMtISE="
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WAGTAIL_PASSWORD_RESET_ENABLED = True
if not MAIL_WORD:  # noqa: F405
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    NOTICES_BY_MAIL = True
SMS_BACKEND = SMS_BACKEND or "console"  # noqa: F405
LIAISON_DEMO_ALLOWED = True
VAR_DIR.mkdir(parents=True, exist_ok=True)  # noqa: F405  SQLite makes its file, not its folder
