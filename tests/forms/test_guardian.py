"""Authors under 14: a guardian is named and consents, or nothing is handed in."""

import pytest
from django.urls import reverse

from cms.kernel.audit import history
from cms.kernel.models import AuditEntry, Event
from forms.models import IntakeSubmission, SubmissionContact
from forms.reach import Reach
from forms.services.contacts import Contact, read_contact
from forms.tokens import new_token
from liaison_pages.models import DistrictSettings
from tests.factories.forms import IntakePageFactory
from tests.forms.submitting import errors_of, filled, send
from tests.forms.test_entrance import URL, name_desk
from tests.forms.test_entrance import filled as at_entrance

pytestmark = pytest.mark.django_db

NAME = "示例监护人林小路"
CONSENTED = {"is_minor": "on", "guardian_name": NAME, "guardian_consent": "on"}
NAMELESS = {"guardian_name": ["请写监护人的姓名"]}
UNAGREED = {"guardian_consent": ["未满 14 周岁，要监护人同意才能提交。请监护人看过以后勾上"]}
GROWN_UP = {"is_minor": ["提交人未满 14 周岁，请在这里勾上；满了，就把监护人姓名和同意清空"]}
INCOMPLETE = {
    "the tick alone": (["is_minor"], NAMELESS | UNAGREED),
    "no name": (["is_minor", "guardian_consent"], NAMELESS),
    "no consent": (["is_minor", "guardian_name"], UNAGREED),
    "a name alone": (["guardian_name"], GROWN_UP | UNAGREED),
    "a consent alone": (["guardian_consent"], GROWN_UP | NAMELESS),
    "not said to be under 14": (["guardian_name", "guardian_consent"], GROWN_UP),
}


@pytest.fixture
def desk_page(desks):
    return IntakePageFactory(venue=desks.venue)


def rows() -> tuple:
    received = AuditEntry.objects.filter(action="submission.receive")
    return tuple(
        each.count() for each in (IntakeSubmission.objects, SubmissionContact.objects, received, Event.objects)
    )


def test_name_is_kept_encrypted_and_the_consent_with_the_version_of_the_notice(client, page):
    token = new_token(page_pk=page.pk, notice_version="2026-07").sign()
    assert send(client, page, token=token, **CONSENTED).status_code == 303
    submission = IntakeSubmission.objects.get()
    assert (submission.guardian_consent, submission.notice_version) == (True, "2026-07")
    assert NAME.encode() not in bytes(submission.contact.ciphertext)
    assert NAME not in str(IntakeSubmission.objects.values()) + str(AuditEntry.objects.values())
    assert history(submission).get().data == {"channel": "web", "photos": 0}


def test_others_are_asked_nothing_and_nothing_is_kept(client, page):
    send(client, page)
    assert IntakeSubmission.objects.get().guardian_consent is False
    assert SubmissionContact.objects.count() == 0


@pytest.mark.parametrize("kind", INCOMPLETE)
def test_what_is_missing_is_told_at_the_field_and_nothing_is_kept(client, page, kind):
    names, errors = INCOMPLETE[kind]
    response = send(client, page, **{name: CONSENTED[name] for name in names})
    assert (response.status_code, errors_of(response)) == (422, errors)
    assert rows() == (0, 0, 0, 0)
    form = response.context["form"]
    assert [name for name in CONSENTED if form[name].value()] == names


@pytest.mark.parametrize(("name", "words"), [("长" * 41, "最多 40 字"), ("王\x00", "含有不能保存的特殊字符")])
def test_odd_name_is_told_at_the_field(client, page, name, words):
    response = send(client, page, **{**CONSENTED, "guardian_name": name})
    assert list(errors_of(response)) == ["guardian_name"]
    assert words in str(errors_of(response))
    assert rows() == (0, 0, 0, 0)


def test_blank_name_is_none(client, page):
    assert errors_of(send(client, page, **{**CONSENTED, "guardian_name": " \u3000"})) == NAMELESS


