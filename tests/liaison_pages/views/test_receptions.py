"""A reception's page as a visitor gets it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from liaison_pages.models import Reception
from liaison_pages.selectors.deputies import FACE
from liaison_pages.services.rota import sync_rules
from liaison_pages.views.receptions import phase_of
from media.models import LiaisonImage
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
    build_second_site,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site):
    return VenuePageFactory(venue=VenueFactory(code="GL-01", name="示例联络站"))


def held_in(page, days, **fields):
    return ReceptionFactory(venue=page.venue, date=timezone.localdate() + timedelta(days=days), **fields)


def text_of(client, reception) -> str:
    response = client.get(reception.url)
    assert response.status_code == 200
    return response.content.decode()


def test_page_says_when_where_who_and_how_to_come(client, page):
    page.venue.accessibility = "有坡道"
    page.venue.save()
    form = IntakePageFactory(parent=page)
    hidden = DeputyFactory(name="未公开代表", is_published=False)
    reception = held_in(page, 5, topic="小区停车", deputies=[DeputyFactory(name="示例代表甲"), hidden])
    reception.units.add(HandlingUnitFactory(name="区城管局"))
    html = text_of(client, reception)
    for word in (
        "小区停车",
        "示例联络站",
        "9:00–11:00",
        "示例代表甲",
        "区城管局",
        "示例路 1 号",
        "0514-00000000",
        "有坡道",
    ):
        assert word in html
    assert "未公开代表" not in html
    assert html.count("<h1") == 1
    assert f'href="{form.url}"' in html
    assert f'href="{reception.url}calendar.ics"' in html


def test_address_stays_when_the_reception_is_moved(client, page):
    rule = ReceptionRuleFactory(venue=page.venue, starts_on=date(2026, 12, 15), ends_on=date(2026, 12, 15))
    sync_rules(rules=[rule], today=date(2026, 11, 24))
    reception = rule.receptions.get()
    before = reception.url
    assert before == f"/venues/GL-01/receptions/20261215-r{rule.pk}/"
    reception.date, reception.status, reception.is_edited = date(2026, 12, 17), Reception.Status.MOVED, True
    reception.save()
    assert Reception.objects.get().url == before
    assert client.get(before).status_code == 200


def test_made_anew_by_its_rule_it_has_its_address_again(page):
    rule = ReceptionRuleFactory(venue=page.venue, starts_on=date(2026, 12, 15), ends_on=date(2026, 12, 15))
    sync_rules(rules=[rule], today=date(2026, 11, 24))
    before = rule.receptions.get()
    rule.receptions.all().delete()
    sync_rules(rules=[rule], today=date(2026, 11, 24))
    after = rule.receptions.get()
    assert (after.url, after.pk != before.pk) == (before.url, True)


def test_a_moved_one_says_from_where_to_where_and_why(client, page):
    today = timezone.localdate()
    reception = held_in(
        page, 9, planned_on=today + timedelta(days=5), status=Reception.Status.MOVED, reason="会议室装修"
    )
    html = text_of(client, reception)
    assert "会议室装修，改到" in html
    assert "那天不接待" in html


def test_one_whose_hours_alone_changed_says_so(client, page):
    html = text_of(client, held_in(page, 9, status=Reception.Status.MOVED, reason="会议室装修"))
    assert "时间改了" in html
    assert "会议室装修" in html
    assert "那天不接待" not in html


def test_a_cancelled_one_says_what_to_do_instead(client, page):
    IntakePageFactory(parent=page)
    coming = held_in(page, 12)
    html = text_of(client, held_in(page, 9, status=Reception.Status.CANCELLED, reason="停电"))
    assert "停电，当次取消" in html
    assert "请不要跑这一趟" in html
    assert f'href="{coming.url}"' in html
    assert "也可以现在就写下来" in html
    assert "加入日历" not in html
    assert "来之前" not in html


def test_a_past_one_stays_with_what_it_was_and_leads_to_the_next(client, page):
    coming = held_in(page, 12)
    html = text_of(client, held_in(page, -400, topic="小区停车", deputies=[DeputyFactory(name="示例代表甲")]))
    for word in ("这次接待已经结束", "小区停车", "示例代表甲"):
        assert word in html
    assert f'href="{coming.url}"' in html


def test_without_a_next_one_the_venue_is_named(client, page):
    html = text_of(client, held_in(page, 9, status=Reception.Status.CANCELLED))
    assert "下一次接待还没有排定" in html


@pytest.mark.parametrize(
    ("day", "hour", "phase"), [(14, 12, "coming"), (15, 8, "today"), (15, 9, "on"), (15, 11, "over"), (16, 8, "over")]
)
def test_phase_is_told_by_the_clock(day, hour, phase):
    reception = Reception(date=date(2026, 12, 15), starts_at=time(9), ends_at=time(11))
    assert phase_of(reception, datetime(2026, 12, day, hour)) == phase


@pytest.mark.parametrize("case", ["unpublished", "restricted", "inactive", "other site", "other venue"])
def test_page_is_public_only_as_its_venue_is(client, page, case):
    url = held_in(page, 5).url
    headers = {}
    if case == "unpublished":
        page.unpublish()
    if case == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="示例口令")
    if case == "inactive":
        page.venue.is_active = False
        page.venue.save()
    if case == "other site":
        build_second_site()
        headers = {"SERVER_NAME": "neighbours.example.org"}
    if case == "other venue":
        url = url.replace("GL-01", VenuePageFactory().venue.code)
    response = client.get(url, **headers)
    assert response.status_code == 404
    assert "9:00–11:00" not in response.content.decode()


def test_one_that_the_rota_no_longer_has_leads_to_the_next(client, page):
    coming = held_in(page, 12)
    response = client.get("/venues/GL-01/receptions/20261215-r99/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "不在安排里了" in html
    assert f'href="{coming.url}"' in html


@pytest.mark.parametrize(
    "key", ["x", "20261215", "20261215-", "20261315-1", "20261215-r", "20261215-x1", "20261215-" + "9" * 30, "-1"]
)
def test_a_key_that_none_has_is_not_found(client, page, key):
    held_in(page, 5)
    assert client.get(f"/venues/GL-01/receptions/{key}/").status_code == 404
    assert client.get(f"/venues/GL-01/receptions/{key}/calendar.ics").status_code == 404


def test_a_key_is_written_one_way_only(client, page):
    reception = held_in(page, 5)
    assert client.get(reception.url.replace(f"-{reception.pk}/", f"-0{reception.pk}/")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_for_many_deputies_and_units(client, page, count, states_known, django_assert_num_queries):
    reception = held_in(page, 5)
    for _number in range(count):
        image = LiaisonImage.objects.create(title="示例照片", description="门口", file=get_test_image_file())
        image.get_rendition(FACE)
        reception.deputies.add(DeputyFactory(photo=image))
        reception.units.add(HandlingUnitFactory())
    client.get(reception.url)
    with django_assert_num_queries(10):
        html = text_of(client, reception)
    assert html.count("<img") == count


def test_lists_lead_to_the_reception(client, page):
    deputy = DeputyFactory(code="D-1")
    VenueMembershipFactory(venue=page.venue, deputy=deputy)
    reception = held_in(page, 2, deputies=[deputy])
    year = reception.date.year
    for address in ("/", page.url, "/deputies/D-1/", f"/venues/GL-01/receptions/?year={year}"):
        assert f'href="{reception.url}"' in client.get(address).content.decode(), address


def test_pages_offer_their_calendars_to_subscribe_and_to_download(client, page):
    deputy = DeputyFactory(code="D-1")
    held_in(page, 2, deputies=[deputy])
    files = {
        "/": "/calendar.ics",
        page.url: "/venues/GL-01/calendar.ics",
        "/deputies/D-1/": "/deputies/D-1/calendar.ics",
    }
    for address, file in files.items():
        html = client.get(address).content.decode()
        assert f'href="webcal://testserver{file}"' in html
        assert f'href="{file}"' in html
