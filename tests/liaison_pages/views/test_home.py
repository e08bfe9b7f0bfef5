"""The front page, and one site in two languages."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from liaison_pages.models import Dimension, HomePage, Reception, VenuePage
from tests.factories.forms import publish_matter
from tests.factories.liaison_pages import (
    DeputyFactory,
    DimensionPageFactory,
    InfoPageFactory,
    ReceptionFactory,
    ReportedFigureFactory,
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
    assert [row["reception"].topic for row in context["today"]] == ["停车"]
    assert [
        (each["day"], each["count"], [row["is_cancelled"] for row in each["rows"]]) for each in context["soon"]
    ] == [(today + timedelta(days=2), 0, [True])]
    assert (context["today_count"], context["week_count"]) == (1, 1)


def test_days_with_many_receptions_show_the_first_and_count_all(client, page):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for hour in (15, 9, 11):
        ReceptionFactory(venue=page.venue, date=tomorrow, starts_at=time(hour), ends_at=time(hour + 1))
    context = client.get("/").context
    (soon,) = context["soon"]
    assert [row["reception"].starts_at.hour for row in soon["rows"]] == [9, 11]
    assert (soon["count"], context["week_count"]) == (3, 3)
    assert "共 3 场" in client.get("/").content.decode()


def test_receptions_behind_a_password_are_not_on_the_front_page(client, page):
    ReceptionFactory(venue=page.venue, date=timezone.localdate() + timedelta(days=1))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="x")
    context = client.get("/").context
    assert (context["soon"], context["week_count"]) == ([], 0)


def test_front_page_without_receptions_says_so(client, page):
    assert "七天内没有排定的接待" in client.get("/").content.decode()


def test_a_day_without_receptions_says_where_to_look(client, page):
    ReceptionFactory(venue=page.venue, date=timezone.localdate() + timedelta(days=1))
    assert "今天没有接待了" in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_front_page_costs_the_same_with_one_and_three_rows(
    client, site, count, states_known, counts_kept, django_assert_num_queries
):
    info = InfoPageFactory(parent=site.root_page)
    for number in range(count):
        venue = VenuePageFactory(venue=VenueFactory()).venue
        today = timezone.localdate()
        ReceptionFactory(
            venue=venue, date=today, starts_at=time(0), ends_at=time(23, 59, 59), deputies=[DeputyFactory()]
        )
        ReceptionFactory(venue=venue, date=today + timedelta(days=1))
        ReportedFigureFactory()
        DimensionPageFactory(parent=site.root_page, dimension=Dimension.values[number])
        InfoPageFactory(parent=info)
        publish_matter(venue=venue)
    client.get("/")
    with django_assert_num_queries(14):
        client.get("/")


def test_figures_reported_and_figures_counted_stand_apart(client, page):
    ReportedFigureFactory()
    today = timezone.localdate()
    ReceptionFactory(venue=page.venue, date=today, starts_at=time(0), ends_at=time(0, 0, 1))
    html = client.get("/").content.decode()
    reported, live = html.index("公布的数字"), html.index("网站自动统计")
    assert reported < html.index("1500 多") < html.index("来源：") < live < html.index("代表接待")
    assert f"{today.year}年1月1日至今" in html


def test_figures_nobody_reported_or_counted_leave_no_heading(client, page):
    html = client.get("/").content.decode()
    assert "公布的数字" not in html
    assert "网站自动统计" not in html


def test_news_are_the_newest_pages_below_other_ones(client, site):
    section = InfoPageFactory(parent=site.root_page, title="近期消息", slug="news")
    for day in range(1, 7):
        published = datetime(2025, 3, day, 4, tzinfo=UTC)
        InfoPageFactory(parent=section, title=f"第{day}条", first_published_at=published, live=day != 6)
    response = client.get("/")
    assert [article.title for article in response.context["articles"]] == ["第5条", "第4条", "第3条", "第2条"]
    assert response.context["all_news"] == section.url


def test_results_are_those_of_add_ons_that_are_on(client, page):
    publish_matter(venue=page.venue, title="巷口的灯")
    publish_matter(venue=page.venue, title="还在办的", progress="underway")
    html = client.get("/").content.decode()
    assert "巷口的灯" in html
    assert "还在办的" not in html


def test_dimensions_are_named_in_their_order(client, site):
    for code in ("participation", "guidance", "platforms"):
        DimensionPageFactory(parent=site.root_page, dimension=code, title=Dimension(code).label)
    assert [each["title"] for each in client.get("/").context["dimensions"]] == ["政治引领", "平台支撑", "参与拓展"]


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
