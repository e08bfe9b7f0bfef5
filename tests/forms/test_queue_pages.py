"""The pages of the queue: who reaches them, what they show, what they cost."""

from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories.forms import IntakeSubmissionFactory

INDEX = reverse("liaison_queue:index")


def detail(submission) -> str:
    return reverse("liaison_queue:detail", args=[submission.pk])


def move(submission, name: str) -> str:
    return reverse("liaison_queue:move", args=[submission.pk, f"submission.{name}"])


def listed(response) -> list[str]:
    return [submission.number for submission in response.context["object_list"]]


def test_index_shows_what_waits_oldest_due_first(desks, client):
    later = desks.submission(due_on="2026-12-20")
    sooner = desks.submission(state="accepted", due_on="2026-12-10")
    desks.submission(state="closed")
    IntakeSubmissionFactory(venue=desks.elsewhere)
    client.force_login(desks.head)

    response = client.get(INDEX)

    assert response.status_code == 200
    assert listed(response) == [sooner.number, later.number]


def test_detail_and_moves_answer_to_the_head(desks, client):
    submission = desks.submission()
    client.force_login(desks.head)

    assert client.get(detail(submission)).status_code == 200
    for name in ("accept", "reject", "merge"):
        assert client.get(move(submission, name)).status_code == 200

    response = client.post(move(submission, "accept"))

    assert response.status_code == 302
    assert response.url == detail(submission)
    submission.refresh_from_db()
    assert (submission.state, submission.claimed_by) == ("accepted", desks.head)
    assert "居民会看到" in str(list(get_messages(response.wsgi_request))[0])
    for name in ("answer", "answer_on_spot", "refer", "merge"):
        assert client.get(move(submission, name)).status_code == 200
