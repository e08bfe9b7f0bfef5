"""The calendar of working days in Wagtail's admin."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.workdays.models import CalendarDay
from tests.liaison_pages.views.staff_world import FAR

pytestmark = pytest.mark.django_db


def test_calendar_day_saved_in_the_admin_shifts_receptions(world, district, django_capture_on_commit_callbacks):
    rule = world.mine.reception_rules.get()
    planned = rule.receptions.filter(date__year=2027, status="scheduled", date__gt=FAR).first()
    data = {"date": planned.date.isoformat(), "name": "示例节"}
    with django_capture_on_commit_callbacks(execute=True):
        assert district.post(reverse("workdays:add"), data).status_code == 302
    planned.refresh_from_db()
    assert planned.date > planned.planned_on


def test_home_warns_before_the_calendar_runs_out(world, editor):
    CalendarDay.objects.filter(date__gt=timezone.localdate()).delete()
    content = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert ("工作日历只录到" in content) == (timezone.localdate() >= date(timezone.localdate().year, 11, 1))
    CalendarDay.objects.create(date=date(2090, 1, 1), is_working=False, name="元旦")
    assert "工作日历只录到" not in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_holiday_of_several_days_is_entered_at_once(world, district):
    data = {"date": "2027-10-01", "until": "2027-10-07", "name": "国庆节"}
    assert district.post(reverse("workdays:add"), data).status_code == 302
    days = CalendarDay.objects.filter(date__year=2027)
    assert (days.count(), set(days.values_list("name", "is_working"))) == (7, {("国庆节", False)})
    again = district.post(reverse("workdays:add"), {**data, "date": "2027-10-07", "until": "2027-10-09"})
    assert list(again.context["form"].errors) == ["date"]
    assert CalendarDay.objects.filter(date__year=2027).count() == 7


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"until": "2027-09-30"}, "until"), ({"until": "2028-10-01"}, "until"), ({"date": "0001-01-01"}, "date")],
)
def test_holiday_with_bad_span_says_where(world, district, fields, field):
    before = CalendarDay.objects.count()
    response = district.post(reverse("workdays:add"), {"date": "2027-10-01", "name": "国庆节", **fields})
    assert list(response.context["form"].errors) == [field]
    assert CalendarDay.objects.count() == before
