"""What may be a machine's: seen in the queue with its reasons, found by the filter, cleared by staff."""

import pytest
from django.urls import reverse

from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied
from cms.kernel.perform import perform
from forms import wording

pytestmark = pytest.mark.django_db


def listed(client, **query) -> set[str]:
    response = client.get(reverse("liaison_queue:index"), query)
    return {row.number for row in response.context["object_list"]}


def test_mark_tells_its_reasons_in_the_list_and_on_the_page(signed_in, desks):
    submission = desks.submission(spam_signs="trap haste")
    client = signed_in("head")
    for url in (reverse("liaison_queue:index"), reverse("liaison_queue:detail", args=[submission.pk])):
        html = client.get(url).content.decode()
        assert "可能是垃圾信息：填了人看不见的空栏；表打开几秒钟就交了" in html


def test_filter_tells_them_apart(signed_in, desks):
    marked, clean = desks.submission(spam_signs="many"), desks.submission()
    client = signed_in("head")
    assert listed(client, spam="suspicious") == {marked.number}
    assert listed(client, spam="clean") == {clean.number}
    assert listed(client) == {marked.number, clean.number}


def test_staff_clear_the_mark_and_the_history_keeps_it(signed_in, desks):
    submission = desks.submission(spam_signs="haste")
    client = signed_in("head")
    response = client.post(reverse("liaison_queue:move", args=[submission.pk, "submission.clear_spam"]))
    assert response.status_code == 302
    submission.refresh_from_db()
    assert (submission.spam_signs, submission.state) == ("", "screening")
    assert [(entry.action, entry.data) for entry in history(submission)] == [
        ("submission.clear_spam", {"signs": "haste"})
    ]


@pytest.mark.parametrize("who", ["foreign_head", "reader", "auditor", "deputy"])
def test_others_do_not_clear_it(desks, who):
    submission = desks.submission(spam_signs="haste")
    with pytest.raises(Denied):
        perform([submission], "submission.clear_spam", desks.actor(who))
    submission.refresh_from_db()
    assert submission.spam_signs == "haste"
    assert list(history(submission)) == []


def test_unmarked_one_has_nothing_to_clear(desks):
    with pytest.raises(Conflict):
        perform([desks.submission()], "submission.clear_spam", desks.actor("head"))


def test_author_reads_nothing_of_it(client, desks):

    submission = desks.submission(spam_signs="haste")
    perform([submission], "submission.clear_spam", desks.actor("head"))
    assert wording.timeline(list(history(submission))) == []
