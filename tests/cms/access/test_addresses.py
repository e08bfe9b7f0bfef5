"""Behind a proxy the lock-out counts each client's own failures."""

import pytest
from axes.helpers import get_client_ip_address
from django.test import RequestFactory

from cms.access.addresses import seen_by_proxy


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),  # the first one was invented by the client
        ("", "127.0.0.1"),
        ("198.51.100.1,", "127.0.0.1"),
    ],
)
def test_address_is_the_one_that_the_proxy_wrote(settings, header, address):
    settings.AXES_CLIENT_IP_CALLABLE = "cms.access.addresses.seen_by_proxy"
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=header)
    assert seen_by_proxy(request) == address
    assert get_client_ip_address(request) == address
