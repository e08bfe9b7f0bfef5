"""An information page lists the pages below it, as news."""

import datetime
import re

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.liaison_pages import InfoPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(site):
    return InfoPageFactory(parent=site.root_page, title="近期消息", slug="news")


def article(news, title: str, day: int = 1, **fields):
    published = datetime.datetime(2025, 3, day, 4, tzinfo=datetime.UTC)
    return InfoPageFactory(parent=news, title=title, first_published_at=published, **fields)


def articles(client) -> list[str]:
    html = client.get("/news/").content.decode()
    part = re.search(r'<ul class="articles">.*?</ul>', html, re.DOTALL)
    return re.findall(r">([^<>\n]+)</(?:a|time)>", part[0]) if part else []


def test_pages_below_are_listed_with_their_day_the_newest_first(client, news):
    article(news, "三月一日的事")
    article(news, "三月九日的事", day=9)
    InfoPageFactory(parent=news, title="没有日子的事")
    assert articles(client) == ["三月九日的事", "2025年3月9日", "三月一日的事", "2025年3月1日", "没有日子的事"]


def test_drafts_and_private_pages_are_not_listed(client, news):
    article(news, "草稿", live=False)
    hidden = article(news, "内部")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert articles(client) == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_one_and_three_rows(client, news, count, django_assert_num_queries):
    for number in range(count):
        article(news, f"消息{number}")
    client.get("/news/")
    with django_assert_num_queries(12):
        client.get("/news/")


def test_notices_stand_before_the_rest_of_the_content(client, site):
    notice = {"title": "临时停办", "text": "<p>周五恢复。</p>"}
    page = InfoPageFactory(parent=site.root_page, body=[("text", "<p>怎么办理。</p>"), ("notice", notice)])
    html = client.get(page.url).content.decode()
    assert html.count("临时停办") == html.count("怎么办理") == 1
    assert html.index("临时停办") < html.index("怎么办理")
