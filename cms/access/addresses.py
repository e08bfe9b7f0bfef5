"""From where a request comes, for the lock-out after repeated failures and for limits."""

import re

from django.http import HttpRequest

WITH_PORT = re.compile(r"(?P<v4>[\d.]+):\d+|\[(?P<v6>[^\]]+)\](?::\d+)?")


def seen_by_proxy(request: HttpRequest) -> str:
    """
    The client's address where one proxy stands in front: the last in X-Forwarded-For, which that proxy wrote.

    Whatever stands before it came with the request and may be invented. Without the header: the peer's address. Some
    proxies write a port behind it, and IPv6 in brackets then.
    """
    last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    if found := WITH_PORT.fullmatch(last):
        last = found["v4"] or found["v6"]
    return last or request.META.get("REMOTE_ADDR", "")
