"""System checks of a deployment: `manage.py check --deploy`."""

from django.conf import settings
from django.core import checks

from cms.limits.addresses import networks
from cms.limits.counting import rates
from cms.papers.fonts import REMEDY, chinese_families


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


@checks.register(checks.Tags.security)
def check_limits(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """An error for each limit and each exempt network that cannot be read."""
    hint = 'A limit reads like "40/10 minutes; 400/day" or is empty, a network like 192.0.2.0/24.'
    asked = [(f"LIMIT_{name.upper().replace('.', '_')}", rates, words) for name, words in settings.LIMITS.items()]
    asked.append(("LIMIT_EXEMPT_NETWORKS", networks, tuple(settings.LIMIT_EXEMPT_NETWORKS)))
    found = []
    for name, read, words in asked:
        try:
            read(words)
        except ValueError as error:
            found.append(checks.Error(f"{name} cannot be read: {error}", hint=hint, id="liaison.E010"))
    return found


@checks.register("papers")
def check_chinese_font(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """A warning where papers for the wall cannot be made; all else works."""
    if chinese_families().sans:
        return []
    return [
        checks.Warning(
            "No Chinese font was found: notices and posters cannot be made as PDF.",
            hint=f"Install one ({REMEDY}), or name a folder of fonts in PAPER_FONTS, and start anew.",
            id="liaison.W003",
        )
    ]
