"""The queue among the screens of one venue: there and back again."""

import pytest
from django.urls import reverse

from cms.access.services import sync_venue
from tests.factories.liaison_pages import VenuePageFactory

INDEX = reverse("liaison_queue:index")


def hub_urls(response) -> list[str]:
    return [link.url for link in response.context.get("hub_links") or []]


@pytest.fixture
def venue(desks):
    VenuePageFactory(venue=desks.venue)
    sync_venue(desks.venue)  # the roles were there before the page
    return desks.venue


@pytest.mark.parametrize("view", ["index", "index_results"])
def test_queue_of_a_venue_links_to_its_other_screens(desks, venue, client, view):
    client.force_login(desks.head)
    response = client.get(reverse(f"liaison_queue:{view}"), {"venue": venue.code})
    assert hub_urls(response) == hub_urls(client.get(reverse("venue_hub:rota", args=[venue.pk])))
    content = response.content.decode()
    assert f'href="{reverse("venue_hub:roster", args=[venue.pk])}"' in content
    assert f'href="{INDEX}?venue={venue.code}&amp;scope=all" aria-current="page"' in content
    assert f"?scope=all&amp;venue={venue.code}" in content


def test_queue_of_all_venues_links_to_none(desks, venue, client):
    client.force_login(desks.head)
    assert hub_urls(client.get(INDEX)) == []


def test_queue_of_a_foreign_venue_links_to_none(desks, client):
    client.force_login(desks.head)
    assert hub_urls(client.get(INDEX, {"venue": desks.elsewhere.code})) == []


def test_opinion_links_to_its_venue(desks, venue, client):
    client.force_login(desks.head)
    content = client.get(reverse("liaison_queue:detail", args=[desks.submission().pk])).content.decode()
    page = reverse("wagtailadmin_pages:edit", args=[venue.pages.get().pk])
    assert f'<a href="{page}">{venue.name}</a>' in content


def test_opinion_names_the_venue_without_a_link_to_a_unit(desks, venue, client):
    client.force_login(desks.officer)
    content = client.get(reverse("liaison_queue:detail", args=[desks.submission("referred").pk])).content.decode()
    assert (f">{venue.name}</a>" in content, venue.name in content) == (False, True)
