"""Input that no form can hold is refused at the door."""

import pytest

from forms.views import intake

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/%00", "/venues/%00/", "/?q=%00", "/?%00=q", "/admin/login/?next=%00", "/documents/1/a%00.pdf"]
)
def test_null_byte_is_refused(client, site, address):
    response = client.generic("GET", address)
    assert (response.status_code, response.content) == (400, b"400 Bad Request")


def test_null_byte_in_a_post_to_an_unknown_page_is_no_server_error(client, site):
    assert client.post("/nowhere/", {"q": "a\x00b"}).status_code == 404


@pytest.mark.parametrize("path", ["/status/", "/admin/login/", "/nowhere/"])
def test_body_larger_than_any_form_is_refused_unread(client, site, settings, path):
    settings.MAX_REQUEST_BYTES = 1000
    assert client.post(path, {"q": "x" * 1001}).status_code == 413
    assert client.post(path, {"q": "x"}).status_code != 413


def test_every_photo_form_fits_into_the_largest_request(settings):
    assert settings.MAX_REQUEST_BYTES > intake.MAX_REQUEST_BYTES


def test_honest_request_passes(client, site):
    assert client.get("/admin/login/?next=/admin/%E7%90%BC%E8%8A%B1/").status_code == 200
