"""The demo district as an outside program finds it: by its manifest alone, signed in as the accounts it names."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from cms import demo
from cms.access.models import User
from cms.clock.models import Deadline
from cms.notices.models import Subscription
from forms.demo import drafts, part
from forms.models import IntakeSubmission, State, SubmissionMessage, SubmissionPhoto
from liaison_pages.models import Reception, VenuePhoto
from plugins.suggestions.models import Suggestion

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FEWER = 130  # submissions: the whole demo has some hundred
KEYS = {
    "accounts": {"username", "password", "role", "venue_id"},
    "venues": {"id", "kind", "name", "url", "intake_url", "edit_url", "calendar_url"},
    "deputies": {"id", "name", "url", "venue_ids"},
    "submissions": {"number", "code", "state", "venue_id", "status_url", "staff_url"},
    "suggestions": {"number", "state", "url", "staff_url"},
}


@pytest.fixture
def manifest(monkeypatch):
    monkeypatch.setattr(drafts, "COUNT", FEWER)
    monkeypatch.setattr(part, "COUNT", FEWER)
    return demo.describe(demo.build(seed=2026, progress=lambda message: None))


def signed_in(username: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username=username))
    return client


def clocks(model) -> set[str]:
    """What there is of the clock's stories among the running deadlines of `model`."""
    deadlines = Deadline.objects.filter(content_type=ContentType.objects.get_for_model(model))
    running, today = deadlines.filter(ended_on=None), timezone.localdate()
    found = {
        "asked": running.filter(extensions__is_granted=None, extensions__isnull=False),
        "granted": deadlines.filter(extended_times__gt=0),
        "paused": deadlines.filter(pause__ended_on=None, pause__isnull=False),
        "late": running.filter(due_on__lt=today),
        "reminded": running.filter(last_step__gt=""),
    }
    return {name for name, rows in found.items() if rows.exists()}


def answers(client: Client, urls) -> dict[str, int]:
    """Those of `urls` that do not answer 200."""
    found = {url: client.get(urlsplit(url).path).status_code for url in urls if url}
    return {url: code for url, code in found.items() if code != 200}


def test_demo_is_a_district_that_a_program_can_walk(manifest):
    assert {name: set(manifest[name][0]) for name in KEYS} == KEYS
    for account in manifest["accounts"]:
        assert Client(SERVER_NAME="127.0.0.1").login(username=account["username"], password=account["password"])
    every = slice(None, None, 12)
    public = [manifest["base_url"], manifest["login_url"], manifest["directory_url"], manifest["search_url"]]
    public += [venue[key] for venue in manifest["venues"][every] for key in ("url", "intake_url", "calendar_url")]
    public += [deputy["url"] for deputy in manifest["deputies"][every]]
    public += [row["status_url"] for row in manifest["submissions"][every]]
    public += [row["url"] for row in manifest["suggestions"]]
    assert answers(Client(SERVER_NAME="127.0.0.1"), public) == {}
    staff = [manifest["queue_url"], manifest["suggestions_url"]]
    staff += [venue["edit_url"] for venue in manifest["venues"][every]]
    staff += [row["staff_url"] for row in [*manifest["submissions"][every], *manifest["suggestions"]]]
    assert answers(signed_in("office"), staff) == {}
    own = [venue["edit_url"] for venue in manifest["venues"] if venue["name"] == "琼花观社区代表联络站"]
    assert answers(signed_in("head"), [*own, manifest["queue_url"]]) == {}

    states = Counter(row["state"] for row in manifest["submissions"])
    assert set(states) == set(State.values)
    assert sum(states.values()) == FEWER
    assert {"draft", "submitted", "accepted", "assigned", "replied", "closed"} <= {
        row["state"] for row in manifest["suggestions"]
    }
    assert SubmissionPhoto.objects.exists()
    assert {"added", "rated"} <= set(SubmissionMessage.objects.values_list("kind", flat=True))
    assert VenuePhoto.objects.count() == len(manifest["venues"])
    assert IntakeSubmission.objects.exclude(claimed_by=None).exists()
    assert clocks(IntakeSubmission) == clocks(Suggestion) == {
        "asked", "granted", "paused", "late", "reminded",
    }  # fmt: skip
    assert Subscription.objects.filter(state="confirmed").values("topic").distinct().count() == 2
    assert {"moved", "cancelled"} <= set(
        Reception.objects.filter(venue__code="GL-DG-01", is_edited=True).values_list("status", flat=True)
    )
