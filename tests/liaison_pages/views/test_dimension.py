"""The pages of the five dimensions: what can be done, what was written, what was reported."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from liaison_pages.models import Dimension, DimensionPage
from liaison_pages.services.site_tree import add_dimensions
from tests.factories.liaison_pages import (
    DimensionPageFactory,
    InfoPageFactory,
    ReportedFigureFactory,
    build_second_site,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(site) -> dict[str, DimensionPage]:
    """The pages that a new site gets, by their codes."""
    add_dimensions(site=site, actor=System("tests"))
    return {page.dimension: page for page in DimensionPage.objects.all()}


def ways(client, page) -> list[str]:
    return [way["title"] for way in client.get(page.url).context["ways"]]


def test_every_module_is_reachable_from_one_dimension(client, five):
    assert {code: ways(client, page) for code, page in five.items()} == {
        "guidance": [],
        "institutions": ["找代表", "谁是我的代表"],
        "platforms": ["找家站点", "七天内的接待", "搜索"],
        "closed_loop": ["查进度", "您说的，办到了", "代表建议"],
        "participation": ["提意见", "我的意见"],
    }


def test_every_way_leads_to_a_page_in_the_visitors_language(client, five):
    for prefix in ("", "/en"):
        for page in five.values():
            for way in client.get(prefix + page.url).context["ways"]:
                assert way["url"].startswith("/en/") == bool(prefix)
                assert (way["url"], client.get(way["url"]).status_code) == (way["url"], 200)


def test_way_of_an_add_on_goes_off_with_it(client, site, five):
    set_enabled(plugin_id="suggestions", site=site, is_enabled=False, actor=System("tests"))
    assert ways(client, five["closed_loop"]) == ["查进度", "您说的，办到了"]


def test_pages_are_made_once_and_only_where_one_is_missing(site, five):
    five["platforms"].delete()
    add_dimensions(site=site, actor=System("tests"))
    assert sorted(DimensionPage.objects.values_list("dimension", flat=True)) == sorted(Dimension.values)
    assert DimensionPage.objects.filter(pk__in=[page.pk for page in five.values()]).count() == 4


def test_page_lists_what_was_written_and_reported_of_its_dimension(client, site, five):
    section = InfoPageFactory(parent=site.root_page)
    article = InfoPageFactory(parent=section, title="一堂课", dimension="guidance")
    InfoPageFactory(parent=section, title="别的", dimension="platforms")
    InfoPageFactory(parent=section, title="草稿", dimension="guidance", live=False)
    secret = InfoPageFactory(parent=section, title="内部", dimension="guidance")
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="x")
    InfoPageFactory(parent=build_second_site().root_page, title="别区", dimension="guidance")
    ReportedFigureFactory(dimension="guidance", label="培训班", is_on_front_page=False)
    ReportedFigureFactory(dimension="platforms", label="接待")
    context = client.get(five["guidance"].url).context
    assert [page.pk for page in context["articles"]] == [article.pk]
    assert [each["label"] for group in context["reported"] for each in group.figures] == ["培训班"]


def test_page_with_nothing_says_what_will_be_there(client, five):
    assert "这一方面的内容正在整理" in client.get(five["guidance"].url).content.decode()


def test_label_is_the_districts_own(client, site, five):
    page = five["guidance"]
    page.title = "党建引领"
    page.save_revision().publish()
    assert "党建引领" in client.get("/").content.decode()
    english = client.get("/en" + page.url).content.decode()
    assert "党建引领" not in english
    assert "Political guidance" in english


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_one_and_three_rows(client, site, count, states_known, django_assert_num_queries):
    page = DimensionPageFactory(parent=site.root_page)
    for number in range(count):
        InfoPageFactory(parent=site.root_page, dimension=page.dimension)
        ReportedFigureFactory(dimension=page.dimension, period=f"第{number}年")
    client.get(page.url)
    with django_assert_num_queries(12):
        client.get(page.url)


def test_second_page_of_a_dimension_is_refused(site, five, district):
    parent = site.root_page
    url = reverse("wagtailadmin_pages:add", args=["liaison_pages", "dimensionpage", parent.pk])
    data = {"title": "又一页", "slug": "again", "dimension": "guidance", "body-count": "0"}
    assert "这一维已经有页面了" in district.post(url, data).content.decode()
    assert DimensionPage.objects.count() == 5
