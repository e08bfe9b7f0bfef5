"""Whose address a request comes from, as far as limits go."""

import ipaddress
import logging
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from cms.access.addresses import seen_by_proxy

logger = logging.getLogger(__name__)

IPV6_PREFIX = 64  # what one customer gets: the rest of an IPv6 address may change with every request


def address_of(request: HttpRequest) -> str | None:
    """
    The client's address; of IPv6 its /64. None where there is none to count (a socket without a proxy's header, one of
    the networks that `LIMIT_EXEMPT_NETWORKS` names): everybody would share it.
    """
    text = seen_by_proxy(request) if settings.TRUSTS_PROXY else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        _say_that_nobody_is_counted()
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    if any(address in network for network in networks(tuple(settings.LIMIT_EXEMPT_NETWORKS))):
        return None
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((int(address), IPV6_PREFIX), strict=False))


@lru_cache(maxsize=1)
def _say_that_nobody_is_counted() -> None:
    """Once in each process."""
    logger.warning(
        "limits: a request came without a readable address; those are not counted by address (X-Forwarded-For)"
    )


@lru_cache(maxsize=8)
def networks(words: tuple[str, ...]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The networks named by `words`. Raises ValueError."""
    return [ipaddress.ip_network(word) for word in words]
