"""The front page, and one site in two languages."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from liaison_pages.models import HomePage, Reception, VenuePage
from tests.factories.liaison_pages import (
    InfoPageFactory,
    ReceptionFactory,
    VenueFactory,
    VenuePageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site):
    return VenuePageFactory(venue=VenueFactory(name="示例联络站", name_en="Example Station"))


@pytest.fixture
def english_home(site):
    """An English front page, published; nothing else is translated."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    home = HomePage.objects.get(pk=site.root_page_id).copy_for_translation(locale)
    home.title = "Front page"
    home.save_revision().publish()
    return home


def test_front_page_counts_venues_and_shows_what_is_on(client, page):
    today = timezone.localdate()
    ReceptionFactory(venue=page.venue, date=today, starts_at=time(0), ends_at=time(23, 59, 59), topic="停车")
    ReceptionFactory(venue=page.venue, date=today + timedelta(days=2), status=Reception.Status.CANCELLED)
    ReceptionFactory(venue=page.venue, date=today + timedelta(days=8))
    context = client.get("/").context
    assert [(kind["code"], kind["count"]) for kind in context["kinds"]] == [
        ("home", 1), ("station", 0), ("point", 0), ("space", 0),
    ]  # fmt: skip
    assert [(row["is_today"], row["is_cancelled"]) for row in context["receptions"]] == [(True, False), (False, True)]
    assert context["receptions_count"] == 1


def test_front_page_without_receptions_says_so(client, page):
    assert "七天内没有排定的接待" in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_front_page_costs_the_same_with_one_and_three_rows(client, site, count, django_assert_num_queries):
    for _number in range(count):
        day = timezone.localdate() + timedelta(days=1)
        ReceptionFactory(venue=VenuePageFactory(venue=VenueFactory()).venue, date=day)
    client.get("/")
    with django_assert_num_queries(12):
        client.get("/")


def test_chinese_pages_are_served_with_an_english_interface(client, page):
    response = client.get("/en" + page.url)
    assert response.status_code == 200
    html = response.content.decode()
    assert '<html lang="en">' in html
    assert "<h1>Example Station</h1>" in html
    assert f'href="{page.url}" lang="zh-Hans"' in html  # the way to the Chinese page
    assert 'href="/en/venues/"' in html


def test_chinese_content_on_an_english_page_is_marked(client, page):
    page.introduction = "有事找代表。"
    page.save_revision().publish()
    html = client.get("/en" + page.url).content.decode()
    assert '<p class="lead" lang="zh-Hans">有事找代表。</p>' in html
    assert '<p class="lead">有事找代表。</p>' in client.get(page.url).content.decode()


def test_english_front_page_serves_untranslated_pages_below_it(client, page, english_home):
    assert client.get("/en/").context["page"].title == "Front page"
    assert client.get("/en" + page.url).context["page"].pk == page.pk
    assert client.get("/en/venues/").status_code == 200
    assert client.get("/en/no-such-page/").status_code == 404


def test_english_translation_answers_under_the_chinese_path_too(client, page, english_home):
    english = page.copy_for_translation(english_home.locale, copy_parents=True)
    english.title = "A station"
    english.slug = "a-station"
    english.save_revision().publish()
    english = VenuePage.objects.get(pk=english.pk)
    chinese_path = "/en" + page.url
    assert client.get(english.url).context["page"].pk == english.pk
    assert client.get(chinese_path).context["page"].pk == english.pk
    assert client.get(english.url.removeprefix("/en")).context["page"].pk == page.pk


def test_pages_deep_in_the_tree_cost_no_more(client, page, states_known, django_assert_num_queries):
    deep = VenueFactory(parent=VenueFactory(parent=page.venue))
    VenuePageFactory(venue=deep.get_parent())
    deep_page = VenuePageFactory(venue=deep)
    client.get(deep_page.url)
    with django_assert_num_queries(10):
        assert client.get(deep_page.url).status_code == 200


def test_footer_links_information_pages(client, site):
    notice = InfoPageFactory(parent=site.root_page, title="无障碍说明", slug="accessibility")
    html = client.get("/").content.decode()
    assert f'<a href="{notice.url}">无障碍说明</a>' in html
    assert client.get(notice.url).status_code == 200


def test_notices_stand_before_the_receptions(client, site):
    home = HomePage.objects.get(pk=site.root_page_id)
    home.body = [("text", "<p>走进老屋。</p>"), ("notice", {"title": "停水停电", "text": "<p>周三。</p>"})]
    home.save()
    html = client.get("/").content.decode()
    assert html.index("停水停电") < html.index("近几天的接待") < html.index("走进老屋")
