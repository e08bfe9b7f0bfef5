"""A venue's page as a visitor gets it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, PageViewRestriction, Site

from liaison_pages.bench_rows import every_kind_of_content
from liaison_pages.models import DistrictSettings, Reception, VenuePhoto
from liaison_pages.selectors.deputies import FACE
from liaison_pages.selectors.public_pages import HEAD_PHOTO, SMALL_PHOTO
from media.models import LiaisonImage
from tests.factories.liaison_pages import (
    DeputyFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
)

pytestmark = pytest.mark.django_db


def picture(*specs):
    """An image whose renditions exist already, as after its first view."""
    image = LiaisonImage.objects.create(title="示例照片", description="门口", file=get_test_image_file())
    for spec in specs:
        image.get_rendition(spec)
    return image


def reception(venue, days, **fields):
    day = timezone.localdate() + timedelta(days=days)
    return ReceptionFactory(venue=venue, date=day, **fields)


@pytest.fixture
def page(site):
    return VenuePageFactory(venue=VenueFactory(code="GL-01", name="示例联络站"))


@pytest.mark.parametrize("count", [1, 30])
def test_venue_page_costs_the_same_with_one_and_thirty_rows(
    client, page, count, states_known, django_assert_num_queries
):
    unit = HandlingUnitFactory()
    for number in range(count):
        deputy = DeputyFactory(photo=picture(FACE))
        VenueMembershipFactory(venue=page.venue, deputy=deputy)
        reception(page.venue, number + 1, deputies=[deputy]).units.add(unit)
        VenuePhoto.objects.create(page=page, image=picture(*HEAD_PHOTO, *SMALL_PHOTO), sort_order=number)
    client.get(page.url)  # content types and site paths are kept after the first request
    with django_assert_num_queries(13):
        response = client.get(page.url)
    assert response.status_code == 200


def test_richest_page_costs_sixteen_queries_with_a_cold_cache(client, page, states_known, django_assert_num_queries):
    page.venue.collection = Collection.get_first_root_node()
    page.venue.save()
    for number in range(3):
        deputy = DeputyFactory(photo=picture(FACE))
        VenueMembershipFactory(venue=page.venue, deputy=deputy)
        reception(page.venue, number + 1, deputies=[deputy]).units.add(HandlingUnitFactory())
        VenuePhoto.objects.create(page=page, image=picture(*HEAD_PHOTO, *SMALL_PHOTO), sort_order=number)
    page.body = every_kind_of_content(page)
    page.save()
    client.get(page.url)
    cache.clear()
    Site.get_site_root_paths()  # any page asks for them, once an hour
    with django_assert_num_queries(16):
        response = client.get(page.url)
    assert response.status_code == 200


def test_pictures_in_the_content_cost_the_same_however_many(client, page):
    counts = []
    for many in (2, 6):
        blocks = [{"image": picture(*SMALL_PHOTO), "alt": "巷口", "caption": ""} for _index in range(many)]
        page.body = [("gallery", blocks)]
        page.save()
        client.get(page.url)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page.url)
        assert response.content.decode().count('alt="巷口"') == many
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_page_says_when_where_and_who(client, page):
    deputy = DeputyFactory(name="示例代表甲", code="D1")
    hidden = DeputyFactory(name="未公开代表", is_published=False)
    retired = DeputyFactory(name="离任代表", is_serving=False)
    VenueMembershipFactory(venue=page.venue, deputy=deputy, role="head")
    VenueMembershipFactory(venue=page.venue, deputy=hidden)
    VenueMembershipFactory(venue=page.venue, deputy=retired)
    reception(page.venue, 3, topic="停车", deputies=[deputy, hidden])
    context = client.get(page.url).context
    assert [(entry.deputy.name, str(entry.role)) for entry in context["shown"]["roster"]] == [("示例代表甲", "站长")]
    assert [shown.name for shown in context["next"].deputies] == ["示例代表甲"]
    html = client.get(page.url).content.decode()
    assert "未公开代表" not in html
    assert html.count("<h1") == 1
    assert 'href="/deputies/D1/"' in html


def test_moved_and_cancelled_receptions_say_so_in_words(client, page):
    today = timezone.localdate()
    reception(
        page.venue, 9, planned_on=today + timedelta(days=5), status=Reception.Status.MOVED, reason="会议室装修",
        is_edited=True,
    )  # fmt: skip
    reception(page.venue, 20, status=Reception.Status.CANCELLED, reason="停电")
    context = client.get(page.url).context
    assert [line.state for line in context["shown"]["lines"]] == ["moved", "instead", "cancelled"]
    assert context["next"].state == "instead"
    html = client.get(page.url).content.decode()
    for word in ("改期", "改到这天", "已改期", "取消", "会议室装修", "停电"):
        assert word in html


def test_page_without_rota_and_roster_says_what_will_be_here(client, page):
    html = client.get(page.url).content.decode()
    assert "还没有排定接待日" in html
    assert "代表名单正在整理" in html


def test_breadcrumbs_follow_the_tree(client, page):
    station = VenuePageFactory(venue=VenueFactory(parent=page.venue, name="示例分站"))
    context = client.get(station.url).context
    assert [step["title"] for step in context["trail"]] == ["找家站点", "示例联络站"]
    below = client.get(page.url).context["shown"]["places"]
    assert [(str(group["kind"]), [place["title"] for place in group["places"]]) for group in below] == [
        ("代表联络站", ["示例分站"])
    ]


def test_draft_of_a_page_is_not_found(client, page):
    page.unpublish()
    assert client.get(page.url).status_code == 404


def test_preview_shows_rota_and_roster(page):
    VenueMembershipFactory(venue=page.venue, deputy=DeputyFactory(name="示例代表甲"))
    response = page.make_preview_request()
    response.render()
    assert response.status_code == 200
    assert "示例代表甲" in response.content.decode()


@pytest.mark.parametrize("year", ["1999", "99999", "abc", "²", "", "2026\u0660"])
def test_year_out_of_reason_is_not_found(client, page, year):
    assert client.get("/venues/GL-01/receptions/", {"year": year}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_year_lists_receptions_by_month(client, page, count, states_known, django_assert_num_queries):
    this_year = timezone.localdate().year
    for month in range(1, count + 1):
        day = timezone.localdate().replace(year=this_year + 1, month=month, day=15)
        ReceptionFactory(venue=page.venue, date=day, deputies=[DeputyFactory()])
    address = f"/venues/GL-01/receptions/?year={this_year + 1}"
    client.get(address)
    with django_assert_num_queries(8):
        response = client.get(address)
    assert [month.month for month, _lines in response.context["months"]] == list(range(1, count + 1))


def test_year_of_an_unknown_or_unpublished_venue_is_not_found(client, page):
    assert client.get("/venues/XX/receptions/").status_code == 404
    page.unpublish()
    assert client.get("/venues/GL-01/receptions/").status_code == 404


def test_notice_goes_up_as_many_days_ahead_as_the_district_says(client, page):
    reception(page.venue, 4)
    reception(page.venue, 5, status=Reception.Status.CANCELLED, reason="停电")
    context = client.get(page.url).context
    assert (context["is_announced"], context["alerts"]) == (False, [])
    district = DistrictSettings.for_site(page.venue.site)
    district.notice_days = 5
    district.save()
    context = client.get(page.url).context
    assert (context["is_announced"], [line.state for line in context["alerts"]]) == (True, ["cancelled"])
    assert "接待公告" in client.get(page.url).content.decode()


def test_notices_stand_before_the_rest_of_the_content(client, page):
    notice = {"title": "临时调整", "text": "<p>换到二楼。</p>"}
    page.body = [("text", "<p>老屋的来历。</p>"), ("notice", notice)]
    page.save()
    html = client.get(page.url).content.decode()
    assert html.count("临时调整") == html.count("老屋的来历") == 1
    assert html.index("临时调整") < html.index("接待安排") < html.index("老屋的来历")


def test_receptions_that_differ_by_their_day_alone_are_one_line(client, page):
    deputy = DeputyFactory()
    topics = ["", "", "停车", "", ""]
    days = [
        reception(page.venue, number, topic=topic, deputies=[deputy]).date
        for number, topic in enumerate(topics, start=1)
    ]
    lines = client.get(page.url).context["shown"]["lines"]
    assert [(line.day, line.other_days) for line in lines] == [
        (days[0], (days[1],)),
        (days[2], ()),
        (days[3], (days[4],)),
    ]


def test_cancelled_receptions_are_lines_of_their_own(client, page):
    for number in (1, 2, 3):
        reception(page.venue, number, status=Reception.Status.CANCELLED if number < 3 else Reception.Status.SCHEDULED)
    lines = client.get(page.url).context["shown"]["lines"]
    assert [(line.state, line.other_days) for line in lines] == [("cancelled", ()), ("cancelled", ()), ("", ())]


ROTA = "接待安排"


def shows_rota(client, page) -> bool:
    response = client.get(page.url)
    assert response.status_code == 200
    return ROTA in response.content.decode()


def test_page_behind_a_password_and_those_below_it_are_not_shown(client, page):
    station = VenuePageFactory(venue=VenueFactory(parent=page.venue))
    restriction = PageViewRestriction.objects.create(page=station, restriction_type="password", password="示例口令")
    assert (shows_rota(client, page), shows_rota(client, station)) == (True, False)
    restriction.page = page.page_ptr
    restriction.save()
    assert (shows_rota(client, page), shows_rota(client, station)) == (False, False)


def test_alias_of_a_page_behind_a_password_is_not_shown(client, page):
    alias = page.create_alias(parent=page.get_parent(), update_slug="alias")
    assert shows_rota(client, alias)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="示例口令")
    assert not shows_rota(client, alias)
