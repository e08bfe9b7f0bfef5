"""The roster in Wagtail's admin."""

import pytest
from django.urls import reverse

from tests.factories.liaison_pages import (
    DeputyFactory,
)
from tests.liaison_pages.views.staff_world import snapshot

pytestmark = pytest.mark.django_db


def test_roster_adds_sorts_and_removes(world, editor):
    url = reverse("venue_hub:roster", args=[world.mine.pk])
    first = world.mine.memberships.get()
    newcomer = DeputyFactory()
    assert editor.post(url, {"add": "1", "deputy": newcomer.pk, "role": "head"}).status_code == 302
    second = world.mine.memberships.get(deputy=newcomer)
    assert editor.post(url, {"up": second.pk, f"role-{first.pk}": "liaison"}).status_code == 302
    assert list(world.mine.memberships.values_list("deputy", "role")) == [
        (newcomer.pk, "head"),
        (first.deputy_id, "liaison"),
    ]
    assert editor.post(url, {"remove": first.pk}).status_code == 302
    assert list(world.mine.memberships.all()) == [second]


@pytest.mark.parametrize("data", [{"add": "1", "deputy": "999999", "role": "head"}, {"add": "1", "role": "head"}])
def test_roster_with_bad_deputy_changes_nothing(world, editor, data):
    before = snapshot()
    assert editor.post(reverse("venue_hub:roster", args=[world.mine.pk]), data).status_code == 422
    assert snapshot() == before
