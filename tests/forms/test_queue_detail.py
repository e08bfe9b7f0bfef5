"""The page of one submission: what it shows to whom, and what it costs."""

import pytest
from django.urls import reverse

from cms.kernel.audit import history
from cms.kernel.models import AuditEntry
from cms.kernel.perform import perform
from forms.models import IntakeSubmission
from forms.reach import recognise
from forms.services.contacts import store_contact
from tests.forms.queue_pages import bulk, move, queries_of, url


def test_detail_shows_text_answers_and_history(desks, signed_in):
    submission = desks.submission(answers=[{"name": "since", "label": "多久了", "value": "三天"}])
    perform([submission], "submission.accept", desks.actor("clerk"))

    page = signed_in("head").get(url("detail", submission)).content.decode()

    for text in (submission.content, submission.place, "多久了", "三天", "受理", desks.clerk.get_full_name()):
        assert text in page


def test_detail_costs_the_same_for_a_short_history_and_a_long_one(desks, signed_in):
    submission = desks.submission()
    perform([submission], "submission.accept", desks.actor("head"))
    client = signed_in("district")
    for_short = queries_of(client, url("detail", submission))

    for _ in range(3):
        entry = history(submission).last()
        entry.pk = None
        entry.save()
        desks.submission(state="merged", merged_into=submission)

    assert queries_of(client, url("detail", submission)) == for_short


@pytest.mark.parametrize("who", ["foreign_head", "foreign_deputy", "officer", "foreign_officer"])
def test_foreign_submissions_are_not_found_anywhere(desks, signed_in, who):
    submission = desks.submission()
    client = signed_in(who)
    before = IntakeSubmission.objects.filter(pk=submission.pk).values().get()
    posts = [url(name, submission) for name in ("claim", "release", "contact")]
    posts += [move(submission, "accept"), f"{bulk('decline')}?id={submission.pk}"]
    gets = [url("detail", submission), move(submission, "accept"), f"{bulk('decline')}?id={submission.pk}"]

    assert {client.get(address).status_code for address in gets} == {404}
    assert {client.post(address).status_code for address in posts} == {404}
    assert IntakeSubmission.objects.filter(pk=submission.pk).values().get() == before
    assert AuditEntry.objects.filter(object_pk=str(submission.pk), action__startswith="submission").count() == 0


def test_unknown_submissions_and_moves_are_not_found(desks, signed_in):
    client, submission = signed_in("head"), desks.submission()

    assert client.get(reverse("liaison_queue:detail", args=[10**20])).status_code == 404
    assert client.get(move(submission, "fly")).status_code == 404
    assert client.get(reverse("liaison_queue:move", args=[submission.pk, "suggestion.close"])).status_code == 404


def test_reader_sees_but_is_denied_every_move(desks, signed_in):
    client, submission = signed_in("reader"), desks.submission()

    assert client.get(url("detail", submission)).context["moves"] == []
    assert client.get(move(submission, "accept")).status_code == 403
    assert client.post(move(submission, "accept")).status_code == 403
    submission.refresh_from_db()
    assert submission.state == "screening"


def test_contact_is_shown_after_a_click_that_is_logged(desks, signed_in):
    submission = desks.submission()
    store_contact(submission=submission, reach=recognise("13800000000"))

    client = signed_in("head")
    assert "13800000000" not in client.get(url("detail", submission)).content.decode()
    assert client.get(url("contact", submission)).status_code == 405
    assert "13800000000" in client.post(url("contact", submission)).content.decode()
    assert [(entry.action, entry.actor_user) for entry in history(submission)] == [("contact.read", desks.head)]

    assert signed_in("clerk").post(url("contact", submission)).status_code == 403
    assert history(submission).count() == 1
