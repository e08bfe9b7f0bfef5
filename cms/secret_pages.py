"""Pages whose address is a key: who has it may look, and nobody else should come by it."""

from functools import wraps

from django.conf import settings
from django.views.decorators.cache import never_cache

from cms.frame import in_language

ROOTS = ("s", "n")  # the first steps of such addresses: residents' status pages, subscriptions


def without_key(path: str) -> str:
    """The local `path`, for a place where others read it; of a page whose address is a key its first step alone."""
    step = (in_language(path, settings.LANGUAGE_CODE) or "").lstrip("/").partition("/")[0]
    return f"/{step}/" if step in ROOTS else path


def secret_page(view):
    """No cache, no index, no referrer: the address or the answer holds what is one person's alone."""

    @never_cache
    @wraps(view)
    def wrapped(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return wrapped
