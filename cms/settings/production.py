"""Production: every secret and address is set from outside; start-up stops with the remedy when one is missing."""

from django.core.exceptions import ImproperlyConfigured

from cms.settings import env
from cms.settings.base import *  # noqa: F403  a settings module extends its base
from cms.vault import VaultError, parse_keys

SECRET_KEY = env.required("SECRET_KEY", "Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'")
CODE_KEY = env.required("LIAISON_CODE_KEY", "Make one like SECRET_KEY; changing it later voids residents' codes.")
VAULT_KEYS = env.required("LIAISON_VAULT_KEYS", "Make one: python manage.py vault newkey")
try:  # a faulty key would show itself only when a resident leaves a phone number
    parse_keys(VAULT_KEYS)
except VaultError as error:
    raise ImproperlyConfigured(f"LIAISON_VAULT_KEYS: {error}") from None
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    env.required("ALLOWED_HOSTS", "Name the hosts the site answers to, separated by commas.")
WAGTAILADMIN_BASE_URL = env.required("BASE_URL", "The site's address, such as https://renda.example.gov.cn")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

SECURE_SSL_REDIRECT = env.flag("HTTPS", True)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
if SECURE_SSL_REDIRECT:  # behind nginx an undeclared proxy would redirect every page to itself, without end
    env.required(
        "BEHIND_PROXY",
        "With HTTPS on, say who ends it: 1 where nginx in front does and sets X-Forwarded-Proto, 0 where the "
        "application server itself does. HTTPS=0 where nobody does.",
    )
if env.flag("BEHIND_PROXY", False):
    TRUSTS_PROXY = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    AXES_CLIENT_IP_CALLABLE = "cms.access.addresses.seen_by_proxy"
