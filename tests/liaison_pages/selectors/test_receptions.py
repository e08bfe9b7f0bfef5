"""What residents see of the rota."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from liaison_pages.models import DistrictSettings, Venue
from liaison_pages.selectors import receptions as selectors
from liaison_pages.services.rota import sync_rules
from tests.factories.liaison_pages import (
    DeputyFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    VenueFactory,
    default_site,
)

pytestmark = pytest.mark.django_db


def at(month, day, hour=8, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def venue():
    return VenueFactory()


def test_next_reception_goes_on_until_it_ends(venue):
    today, later = (ReceptionFactory(venue=venue, date=day) for day in (date(2026, 12, 15), date(2026, 12, 20)))
    assert selectors.next_reception(venue, at(12, 15, 10, 59)) == today
    assert selectors.next_reception(venue, at(12, 15, 11, 0)) == later
    assert selectors.next_reception(venue, at(12, 21)) is None


def test_next_reception_passes_over_cancelled(venue):
    ReceptionFactory(venue=venue, date=date(2026, 12, 15), status="cancelled")
    later = ReceptionFactory(venue=venue, date=date(2026, 12, 20))
    assert selectors.next_reception(venue, at(12, 1)) == later


def test_day_begins_in_shanghai_not_in_london(venue):
    reception = ReceptionFactory(venue=venue, date=date(2026, 12, 15), starts_at=time(0), ends_at=time(1))
    assert selectors.next_reception(venue, datetime(2026, 12, 14, 16, 30, tzinfo=ZoneInfo("UTC"))) == reception
    assert selectors.next_reception(venue, datetime(2026, 12, 14, 17, 30, tzinfo=ZoneInfo("UTC"))) is None


def test_year_names_the_holiday_on_the_planned_day(venue):
    rule = ReceptionRuleFactory(venue=venue, month_day=16, months="even", ends_on=date(2026, 4, 30))
    sync_rules(rules=[rule], today=date(2026, 1, 1))
    assert [(line.day, line.is_off, line.note) for line in selectors.year(venue, 2026)] == [
        (date(2026, 2, 16), True, "春节假期顺延至 2月24日"),
        (date(2026, 2, 24), False, ""),
        (date(2026, 4, 16), False, ""),
    ]


@pytest.mark.parametrize(
    ("shift", "note"),
    [("previous", "国庆节假期提前到 9月30日"), ("skip", "国庆节假期，当次取消")],
)
def test_note_of_other_shifts(venue, shift, note):
    rule = ReceptionRuleFactory(
        venue=venue, month_day=1, holiday_shift=shift, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 1)
    )
    sync_rules(rules=[rule], today=date(2026, 1, 1))
    assert [line.note for line in selectors.year(venue, 2026) if line.is_off] == [note]


def test_note_of_a_weekend(venue):
    rule = ReceptionRuleFactory(venue=venue, month_day=15, starts_on=date(2026, 8, 15), ends_on=date(2026, 8, 15))
    sync_rules(rules=[rule], today=date(2026, 1, 1))
    assert [line.note for line in selectors.year(venue, 2026)] == ["遇休息日顺延至 8月17日", ""]


def test_upcoming_shows_moved_and_cancelled(venue):
    moved = ReceptionFactory(
        venue=venue, planned_on=date(2026, 12, 10), date=date(2026, 12, 22), status="moved", reason="场地维修",
        is_edited=True,
    )  # fmt: skip
    cancelled = ReceptionFactory(venue=venue, date=date(2026, 12, 15), status="cancelled", reason="代表出差")
    lines = selectors.upcoming(venue, now=at(12, 1))
    assert [(line.day, line.reception, line.is_off, line.note) for line in lines] == [
        (date(2026, 12, 10), moved, True, "场地维修，改到 12月22日"),
        (date(2026, 12, 15), cancelled, True, "代表出差，当次取消"),
        (date(2026, 12, 22), moved, False, ""),
    ]
    assert selectors.next_of(lines) == moved


def test_notices_go_up_days_before_and_for_both_days(venue):
    moved = ReceptionFactory(venue=venue, planned_on=date(2026, 12, 10), date=date(2026, 12, 22), status="moved")
    assert selectors.notices(venue, at(12, 6)) == []
    assert selectors.notices(venue, at(12, 7)) == [moved]
    assert selectors.notices(venue, at(12, 11)) == []
    assert selectors.notices(venue, at(12, 19)) == [moved]
    DistrictSettings.objects.create(site=default_site(), notice_days=7)
    assert selectors.notices(venue, at(12, 15)) == [moved]


def test_venues_that_receive_by_a_day_and_their_next_reception(venue):
    over = ReceptionFactory(venue=venue, date=date(2026, 12, 15))
    following = ReceptionFactory(venue=venue, date=date(2026, 12, 17))
    ReceptionFactory(date=date(2026, 12, 15), status="cancelled")
    ReceptionFactory(date=date(2026, 12, 18))

    def receiving(last, now):
        venues = list(Venue.objects.filter(selectors.receives(last, now)))
        assert set(selectors.next_of_venues(Venue.objects.all(), last, now)) == {each.pk for each in venues}
        return venues

    assert receiving(date(2026, 12, 15), at(12, 15, 10)) == [venue]
    assert selectors.next_of_venues([venue], date(2026, 12, 17), at(12, 15, 10)) == {venue.pk: over}
    assert receiving(date(2026, 12, 15), at(12, 15, 11)) == []
    assert selectors.next_of_venues([venue], date(2026, 12, 17), at(12, 15, 11)) == {venue.pk: following}
    assert len(receiving(date(2026, 12, 18), at(12, 15, 11))) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_three_times_whatever_their_length(venue, number, django_assert_num_queries):
    for day in range(1, number + 1):
        ReceptionFactory(venue=venue, date=date(2026, 12, day), deputies=[DeputyFactory(), DeputyFactory()])
    with django_assert_num_queries(3):
        lines = selectors.year(venue, 2026)
        seen = [(line.note, list(line.reception.deputies.all()), list(line.reception.units.all())) for line in lines]
    assert len(seen) == number
