"""Contact data: encrypted at rest, read by those who may, each look written down first."""

import pytest
from django.apps import apps

from cms.access.roles import Role
from cms.kernel.actors import Resident, Staff
from cms.kernel.audit import history
from cms.kernel.exceptions import Denied
from cms.vault import VaultError
from forms.models import IntakeSubmission, SubmissionContact
from forms.reach import Reach
from forms.services import contacts
from forms.services.contacts import Contact, read_contact, store_contact
from tests.forms.desks import person
from tests.forms.submitting import send

pytestmark = pytest.mark.django_db

PHONE = Reach("phone", "13800000000")


@pytest.mark.parametrize("name", ["head", "district"])
def test_contact_is_read_by_those_who_may_and_the_look_is_kept(desks, name):
    submission = desks.submission()
    store_contact(submission=submission, reach=PHONE)
    assert read_contact(submission=submission, actor=desks.actor(name), purpose="回访") == Contact(PHONE)
    entry = history(submission).get()
    assert (entry.action, entry.actor_user, entry.data) == ("contact.read", getattr(desks, name), {"purpose": "回访"})


@pytest.mark.parametrize("name", ["clerk", "reader", "editor", "foreign_head", "auditor", "deputy", "officer"])
def test_contact_is_denied_to_others_and_nothing_is_written(desks, name):
    submission = desks.submission(state="referred")
    store_contact(submission=submission, reach=PHONE)
    with pytest.raises(Denied):
        read_contact(submission=submission, actor=desks.actor(name), purpose="回访")
    assert history(submission).count() == 0


def test_administrator_of_the_system_is_denied(desks):
    submission = desks.submission()
    store_contact(submission=submission, reach=PHONE)
    with pytest.raises(Denied):
        read_contact(submission=submission, actor=Staff(person(Role.ADMINISTRATOR)), purpose="回访")
    assert history(submission).count() == 0


def test_anonymous_author_is_reached_by_the_district_office_alone(desks):
    submission = desks.submission(state="referred", is_anonymous=True)
    store_contact(submission=submission, reach=PHONE)
    for name in ("head", "clerk", "deputy", "officer", "auditor", "administrator"):
        with pytest.raises(Denied):
            read_contact(submission=submission, actor=desks.actor(name), purpose="回访")
    assert history(submission).count() == 0
    assert read_contact(submission=submission, actor=desks.actor("district"), purpose="回访") == Contact(PHONE)


@pytest.mark.parametrize(("name", "words"), [("head", "联系方式只有代表工委能看"), ("district", "查看联系方式")])
def test_screen_of_an_anonymous_matter_says_who_may_reach_the_author(client, desks, name, words):
    submission = desks.submission(is_anonymous=True)
    store_contact(submission=submission, reach=PHONE)
    client.force_login(getattr(desks, name))
    html = client.get(f"/admin/submissions/{submission.pk}/").content.decode()
    assert words in html
    assert ("/contact/" in html) == (name == "district")
    answer = client.post(f"/admin/submissions/{submission.pk}/contact/")
    assert (PHONE.value in answer.content.decode()) == (name == "district")
    assert [entry.action for entry in history(submission)] == (["contact.read"] if name == "district" else [])


def test_resident_and_inactive_head_are_denied(desks):
    submission = desks.submission()
    store_contact(submission=submission, reach=PHONE)
    inactive = person(Role.VENUE_HEAD, desks.venue)
    inactive.is_active = False
    inactive.save()
    for actor in (Resident(), Staff(inactive)):
        with pytest.raises(Denied):
            read_contact(submission=submission, actor=actor, purpose="回访")
    assert history(submission).count() == 0


def test_submission_without_contact_gives_none_and_keeps_no_look(desks):
    submission = desks.submission()
    assert read_contact(submission=submission, actor=desks.actor("head"), purpose="回访") is None
    assert history(submission).count() == 0


def test_ciphertext_of_another_row_does_not_open(desks):
    one, two = desks.submission(), desks.submission()
    store_contact(submission=one, reach=PHONE)
    SubmissionContact.objects.update(submission=two)
    with pytest.raises(VaultError):
        read_contact(submission=two, actor=desks.actor("head"), purpose="回访")
    assert [entry.action for entry in history(two)] == ["contact.read"]


def test_look_is_written_before_anything_is_opened(desks, monkeypatch):
    submission = desks.submission()
    store_contact(submission=submission, reach=PHONE)
    seen = []
    monkeypatch.setattr(contacts, "decrypt", lambda *args, **kwargs: seen.append(history(submission).count()) or "{}")
    with pytest.raises(KeyError):
        read_contact(submission=submission, actor=desks.actor("head"), purpose="回访")
    assert seen == [1]


def as_text(value) -> str:
    return repr(bytes(value)) if isinstance(value, memoryview) else repr(value)


def test_contact_is_nowhere_in_the_database_in_plain(client, page):
    send(client, page, reach="13912345678")
    assert IntakeSubmission.objects.count() == 1
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values_list(*(field.attname for field in model._meta.concrete_fields)):
            if any("13912345678" in as_text(value) for value in row):
                found.append(model)
    assert found == []
