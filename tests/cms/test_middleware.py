"""Input that no form can hold is refused at the door."""

import os
import subprocess
import sys

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from wagtail.models import Site

from cms.charsets import utf8_only
from forms.views import public_forms
from liaison_pages.models import VenuePage
from tests.factories.liaison_pages import VenuePageFactory
from tests.house import ROOT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/%00", "/venues/%00/", "/?q=%00", "/?%00=q", "/admin/login/?next=%00", "/documents/1/a%00.pdf"]
)
def test_null_byte_is_refused(client, site, address):
    response = client.generic("GET", address)
    assert (response.status_code, "这个请求我们看不懂" in response.content.decode()) == (400, True)


def test_null_byte_in_a_post_to_an_unknown_page_is_no_server_error(client, site):
    assert client.post("/nowhere/", {"q": "a\x00b"}).status_code == 404


CHARSETS = {
    **dict.fromkeys(["base64", "rot13", "idna", "zlib", "undefined", "utf-16", "latin-1", "\x00"], "400 Bad Request"),
    **dict.fromkeys(["utf-8", "UTF-8", "utf8", '"utf-8"', "nobody-s", "", "x" * 9999], "200 OK"),
}


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=X", "application/x-www-form-urlencoded", "text/html"])
def test_charset_that_no_form_of_ours_has_is_refused(kind, charset):
    said = []

    def served(environ, start_response):
        WSGIRequest({**RequestFactory()._base_environ(), **environ})
        start_response("200 OK", [])
        return [b"ok"]

    environ = {"CONTENT_TYPE": f"{kind}; charset={charset}", "QUERY_STRING": "street=a%ff"}
    utf8_only(served)(environ, lambda status, headers: said.append(status))
    assert said == [CHARSETS[charset]]


def test_what_gunicorn_starts_refuses_it():
    """In a process of its own, for gunicorn imports the application before Django is set up."""
    code = (
        "from cms.wsgi import application; from django.test import RequestFactory;"
        "environ = {**RequestFactory()._base_environ(), 'CONTENT_TYPE': 'text/html; charset=base64'};"
        "page = application(environ, lambda status, headers: print(status)); print('看不懂' in page[0].decode())"
    )
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    result = subprocess.run([sys.executable, "-c", code], env=environ, cwd=ROOT, capture_output=True, text=True)
    assert result.stdout.splitlines() == ["400 Bad Request", "True"], result.stderr


@pytest.mark.parametrize("path", ["/status/", "/admin/login/", "/nowhere/"])
def test_body_larger_than_any_form_is_refused_unread(client, site, settings, path):
    settings.MAX_REQUEST_BYTES = 1000
    refused = client.post(path, {"q": "x" * 1001})
    assert (refused.status_code, "这次传的东西太大了" in refused.content.decode()) == (413, True)
    assert client.post(path, {"q": "x"}).status_code != 413


def test_every_photo_form_fits_into_the_largest_request(settings):
    assert settings.MAX_REQUEST_BYTES > public_forms.MAX_REQUEST_BYTES


def test_honest_request_passes(client, site):
    assert client.get("/admin/login/?next=/admin/%E7%90%BC%E8%8A%B1/").status_code == 200


def test_own_fault_of_an_admin_view_stays_a_server_error(admin_client, site, monkeypatch):
    def fails(request, *args, **kwargs):
        raise ValueError("not from the request")

    monkeypatch.setattr("wagtail.admin.views.home.HomeView.get", fails)
    admin_client.raise_request_exception = False
    assert admin_client.get("/admin/").status_code == 500


@pytest.mark.parametrize("kind", ["external", "email", "phone", "anchor"])
@pytest.mark.parametrize("data", [{}, {f"{kind}-link-chooser-link_text": "字" for kind in ("external", "email")}])
def test_missing_address_of_a_link_is_an_error_of_the_form(admin_client, site, kind, data):
    url = f"/admin/choose-{kind}-link/"
    response = admin_client.post(url, data)
    assert (response.status_code, response.json()["step"]) == (200, f"{kind}_link")
    assert "error" in response.json()["html"]
    for odd in ("", "?link_url=", "?link_url=mailto:%3F%3F&link_text=%ff"):
        assert admin_client.get(url + odd).status_code == 200


def test_page_form_without_its_stream_is_a_bad_request(admin_client, site):
    page = VenuePageFactory()
    response = admin_client.post(f"/admin/pages/{page.pk}/edit/", {"title": "新名字"})
    assert (response.status_code, "这个请求我们看不懂" in response.content.decode()) == (400, True)
    assert VenuePage.objects.get(pk=page.pk).title == page.title


def test_site_in_use_is_kept_and_says_so(admin_client, site):
    VenuePageFactory()
    response = admin_client.post(f"/admin/sites/delete/{site.pk}/")
    assert response.status_code == 409
    assert Site.objects.filter(pk=site.pk).exists()
