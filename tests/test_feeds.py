"""Every Atom feed, read by another library than the one that wrote it."""

from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from liaison_pages.models import InfoPage
from plugins.suggestions.models import Suggestion
from tests.factories.forms import publish_matter
from tests.factories.liaison_pages import InfoPageFactory, build_second_site
from tests.public_place import Place

pytestmark = pytest.mark.django_db

LISTS = ("/news/feed/", "/matters/feed/", "/suggestions/feed/")


@pytest.fixture
def place(site):
    return Place(site)


@pytest.fixture
def news(site):
    section = InfoPageFactory(parent=site.root_page, title="近期消息", slug="news-of-tests")
    return [
        InfoPageFactory(
            parent=section,
            title=f"消息{number} <b>&",
            body=[("text", f"<p>第{number}条 &lt;正文&gt;</p>")],
            first_published_at=timezone.now() - timedelta(days=9 - number),
            last_published_at=timezone.now(),
        )
        for number in range(3)
    ]


def read(client, address: str, **headers):
    response = client.get(address, **headers)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def feeds(place) -> list[str]:
    matter = place.matters[0]
    return [*LISTS, f"/matters/{matter.code}/feed/", f"/matters/venues/{place.venue.code}/feed/"]


def test_feeds_are_whole(client, place, news):
    for address in feeds(place):
        feed = read(client, address)
        assert feed.version == "atom10"
        assert feed.entries
        for thing in (feed.feed, *feed.entries):
            assert all(thing.get(name) for name in ("title", "link", "id", "updated")), address
        assert feed.feed.author
        assert feed.feed.id.startswith("tag:testserver,2026:/")
        assert feed.feed.updated_parsed == max(entry.updated_parsed for entry in feed.entries)
        for entry in feed.entries:
            assert client.get(entry.link.removeprefix("http://testserver").split("#")[0]).status_code == 200


def test_an_entry_has_one_id_in_both_languages_and_over_https(client, place, news):
    for address in feeds(place):
        ids = [entry.id for entry in read(client, address).entries]
        assert len(set(ids)) == len(ids)
        assert [entry.id for entry in read(client, "/en" + address).entries] == ids
        assert [entry.id for entry in read(client, address, secure=True).entries] == ids


def test_news_are_the_pages_below_others_newest_first(client, site, news):
    entries = read(client, "/news/feed/").entries
    assert [entry.title for entry in entries] == ["消息2 <b>&", "消息1 <b>&", "消息0 <b>&"]
    assert entries[0].summary == "<p>第2条 &lt;正文&gt;</p>"
    news[2].unpublish()
    assert len(read(client, "/news/feed/").entries) == 2


def test_feeds_without_entries_are_feeds(client, site):
    for address in LISTS:
        assert read(client, address).entries == []


def test_feeds_are_bounded(client, site, news):
    section = news[0].get_parent()
    for number in range(31):
        InfoPageFactory(parent=section, title=f"更多{number}", first_published_at=timezone.now())
    assert InfoPage.objects.count() == 35
    assert len(read(client, "/news/feed/").entries) == 30


def test_a_feed_that_is_known_is_not_sent_again(client, place, news):
    for address in feeds(place):
        etag = client.get(address)["ETag"]
        response = client.get(address, HTTP_IF_NONE_MATCH=etag)
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    publish_matter(venue=place.venue)
    assert client.get("/matters/feed/", HTTP_IF_NONE_MATCH=client.get("/news/feed/")["ETag"]).status_code == 200


def test_another_district_has_its_own(client, place, news):
    other = build_second_site()
    for address in LISTS:
        assert read(client, address, SERVER_NAME=other.hostname).entries == []


def test_a_suggestion_that_is_taken_back_is_gone(client, place):
    assert len(read(client, "/suggestions/feed/").entries) == 1
    Suggestion.objects.update(is_published=False)
    assert read(client, "/suggestions/feed/").entries == []


@pytest.mark.parametrize(("address", "queries"), [("/news/feed/", 4), ("/suggestions/feed/", 3)])
def test_feeds_cost_the_same_for_one_and_for_three(
    client, site, place, states_known, address, queries, django_assert_num_queries
):
    section = InfoPageFactory(parent=site.root_page)
    for count in (1, 2):
        for _turn in range(count):
            InfoPageFactory(parent=section, body=[("text", "<p>正文</p>")], first_published_at=timezone.now())
            place.stage.at("closed")
        Suggestion.objects.update(is_published=True)
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_pages_lead_to_their_feeds(client, place):
    kind = 'rel="alternate" type="application/atom+xml" href="'
    addresses = place.addresses()
    expected = {
        "home": ["/news/feed/"],
        "matters": ["/news/feed/", "/matters/feed/"],
        "matter": ["/news/feed/", f"/matters/{place.matters[0].code}/feed/"],
        "suggestions": ["/news/feed/", "/suggestions/feed/"],
    }
    for name, found in expected.items():
        html = client.get(addresses[name]).content.decode()
        assert [part.split('"')[0] for part in html.split(kind)[1:]] == found


def test_feed_holds_no_character_that_xml_has_no_place_for(client, news):
    InfoPage.objects.filter(pk=news[2].pk).update(title="冬季\x0b时间")
    assert "冬季 时间" in [entry.title for entry in read(client, "/news/feed/").entries]
