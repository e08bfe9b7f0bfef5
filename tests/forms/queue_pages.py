"""Addresses of the queue's pages, and how its tests read them."""

from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

INDEX = reverse("liaison_queue:index")


def url(name: str, submission) -> str:
    return reverse(f"liaison_queue:{name}", args=[submission.pk])


def move(submission, name: str) -> str:
    return reverse("liaison_queue:move", args=[submission.pk, f"submission.{name}"])


def bulk(name: str) -> str:
    return reverse("liaison_queue:bulk", args=[f"submission.{name}"])


def listed(response) -> list[str]:
    """The numbers of the list's rows, in order."""
    assert response.status_code == 200
    return [submission.number for submission in response.context["object_list"]]


def said(response) -> str:
    """The messages, as HTML."""
    return "".join(str(message) for message in get_messages(response.wsgi_request))


def queries_of(client, address: str) -> int:
    """How many queries the page costs once sites and content types are known."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