def test_district_entrance_asks_the_same(client, site, desks):
    name_desk(site, desks.venue)
    assert errors_of(client.post(URL, at_entrance(is_minor="on"))) == NAMELESS | UNAGREED
    assert rows() == (0, 0, 0, 0)
    assert client.post(URL, at_entrance(**CONSENTED)).status_code == 303
    assert IntakeSubmission.objects.get().guardian_consent is True


def test_staff_who_register_for_a_child_ask_the_same(signed_in, desks, desk_page):
    url = reverse("liaison_queue:register_at", args=[desks.venue.pk])
    token = new_token(page_pk=desk_page.pk, notice_version="1", staff=desks.clerk).sign()
    spoken = filled(desk_page, token=token, channel="visit", was_told="on")
    client = signed_in("clerk")
    assert errors_of(client.post(url, {**spoken, "is_minor": "on"})) == NAMELESS | UNAGREED
    assert rows() == (0, 0, 0, 0)
    receipt = client.post(url, {**spoken, **CONSENTED})
    assert IntakeSubmission.objects.get().guardian_consent is True
    assert NAME not in receipt.content.decode()


def test_form_sent_again_with_another_name_is_not_taken_for_the_first(client, page):
    token = filled(page)["token"]
    first = send(client, page, token=token, **CONSENTED)
    assert send(client, page, token=token, **CONSENTED)["Location"] == first["Location"]
    assert send(client, page, token=token, **{**CONSENTED, "guardian_name": "另一位示例"}).status_code == 422
    assert send(client, page, token=token).status_code == 422
    assert IntakeSubmission.objects.count() == 1


def test_consent_to_another_version_of_the_notice_is_asked_for_again(client, page):
    site = page.get_site()
    DistrictSettings.objects.update_or_create(site=site, defaults={"notice_version": "2"})
    old = new_token(page_pk=page.pk, notice_version="1").sign()
    response = send(client, page, token=old, content="", **CONSENTED)
    form = response.context["form"]
    assert (form["guardian_name"].value(), form["is_minor"].value()) == (NAME, True)
    assert not form["guardian_consent"].value()
    same = new_token(page_pk=page.pk, notice_version="2").sign()
    assert send(client, page, token=same, content="", **CONSENTED).context["form"]["guardian_consent"].value()


# --- Who sees it --------------------------------------------------------------------------------------------------


def childs(client, page) -> IntakeSubmission:
    send(client, page, **CONSENTED, reach="13800000000")
    return IntakeSubmission.objects.get()


def test_name_is_read_with_the_contact_by_a_click_that_is_logged(client, desks, desk_page):
    submission = childs(client, desk_page)
    contact = read_contact(submission=submission, actor=desks.actor("head"), purpose="回访")
    assert contact == Contact(Reach("phone", "13800000000"), NAME)
    assert history(submission).last().action == "contact.read"


@pytest.mark.parametrize(("name", "status"), [("head", 200), ("district", 200), ("clerk", 403), ("auditor", 403)])
def test_screen_shows_it_to_those_who_may_see_contacts(client, desks, desk_page, name, status):
    submission = childs(client, desk_page)
    client.force_login(getattr(desks, name))
    html = client.get(reverse("liaison_queue:detail", args=[submission.pk])).content.decode()
    assert NAME not in html
    assert ("监护人已同意（说明第 1 版）" in html) == (status == 200)
    answer = client.post(reverse("liaison_queue:contact", args=[submission.pk]))
    assert answer.status_code == status
    assert (f"监护人：{NAME}" in answer.content.decode()) == (status == 200)


def test_name_without_a_contact_is_shown_and_says_so(client, desks, desk_page):
    send(client, desk_page, **CONSENTED)
    client.force_login(desks.head)
    html = client.post(reverse("liaison_queue:contact", args=[IntakeSubmission.objects.get().pk])).content.decode()
    assert NAME in html
    assert "没有留联系方式" in html


def test_author_and_public_never_read_the_name(client, page):
    response = send(client, page, **CONSENTED)
    for address in (response["Location"], response["Location"].split("?")[0]):
        assert NAME not in client.get(address).content.decode()
