"""Pages whose address is a key: who has it may look, and nobody else should come by it."""

from functools import wraps

from django.views.decorators.cache import never_cache


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
