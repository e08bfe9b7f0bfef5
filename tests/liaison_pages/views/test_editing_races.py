"""Two people press save at the same moment: the row's lock lets one through, the other is told."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.access.roles import Role
from liaison_pages.models import Venue
from tests.factories.liaison_pages import build_site
from tests.liaison_pages.views.staff_world import WHOLE_VENUE, World
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_two_saves_at_once_make_one():
    world = World(build_site())
    url = reverse("venues:edit", args=[world.mine.pk])
    data = {**WHOLE_VENUE, "street": world.mine.street_id}

    def save(address: str):
        client = Client()
        client.force_login(world.staff(Role.VENUE_EDITOR))
        seen = client.get(url).context["form"]["seen"].value()
        return lambda: client.post(url, {**data, "address": address, "seen": seen})

    first, second = at_once(save("示例路 8 号"), save("示例路 9 号"))

    assert sorted([first.status_code, second.status_code]) == [200, 302]
    winner = "示例路 8 号" if first.status_code == 302 else "示例路 9 号"
    loser = second if first.status_code == 302 else first
    assert Venue.objects.get(pk=world.mine.pk).address == winner
    assert loser.context["form"].errors["address"] == [f"别人刚改过，现在是：{winner}"]
