"""The screen from which staff print."""

import pytest
from django.urls import reverse

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.papers import fonts
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import DeputyFactory, VenueMembershipFactory, VenuePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue(site):
    return VenuePageFactory().venue


@pytest.fixture
def reader(client, venue):
    user = UserFactory()
    grant(user=user, role=Role.READER, venue=venue, actor=System("tests"))
    client.force_login(user)
    return client


def shown(client, venue) -> str:
    response = client.get(reverse("venue_hub:wall", args=[venue.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_papers_of_the_venue_and_of_its_public_deputies(reader, venue):
    public, hidden = DeputyFactory(), DeputyFactory(is_published=False)
    for deputy in (public, hidden):
        VenueMembershipFactory(venue=venue, deputy=deputy)
    html = shown(reader, venue)
    for size in ("a4", "a3"):
        assert f'href="/venues/{venue.code}/poster.pdf?size={size}"' in html
        assert f'href="/venues/{venue.code}/notice.pdf?size={size}"' in html
        assert f'href="/deputies/{public.code}/poster.pdf?size={size}"' in html
    assert f"/deputies/{hidden.code}/" not in html


def test_links_lead_to_papers(reader, venue):
    assert reader.get(f"/venues/{venue.code}/poster.pdf?size=a3").status_code == 200


def test_venue_without_a_public_page_says_what_comes_first(reader, venue):
    venue.pages.get().unpublish()
    html = shown(reader, venue)
    assert "还没有公开" in html
    assert "poster.pdf" not in html


def test_machine_without_fonts_says_what_to_install(reader, venue, monkeypatch):
    fonts.chinese_families.cache_clear()
    monkeypatch.setattr(fonts, "SANS", ())
    monkeypatch.setattr(fonts, "SERIFS", ())
    html = shown(reader, venue)
    fonts.chinese_families.cache_clear()
    assert "apt-get install fonts-noto-cjk" in html


@pytest.mark.parametrize("count", [1, 3])
def test_few_queries(reader, venue, django_assert_num_queries, count):
    for _number in range(count):
        VenueMembershipFactory(venue=venue)
    shown(reader, venue)
    with django_assert_num_queries(29):
        shown(reader, venue)
