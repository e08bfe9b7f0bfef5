"""What is on at the demo's venues in the coming days, relative to the day it is written: kept by their staff."""

from dataclasses import dataclass
from datetime import date, time

from django.utils import timezone

from cms.workdays.calendar import WorkCalendar
from liaison_pages.models import Deputy, HandlingUnit, Reception, ReceptionRule, Venue
from liaison_pages.services.receptions import add_single_reception, cancel_reception, move_reception
from liaison_pages.services.rules import save_rule

MORNING, AFTERNOON, EVENING = (time(9), time(11)), (time(14, 30), time(17)), (time(18, 30), time(20))
WEDNESDAY, THURSDAY = 2, 3


@dataclass(frozen=True)
class Coming:
    """
    A reception `ahead` working days from today. It is moved to `moved_to` days ahead, or cancelled, for `reason`.
    """

    venue: str
    ahead: int
    hours: tuple[time, time]
    topic: str = ""
    units: tuple[str, ...] = ()
    reason: str = ""
    moved_to: int = 0


# Every week: (venue, weekday, hours).
WEEKLY = (("GL-DG-01", WEDNESDAY, MORNING), ("GL-LD-01", THURSDAY, EVENING))
COMING = (
    Coming("GL-DG-01", 3, AFTERNOON, "巷子里的路灯和排水", ("U-ZJ", "U-SW")),
    Coming("GL-DG-01", 2, EVENING, reason="当晚代表参加区里的集中视察", moved_to=5),
    Coming("GL-DG-01", 8, AFTERNOON, "老屋用电安全", ("U-XF",)),
    Coming("GL-DG-01", 10, EVENING, reason="当晚检修线路，社区停电"),
    Coming("GL-DG-S2", 0, EVENING, "老宅修缮", ("U-GC",)),
    Coming("GL-DG-02", 1, AFTERNOON, "游客多的日子怎么走"),
    Coming("GL-DG-S4", 4, EVENING, "小院的花草认领"),
    Coming("GL-WH-01", 0, EVENING),
    Coming("GL-WH-01", 4, AFTERNOON, "公交线路和站点", ("U-JT",)),
    Coming("GL-WH-S1", 2, AFTERNOON, "加装电梯"),
    Coming("GL-QJ-01", 1, EVENING, "小区停车"),
    Coming("GL-QJ-03", 6, AFTERNOON, reason="会议室装修", moved_to=7),
    Coming("GL-WF-01", 3, EVENING, "电动车充电", ("U-XF", "U-CG")),
    Coming("GL-TW-01", 5, AFTERNOON, reason="代表当天到省里开会"),
    Coming("GL-WT-01", 2, AFTERNOON, "作坊的粉尘怎么收", ("U-HB",)),
    Coming("GL-KFQ-S1", 4, AFTERNOON, "夜班工人怎么回家", ("U-JT", "U-GX")),
    Coming("GL-HJ-01", 1, MORNING, "老年食堂"),
    Coming("GL-ST-01", 6, MORNING, "灌溉渠清淤", ("U-SW",)),
    Coming("GL-TA-01", 3, AFTERNOON),
    Coming("GL-TQ-01", 7, EVENING, "村里的路灯"),
)  # fmt: skip


def write_coming(actor_of) -> None:
    """Write them, each by `actor_of(venue)`."""
    calendar, today = WorkCalendar(), timezone.localdate()
    venues = {venue.code: venue for venue in Venue.objects.all()}
    for code, weekday, hours in WEEKLY:
        _write_weekly(venues[code], weekday, hours, actor_of(venues[code]))
    for coming in COMING:
        venue = venues[coming.venue]
        _write(coming, venue, lambda ahead: _day(calendar, today, ahead), actor_of(venue))


def _day(calendar: WorkCalendar, today: date, ahead: int) -> date:
    return calendar.add_workdays(today, ahead) if ahead else today


def _write_weekly(venue: Venue, weekday: int, hours: tuple[time, time], actor) -> None:
    rule = ReceptionRule(
        venue=venue, frequency=ReceptionRule.Frequency.WEEKLY, weekday=weekday, starts_at=hours[0], ends_at=hours[1],
        starts_on=timezone.localdate(), holiday_shift=ReceptionRule.HolidayShift.SKIP,
    )  # fmt: skip
    save_rule(rule=rule, actor=actor, deputies=_deputies(venue)[:2], confirmed=True)


def _write(coming: Coming, venue: Venue, day, actor) -> None:
    when = {"date": day(coming.ahead), "starts_at": coming.hours[0], "ends_at": coming.hours[1]}
    on_that_day = Reception.objects.filter(venue=venue, date=when["date"])
    if on_that_day.filter(starts_at__lt=when["ends_at"], ends_at__gt=when["starts_at"]).exists():
        return  # the rota has something at that time already
    reception = add_single_reception(
        venue=venue, actor=actor, confirmed=True, topic=coming.topic,
        deputies=_deputies(venue)[coming.ahead % 2 :][:2], units=HandlingUnit.objects.filter(code__in=coming.units),
        **when,
    )  # fmt: skip
    told = {"reception": reception, "reason": coming.reason, "actor": actor, "confirmed": True}
    if coming.moved_to:
        move_reception(date=day(coming.moved_to), **told)
    elif coming.reason:
        cancel_reception(**told)


def _deputies(venue: Venue) -> list[Deputy]:
    return list(Deputy.objects.filter(memberships__venue=venue, is_published=True).order_by("memberships__sort_order"))
