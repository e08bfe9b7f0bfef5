"""From where somebody signs in, for the lock-out after repeated failures."""

from django.http import HttpRequest


def seen_by_proxy(request: HttpRequest) -> str:
    """
    The client's address where one proxy stands in front: the last in X-Forwarded-For, which that proxy wrote.

    Whatever stands before it came with the request and may be invented. Without the header: the peer's address.
    """
    last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return last or request.META.get("REMOTE_ADDR", "")
