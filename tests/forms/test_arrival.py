"""How visitors came: by which printed paper, through every detour, and what staff see of it."""

import time

import pytest
from django.urls import reverse

from forms import tokens
from forms.models import IntakeSubmission
from tests.factories.forms import IntakeSubmissionFactory
from tests.forms.submitting import filled, send

pytestmark = pytest.mark.django_db

ARRIVALS = [
    ("?from=notice", ("qr", "notice")),
    ("?from=poster", ("qr", "poster")),
    ("?from=deputy", ("qr", "deputy")),
    ("?from=qr", ("qr", "")),
    ("", ("web", "")),
    ("?from=", ("web", "")),
    ("?from=box", ("web", "")),  # a channel, but none that a visitor may claim
    ("?from=NOTICE", ("web", "")),
    ("?from=%27%22%3Cb%3E", ("web", "")),
    ("?from=" + "poster" * 200, ("web", "")),
]


def token_in(response) -> str:
    return response.context["form"]["token"].value()


def kept() -> tuple[str, str]:
    return IntakeSubmission.objects.values_list("channel", "paper").get()


@pytest.mark.parametrize(("query", "expected"), ARRIVALS)
def test_form_of_a_venue_keeps_how_one_came(client, page, query, expected):
    assert send(client, page, token=_token_of_page(client.get(page.url + query))).status_code == 303
    assert kept() == expected


@pytest.mark.parametrize(("query", "expected"), ARRIVALS)
def test_entrance_keeps_how_one_came(client, page, query, expected):
    token = token_in(client.get(reverse("liaison_forms:entrance") + query))
    street = page.get_parent().specific.venue.street.code
    data = {**filled(page, token=token), "street": street}
    assert client.post(reverse("liaison_forms:entrance"), data).status_code == 303
    assert kept() == expected


def test_error_and_old_token_lose_nothing(client, page, monkeypatch):
    token = _token_of_page(client.get(f"{page.url}?from=poster"))
    wrong = send(client, page, token=token, content="")
    assert wrong.status_code == 422
    token = token_in(wrong)
    later = time.time() + tokens.MAX_AGE_SECONDS + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    old = send(client, page, token=token)
    assert old.status_code == 422
    assert IntakeSubmission.objects.count() == 0
    assert send(client, page, token=token_in(old)).status_code == 303
    assert kept() == ("qr", "poster")


def test_sending_twice_counts_once(client, page):
    token = _token_of_page(client.get(f"{page.url}?from=notice"))
    first, second = (send(client, page, token=token) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert kept() == ("qr", "notice")


def test_field_in_the_form_cannot_name_a_paper(client, page):
    assert send(client, page, paper="poster", channel="box", **{"from": "poster"}).status_code == 303
    assert kept() == ("web", "")


def test_token_of_before_papers_still_opens(client, page):
    """Forms that stand open, and letters that wait on a device, while the new version is installed."""
    old = tokens.new_token(page_pk=page.pk, notice_version="1", channel="qr")
    rest = [old.page_pk, old.notice_version, old.channel, old.staff_pk, old.made_at]
    text = tokens.signing.dumps([old.request_key.hex, *rest], salt=tokens.SALT)
    assert send(client, page, token=text).status_code == 303
    assert kept() == ("qr", "")


def test_staff_see_the_paper_and_filter_by_it(desks, signed_in):
    scanned = IntakeSubmissionFactory(venue=desks.venue, channel="qr", paper="deputy")
    other = IntakeSubmissionFactory(venue=desks.venue, channel="qr", paper="notice")
    client = signed_in("clerk")
    detail = client.get(reverse("liaison_queue:detail", args=[scanned.pk])).content.decode()
    assert "<dd>扫码 · 代表码</dd>" in detail
    found = client.get(reverse("liaison_queue:index"), {"paper": "deputy", "scope": "all"})
    numbers = found.content.decode()
    assert (scanned.number in numbers, other.number in numbers) == (True, False)
    assert client.get(reverse("liaison_queue:index"), {"paper": "nonsense"}).status_code == 200


def _token_of_page(response) -> str:
    """The token that the page shows, wherever its form was made."""
    return response.content.decode().split('name="token" value="')[1].split('"')[0]
