"""What everybody may read of what residents said: the list, one matter, feeds, sitemap, the venue's page."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms.models import PublicMatter
from forms.selectors.matters import PER_PAGE, key_of, read_key
from forms.services.matters import hide, show
from forms.sitemap import KeyPaginator
from tests.factories.forms import IntakeCategoryFactory, IntakeSubmissionFactory, publish_matter
from tests.factories.liaison_pages import DivisionFactory, VenueFactory, VenuePageFactory, build_second_site

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>&\"'"


@pytest.fixture
def venue(site):
    return VenuePageFactory(venue=VenueFactory()).venue


def titles(client, query: str = "") -> list[str]:
    response = client.get(f"/matters/{query}")
    assert response.status_code == 200
    return [matter.title for matter in response.context["page"].matters]


def unpublish(matter: PublicMatter) -> None:
    hide(source=matter.source_type.model_class()(pk=matter.source_pk))


# --- One matter -----------------------------------------------------------------------------------------------------


def test_a_matter_shows_both_sides(client, venue):
    matter = publish_matter(venue=venue, place="示例巷口")

    text = client.get(f"/matters/{matter.code}/").text

    for words in (matter.title, matter.said, matter.done, matter.done_by, "示例巷口", venue.name, "已答复"):
        assert words in text


def test_the_code_tells_nothing_of_the_number(site):
    first, second = publish_matter(), publish_matter()
    assert first.code != second.code
    assert len(first.code) == 10


@pytest.mark.parametrize("code", ["none", "0", "0123456789", "a" * 300, "ABC-DEF", "feed", "similar"])
def test_a_code_that_there_is_not_is_404(client, site, code):
    publish_matter()
    assert client.get(f"/matters/{code}/").status_code in (
        {404} if code not in ("feed", "similar") else {200, 404, 405}
    )


def test_what_is_unpublished_is_404_and_nowhere_else(client, venue):
    matter = publish_matter(venue=venue)
    unpublish(matter)

    for address in (f"/matters/{matter.code}/", f"/matters/{matter.code}/feed/"):
        assert client.get(address).status_code == 404
    for address in ("/matters/", "/matters/feed/", f"/matters/venues/{venue.code}/feed/", "/sitemap-matters.xml"):
        assert matter.code not in client.get(address).content.decode()


def test_what_is_taken_up_again_says_so(client, venue):
    matter = publish_matter(venue=venue, progress="underway")

    text = client.get(f"/matters/{matter.code}/").text

    assert "正在重新办理" in text
    assert "上一次的答复" in text


def test_hostile_text_is_shown_as_text(client, venue):
    matter = publish_matter(venue=venue, title=HOSTILE, said=HOSTILE, done=HOSTILE, done_by=HOSTILE, place=HOSTILE)

    for address in ("/matters/", f"/matters/{matter.code}/", venue.pages.get().url):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;alert(1)" in text
    assert "<script>" not in client.get("/matters/feed/").content.decode()


def test_another_district_shows_its_own_alone(client, site):
    other = build_second_site()
    here, there = publish_matter(title="这里的"), publish_matter(title="那里的", venue=VenueFactory(site=other))

    assert titles(client) == ["这里的"]
    assert client.get(f"/matters/{there.code}/").status_code == 404
    assert client.get(f"/matters/{there.code}/", SERVER_NAME=other.hostname).status_code == 200
    assert client.get(f"/matters/{here.code}/", SERVER_NAME=other.hostname).status_code == 404


def test_pages_set_no_cookie(client, venue):
    matter = publish_matter(venue=venue)

    for address in ("/matters/", f"/matters/{matter.code}/", "/matters/feed/"):
        assert client.get(address).cookies == {}


# --- The list -------------------------------------------------------------------------------------------------------


def test_the_newest_come_first_and_each_progress_by_itself(client, venue):
    for title in ("一", "二", "三"):
        publish_matter(title=title, venue=venue)
    publish_matter(title="在办", venue=venue, progress="underway", done="", done_by="")

    assert titles(client) == ["三", "二", "一"]
    assert titles(client, "?progress=underway") == ["在办"]


def test_the_list_is_narrowed_by_street_category_and_venue(client, site):
    category = IntakeCategoryFactory(code="lamps")
    venues = [
        VenuePageFactory(venue=VenueFactory(street=DivisionFactory(code=code))).venue
        for code in ("321002901", "321002902")
    ]
    publish_matter(title="甲", venue=venues[0], category=category)
    publish_matter(title="乙", venue=venues[0])
    publish_matter(title="丙", venue=venues[1], category=category)

    assert titles(client, "?street=321002901") == ["乙", "甲"]
    assert titles(client, "?category=lamps") == ["丙", "甲"]
    assert titles(client, "?street=321002901&category=lamps") == ["甲"]
    assert titles(client, f"?venue={venues[1].code}") == ["丙"]
    assert titles(client, f"?venue={venues[1].code}&category=lamps") == ["丙"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?street=none", 400),
        ("?category=none", 400),
        ("?progress=none", 400),
        ("?before=none", 400),
        ("?before=1", 400),
        ("?before=1-x", 400),
        ("?before=-1-1", 400),
        ("?before=9999999999999999999-1", 400),
        ("?before=1-99999999999999999999", 400),
        (f"?before={'0' * 20}{'9' * 30}-1", 400),
        (f"?before=1-{'0' * 20}{'9' * 30}", 400),
        ("?before=１-１", 400),
        ("?street=%00", 400),
        ("?venue=none", 404),
        ("?before=1-1", 200),
    ],
)
def test_filters_without_sense_are_refused(client, site, query, status):
    response = client.get(f"/matters/{query}")
    assert response.status_code == status


def test_pages_go_on_by_a_key_and_show_each_matter_once(client, venue):
    made = [publish_matter(title=f"第{number}件", venue=venue) for number in range(PER_PAGE * 2 + 3)]
    moment = timezone.now()
    PublicMatter.objects.update(progressed_at=moment)  # all at once: the key tells them apart

    seen, address = [], "/matters/"
    for _turn in range(4):
        response = client.get(address)
        seen.append([matter.title for matter in response.context["page"].matters])
        older = response.context["older"]
        if not older:
            break
        address = f"/matters/{older}"

    assert [len(page) for page in seen] == [PER_PAGE, PER_PAGE, 3]
    assert sum(seen, []) == [matter.title for matter in reversed(made)]


def test_a_key_says_what_it_was_made_of(site):
    matter = publish_matter()
    assert read_key(key_of(matter)) == (matter.progressed_at, matter.pk)


def test_empty_lists_say_what_will_be_here(client, site):
    assert "这里还没有公开的答复" in client.get("/matters/").text
    assert "这里没有公开的、正在办的事" in client.get("/matters/?progress=underway").text


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/matters/", 6), ("/matters/feed/", 5), ("/sitemap-matters.xml", 3)],
)
def test_lists_cost_the_same_for_one_and_for_three(client, venue, states_known, address, queries):
    counts = []
    for count in (1, 2):
        for _turn in range(count):
            publish_matter(venue=VenueFactory(), category=IntakeCategoryFactory())
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))

    assert counts == [queries, queries]


def test_a_matter_costs_few_queries(client, venue, states_known):
    matter = publish_matter(venue=venue)
    client.get(f"/matters/{matter.code}/")

    with CaptureQueriesContext(connection) as captured:
        client.get(f"/matters/{matter.code}/")

    assert len(captured) == 5


# --- A venue's page -------------------------------------------------------------------------------------------------


def test_a_venue_shows_its_three_latest_answers(client, venue):
    for title in ("一", "二", "三", "四"):
        publish_matter(title=f"第{title}件", venue=venue)
    publish_matter(title="正在办的", venue=venue, progress="underway")
    publish_matter(title="别处的")

    text = client.get(venue.pages.get().url).text

    places = [text.find(f"第{title}件") for title in ("四", "三", "二")]
    assert places == sorted(places)
    assert -1 not in places
    for absent in ("第一件", "正在办的", "别处的"):
        assert absent not in text
    assert f"/matters/?venue={venue.code}" in text


def test_a_venue_without_answers_shows_no_section(client, venue):
    assert 'id="matters"' not in client.get(venue.pages.get().url).text


def test_a_venues_page_costs_the_same_for_one_and_for_three(client, venue, states_known):
    counts = []
    for count in (1, 2):
        for _turn in range(count):
            publish_matter(venue=venue)
        client.get(venue.pages.get().url)
        with CaptureQueriesContext(connection) as captured:
            client.get(venue.pages.get().url)
        counts.append(len(captured))
    assert counts[0] == counts[1]


# --- Feeds and sitemap ----------------------------------------------------------------------------------------------


def entries(client, address: str) -> list:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314  our own


def test_feeds_tell_of_the_district_a_venue_and_a_matter(client, venue):
    done = publish_matter(title="修好的", venue=venue)
    underway = publish_matter(title="在修的", venue=venue, progress="underway", done="", done_by="")
    publish_matter(title="别处的")

    def found(address: str) -> list[str]:
        return [entry.findtext(f"{ATOM}title") for entry in entries(client, address)]

    assert found("/matters/feed/") == ["已答复：别处的", "正在办理：在修的", "已答复：修好的"]
    assert found(f"/matters/venues/{venue.code}/feed/") == ["正在办理：在修的", "已答复：修好的"]
    assert found(f"/matters/{underway.code}/feed/") == ["正在办理：在修的"]
    [entry] = entries(client, f"/matters/{done.code}/feed/")
    assert done.done in entry.findtext(f"{ATOM}summary")


def test_an_answer_is_news_to_whoever_follows_a_matter(client, venue):
    source = IntakeSubmissionFactory(venue=venue)
    texts = {"source": source, "site": venue.site, "venue": venue, "title": "灯", "said": "灯坏了"}
    matter = show(**texts, progress="underway")
    [before] = entries(client, f"/matters/{matter.code}/feed/")

    show(**texts, progress="done", done="修好了", done_by="示例单位")

    [after] = entries(client, f"/matters/{matter.code}/feed/")
    assert before.findtext(f"{ATOM}id") != after.findtext(f"{ATOM}id")
    assert before.findtext(f"{ATOM}updated") <= after.findtext(f"{ATOM}updated")


def test_feeds_are_asked_for_again_each_time(client, venue):
    matter = publish_matter(venue=venue)
    for address in ("/matters/feed/", f"/matters/venues/{venue.code}/feed/", f"/matters/{matter.code}/feed/"):
        response = client.get(address)
        assert (response["Cache-Control"], "Last-Modified" in response) == ("no-cache", True)


@pytest.mark.parametrize("address", ["/matters/venues/none/feed/", "/matters/none/feed/"])
def test_feeds_of_what_there_is_not_are_404(client, site, address):
    assert client.get(address).status_code == 404


def test_matters_are_in_the_sitemap(client, venue):
    matter = publish_matter(venue=venue)

    assert "/sitemap-matters.xml" in client.get("/sitemap.xml").text
    assert f"/matters/{matter.code}/" in client.get("/sitemap-matters.xml").text
    assert venue.pages.get().url in client.get("/sitemap-pages.xml").text
    for address in (
        "/sitemap-none.xml",
        f"/sitemap-matters.xml?p={'9' * 30}",
        f"/sitemap-matters.xml?p={'9' * 4500}",  # more digits than Python reads
        "/sitemap-matters.xml?p=2",
        "/sitemap-matters.xml?p=x",
        "/sitemap-matters.xml?p=0",
    ):
        assert client.get(address).status_code == 404


def test_the_sitemaps_files_hold_each_matter_once(client, venue, monkeypatch):
    monkeypatch.setattr("forms.sitemap.PER_FILE", 2)
    made = {publish_matter(venue=venue).pk for _turn in range(5)}
    paginator = KeyPaginator(venue.site)

    pages = [list(paginator.page(number).object_list) for number in range(1, paginator.num_pages + 1)]

    assert sorted(matter.pk for page in pages for matter in page) == sorted(made)
    assert all(len(page) <= 2 for page in pages)


def test_published_today_or_long_ago_is_told_by_its_day(client, venue):
    matter = publish_matter(venue=venue)
    PublicMatter.objects.update(progressed_at=timezone.now() - timedelta(days=800))

    year = str((timezone.localdate() - timedelta(days=800)).year)
    assert year in client.get(f"/matters/{matter.code}/").text
