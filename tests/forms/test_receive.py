"""Handing in the form: from the page to the receipt."""

import re
import uuid

import pytest
from django.urls import reverse

from cms.kernel.audit import history
from cms.kernel.models import Event
from forms import codes
from forms.models import IntakePage, IntakeSubmission, SubmissionContact
from forms.tokens import new_token, read_token
from tests.factories.forms import IntakePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site) -> IntakePage:
    return IntakePageFactory()


def filled(page: IntakePage, **changed) -> dict:
    """What a browser sends for a filled-in form; `token` is fresh unless given."""
    return {
        "token": new_token(page_pk=page.pk, notice_version="1").sign(),
        "content": "巷口的路灯坏了三天，晚上看不见台阶。",
        "place": "皮市街 45 号巷口",
        **changed,
    }


def test_page_shows_the_form_with_a_token_of_its_own(client, page):
    tokens = set()
    for _visit in range(2):
        response = client.get(page.url)
        assert response.status_code == 200
        assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
        assert response.cookies == {}
        text = re.search(r'name="token" value="([^"]+)"', response.content.decode()).group(1)
        tokens.add(read_token(text, page_pk=page.pk).request_key)
    assert len(tokens) == 2


def test_submit_makes_a_submission_and_shows_the_receipt(client, page):
    response = client.post(reverse("liaison_forms:submit", args=[page.pk]), filled(page, reach="138 0000 0000"))
    submission = IntakeSubmission.objects.get()
    assert response.status_code == 303
    assert response.cookies == {}
    number, code = re.fullmatch(r"/s/([^/]+)/([^/]+)/\?new=1", response["Location"]).groups()
    assert number == submission.number == f"GL-{submission.created_at.year}-000001"
    assert submission.code_digest == codes.code_digest(code)
    assert (submission.state, submission.venue, submission.page_id) == (
        "screening",
        page.get_parent().specific.venue,
        page.pk,
    )
    assert submission.content == "巷口的路灯坏了三天，晚上看不见台阶。"
    assert [entry.action for entry in history(submission)] == ["submission.receive"]
    assert [(event.name, event.object_pks) for event in Event.objects.all()] == [
        ("submission.receive", [submission.pk])
    ]
    assert b"138" not in bytes(SubmissionContact.objects.get().ciphertext)

    receipt = client.get(response["Location"])
    assert receipt.status_code == 200
    assert code in receipt.content.decode()
    assert receipt["Referrer-Policy"] == "no-referrer"
    assert receipt["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert receipt["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert receipt.cookies == {}


def test_same_form_twice_gives_the_same_receipt(client, page):
    data = filled(page)
    url = reverse("liaison_forms:submit", args=[page.pk])
    places = {client.post(url, data)["Location"] for _attempt in range(2)}
    assert len(places) == 1
    assert IntakeSubmission.objects.count() == 1


def test_code_has_eighty_bits_and_comes_again():
    key = uuid.uuid4()
    code = codes.make_code(key)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert codes.make_code(key) == code
    assert codes.CODE_BITS == 80
