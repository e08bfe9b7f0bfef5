"""System checks of a deployment: `manage.py check --deploy`."""

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def check_https_without_proxy(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """A warning where HTTPS is demanded and no proxy is declared: right only where gunicorn itself ends HTTPS."""
    if not settings.SECURE_SSL_REDIRECT or settings.SECURE_PROXY_SSL_HEADER:
        return []
    return [
        checks.Warning(
            "HTTPS=1 with BEHIND_PROXY=0: behind nginx every page redirects to itself, without end.",
            hint="Set BEHIND_PROXY=1, and let nginx set X-Forwarded-Proto. Leave it only where gunicorn has the "
            "certificate itself (--certfile).",
            id="liaison.W001",
        )
    ]
