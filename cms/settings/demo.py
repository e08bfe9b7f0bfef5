"""The demo district, as a district would run it (DEBUG off, gunicorn, whitenoise), on loopback over plain HTTP."""

from cms.settings import env
from cms.settings.base import *  # noqa: F403  a settings module extends its base

SECRET_KEY = "demo-only-key-for-invented-data-on-loopback"  # noqa: S105  not a secret
CODE_KEY = SECRET_KEY
VAULT_KEYS = "demo:ZGV2ZWxvcG1lbnQtb25seS1rZXktMzItYnl0ZXMtISE="
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{env.number('PORT', 8000)}"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # var/mail and var/sms: nothing leaves the machine
NOTICES_BY_MAIL = True
SMS_BACKEND = "file"
LIAISON_DEMO_ALLOWED = True
SERVES_MEDIA = True
