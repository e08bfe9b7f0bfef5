"""Those who do something too often are told when to come back, and keep what they typed."""

import pytest
from django.urls import reverse

from cms.limits import stores
from forms import codes
from forms.models import IntakeSubmission, SubmissionMessage
from forms.tokens import new_token
from liaison_pages.models import DistrictSettings
from tests.factories.forms import IntakePageFactory, IntakeSubmissionFactory
from tests.forms.submitting import filled, send, solved

pytestmark = pytest.mark.django_db

CODE = "ABCD-EFGH-JKMN-PQRS"


@pytest.fixture(autouse=True)
def _fresh(site):
    DistrictSettings.objects.update_or_create(site=site, defaults={"phone": "0514-87000000"})
    stores.forget()
    yield
    stores.forget()


@pytest.fixture
def limit(settings):
    """`limit(**{"intake.address": "1/minute"})` sets limits; the others stay off."""

    def set_limits(**rates):
        settings.LIMITS = {**settings.LIMITS, **rates}

    return set_limits


@pytest.fixture
def submission():
    return IntakeSubmissionFactory(code_digest=codes.code_digest(CODE), state="accepted")


def test_intake_beyond_the_limit_of_an_address_keeps_the_form(client, page, limit):
    limit(**{"intake.address": "1/10 minutes"})
    send(client, page)
    response = send(client, page, content="路灯 <b>又</b> 坏了", reach="13800000000")
    html = response.content.decode()
    assert response.status_code == 429
    assert 590 <= int(response["Retry-After"]) <= 600
    assert "刚才提交得太密了" in html
    assert 'href="tel:051487000000"' in html
    assert "路灯 &lt;b&gt;又&lt;/b&gt; 坏了" in html
    assert 'value="13800000000"' in html
    assert response.cookies == {}
    assert IntakeSubmission.objects.count() == 1

    stores.forget()  # the time has passed
    again = filled(page, content="路灯又坏了", token=response.context["form"]["token"].value())
    assert client.post(reverse("liaison_forms:submit", args=[page.pk]), again).status_code == 303


def test_another_address_is_not_limited(client, page, limit):
    limit(**{"intake.address": "1/10 minutes"})
    send(client, page)
    url = reverse("liaison_forms:submit", args=[page.pk])
    assert client.post(url, filled(page), REMOTE_ADDR="192.0.2.8").status_code == 303


def test_contact_is_counted_however_it_is_written(client, page, limit):
    limit(**{"intake.contact": "1/10 minutes"})
    assert send(client, page, reach="138 0000 0000").status_code == 303
    assert send(client, page, reach="+86-13800000000").status_code == 429
    assert send(client, page, reach="13900000000").status_code == 303
    assert send(client, page).status_code == 303


def test_address_of_mail_is_counted_in_whichever_case(client, page, limit):
    limit(**{"intake.contact": "1/10 minutes"})
    assert send(client, page, reach="Li@example.com").status_code == 303
    assert send(client, page, reach="lI@EXAMPLE.com").status_code == 429


@pytest.mark.parametrize("name", ["intake.contact", "intake.venue"])
def test_strangers_close_nothing_to_whoever_solves_the_riddle(client, page, limit, settings, name):
    settings.PROOF_MAX_NUMBER = 50
    limit(**{name: "1/10 minutes"})
    assert send(client, page, reach="13800000000").status_code == 303
    refused = send(client, page, reach="13800000000")
    assert (refused.status_code, IntakeSubmission.objects.count()) == (429, 1)
    assert int(refused["Retry-After"]) > 500
    token = new_token(page_pk=page.pk, notice_version="1").sign()
    taken = send(client, page, reach="13800000000", token=token, proof=solved(token))
    assert (taken.status_code, IntakeSubmission.objects.latest("pk").spam_signs) == (303, "crowd")


def test_limit_of_an_address_holds_for_the_solved_too(client, page, limit, settings):
    settings.PROOF_MAX_NUMBER = 50
    limit(**{"intake.address": "1/10 minutes"})
    tokens = [new_token(page_pk=page.pk, notice_version="1").sign() for _form in range(2)]
    assert [send(client, page, token=each, proof=solved(each)).status_code for each in tokens] == [303, 429]


