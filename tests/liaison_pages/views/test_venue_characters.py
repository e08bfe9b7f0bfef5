"""The four kinds of venue: what comes first on the page, and what it is called."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from liaison_pages.models import Reception
from tests.factories.liaison_pages import (
    ReceptionFactory,
    VenueFactory,
    VenuePageFactory,
    venue_tree,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(site):
    return {kind: VenuePageFactory(venue=venue) for kind, venue in venue_tree().items()}


def held(venue, days: int, **fields):
    return ReceptionFactory(venue=venue, date=timezone.localdate() + timedelta(days=days), **fields)


def html(client, page) -> str:
    return client.get(page.url).content.decode()


@pytest.mark.parametrize("kind", ["home", "station", "point", "space"])
def test_every_kind_wears_its_own_mark(client, pages, kind):
    found = html(client, pages[kind])
    assert found.count('<svg class="kind-mark"') == 1
    assert f"venue__intro--{kind}" in found


def test_home_shows_its_stations_before_its_rota_with_their_next_reception(client, pages):
    home, station = pages["home"], pages["station"]
    held(home.venue, 1)
    held(station.venue, 2, status=Reception.Status.CANCELLED)
    held(station.venue, 3)
    found = html(client, home)
    assert found.index("这里带着的联络站、联络点") < found.index("接待安排")
    (group,) = client.get(home.url).context["shown"]["places"]
    (place,) = group["places"]
    assert place["page"].next_day == timezone.localdate() + timedelta(days=3)
    assert "下次接待" in found


def test_place_behind_a_password_is_not_named_above_it(client, pages):
    PageViewRestriction.objects.create(page=pages["station"], restriction_type="password", password="x")
    assert pages["station"].title not in html(client, pages["home"])


def test_point_says_where_to_go_when_nobody_is_there(client, pages):
    found = html(client, pages["point"])
    assert "联络点不是天天有人" in found
    assert f'<a href="{pages["station"].url}">{pages["station"].title}</a>，或者在网上说' in found
    assert "联络点不是天天有人" not in html(client, pages["station"])


def test_space_shows_its_topics_to_come_and_past(client, pages):
    space = pages["space"]
    held(space.venue, 2, topic="老宅修缮")
    held(space.venue, -7, topic="晾衣竿")
    held(space.venue, -14, topic="夜里的游客")
    held(space.venue, -21)
    held(space.venue, -28, topic="没成的事", status=Reception.Status.CANCELLED)
    response = client.get(space.url)
    assert [line.reception.topic for line in response.context["shown"]["lines"]] == ["老宅修缮"]
    assert [reception.topic for reception in response.context["shown"]["past"]] == ["晾衣竿", "夜里的游客"]
    found = response.content.decode()
    assert found.index('next-reception__topic">老宅修缮') < found.index("接下来的活动") < found.index("聊过的话题")
    assert "没成的事" not in found


def test_only_spaces_name_what_is_past(client, pages):
    for page in pages.values():
        held(page.venue, -7, topic="晾衣竿")
    assert [kind for kind, page in pages.items() if "晾衣竿" in html(client, page)] == ["space"]


def test_space_without_events_says_what_will_be_there(client, pages):
    assert "还没有排定活动" in html(client, pages["space"])


@pytest.mark.parametrize("count", [1, 3])
def test_space_with_past_topics_costs_no_more(client, site, count, states_known, django_assert_num_queries):
    page = VenuePageFactory(venue=VenueFactory(kind="space", parent=VenueFactory(parent=VenueFactory())))
    for number in range(1, count + 1):
        held(page.venue, number, topic="来")
        held(page.venue, -number, topic="去")
    client.get(page.url)
    with django_assert_num_queries(12):
        client.get(page.url)