def test_venue_is_counted_by_itself(client, page, limit):
    limit(**{"intake.venue": "1/10 minutes"})
    assert send(client, page).status_code == 303
    assert send(client, page).status_code == 429
    assert send(client, IntakePageFactory()).status_code == 303


def test_form_sent_again_and_form_with_errors_are_not_counted(client, page, limit):
    limit(**{"intake.address": "2/10 minutes"})
    data, url = filled(page), reverse("liaison_forms:submit", args=[page.pk])
    assert [client.post(url, data).status_code for _attempt in range(3)] == [303] * 3
    assert [send(client, page, content="").status_code for _attempt in range(3)] == [422] * 3
    assert send(client, page).status_code == 303


# --- Looking up -----------------------------------------------------------------------------------------------------


def look_up(client, number, code, **kwargs):
    return client.post(reverse("liaison_forms:status_lookup"), {"number": number, "code": code}, **kwargs)


def test_wrong_guesses_stop_further_ones_even_the_right_one(client, submission, limit):
    limit(**{"lookup.number": "2/10 minutes"})
    assert look_up(client, submission.number, CODE).status_code == 303
    assert [look_up(client, submission.number, "0000").status_code for _try in range(2)] == [404, 404]
    response = look_up(client, submission.number, CODE)
    assert response.status_code == 429
    html = response.content.decode()
    assert "错的次数多了" in html
    assert f'value="{submission.number}"' in html
    assert response["Referrer-Policy"] == "no-referrer"
    assert int(response["Retry-After"]) > 500
    assert client.get(reverse("liaison_forms:status", args=[submission.number, CODE])).status_code == 429
    assert look_up(client, submission.number, CODE, REMOTE_ADDR="192.0.2.8").status_code == 303


def test_guesses_at_many_numbers_do_not_keep_neighbours_from_their_own(client, submission, limit):
    limit(**{"lookup.address": "2/10 minutes", "lookup.number": "2/10 minutes"})
    found = [client.get(reverse("liaison_forms:status", args=[f"GL-2026-00000{n}", "X"])).status_code for n in range(3)]
    assert found == [404, 404, 429]
    assert look_up(client, submission.number, CODE).status_code == 303


# --- What authors do ------------------------------------------------------------------------------------------------


def test_acts_beyond_the_limit_keep_what_was_typed_and_change_nothing(client, submission, limit):
    limit(**{"act.submission": "1/10 minutes"})
    url = reverse("liaison_forms:act", args=[submission.number, CODE, "add"])
    assert client.post(url, {"text": "第一次"}).status_code == 303
    response = client.post(url, {"text": "第二次"})
    assert response.status_code == 429
    assert "第二次</textarea>" in response.content.decode()
    assert SubmissionMessage.objects.count() == 1
    assert client.get(url).status_code == 200


def test_act_without_a_form_is_limited_alike(client, submission, limit):
    limit(**{"act.address": "1/10 minutes"})
    client.post(reverse("liaison_forms:act", args=[submission.number, CODE, "add"]), {"text": "第一次"})
    response = client.post(reverse("liaison_forms:act", args=[submission.number, CODE, "withdraw"]))
    assert response.status_code == 429
    submission.refresh_from_db()
    assert submission.state == "accepted"


def test_staff_on_behalf_are_not_limited(signed_in, desks, limit):
    limit(**{"intake.address": "1/10 minutes", "intake.venue": "1/10 minutes", "intake.contact": "1/10 minutes"})
    page = IntakePageFactory(venue=desks.venue)
    client = signed_in("head")
    url = reverse("liaison_queue:register_at", args=[desks.venue.pk])
    for _letter in range(3):
        token = client.get(url).context["form"]["token"].value()
        data = filled(page, token=token, channel="visit", was_told="on", reach="13800000000")
        assert client.post(url, data).status_code == 200
    assert list(IntakeSubmission.objects.values_list("spam_signs", flat=True)) == ["", "", ""]
