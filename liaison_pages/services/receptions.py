"""
Single receptions: moved, cancelled, restored, changed, added.

Each call asks whether the actor may manage the venue's rota (Denied otherwise), refuses what is over or makes no
sense (InvalidMove, with the field), and wants `confirmed` once the public notice is up (NoticeIsUp). Then it
writes the change and its audit entry in one transaction.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.access import roles
from cms.kernel.audit import record
from cms.kernel.exceptions import Denied, InvalidMove, KernelError
from cms.workdays.wording import day_text
from liaison_pages.models import Reception, Venue
from liaison_pages.selectors.receptions import notice_days
from liaison_pages.services.rota import sync_rules

REASON_LENGTH = Reception._meta.get_field("reason").max_length
MOST_DAYS_AHEAD = 3 * 366


class NoticeIsUp(KernelError):
    """Residents have been told of the day already: ask whether it is really meant, then pass `confirmed=True`."""


def require_rota(actor, venue: Venue) -> None:
    """Raise Denied unless `actor` may manage the rota of `venue`."""
    if not actor.may(f"{roles.VENUE_APP}.{roles.MANAGE_ROTA}", venue):
        raise Denied(_("您不能更改这个家站点的接待安排。"))


def require_confirmation(site_id: int, days: Iterable[date], *, confirmed: bool, now: datetime | None = None) -> None:
    """Raise NoticeIsUp when one of `days` lies within the notice window and the actor has not confirmed."""
    if confirmed:
        return
    today, limit = timezone.localdate(now), notice_days(site_id)
    near = sorted(day for day in days if 0 <= (day - today).days <= limit)
    if near:
        raise NoticeIsUp(
            _("%(day)s 已在公告期内（提前 %(limit)d 天公告），居民可能已经看到。请确认并另行通知。")
            % {"day": day_text(near[0]), "limit": limit}
        )


@transaction.atomic
def move_reception(
    *,
    reception: Reception,
    date: date,
    reason: str,
    actor,
    starts_at: time | None = None,
    ends_at: time | None = None,
    confirmed: bool = False,
    now: datetime | None = None,
) -> Reception:
    """Put the reception on another day or time; the page says so with the reason."""
    row = _open(reception, actor, now)
    starts_at, ends_at = starts_at or row.starts_at, ends_at or row.ends_at
    before = _day_data(row)
    _check_reason(reason)
    _check_time(date, starts_at, ends_at, now)
    if (date, starts_at, ends_at) == (row.date, row.starts_at, row.ends_at):
        raise InvalidMove(_("日期和时间都没有变。"), {"date": [_("请选择新的日期或时间。")]})
    require_confirmation(row.venue.site_id, [row.date, date], confirmed=confirmed, now=now)
    row.date, row.starts_at, row.ends_at, row.reason = date, starts_at, ends_at, reason
    row.status = Reception.Status.MOVED
    return _save(row, "reception.move", actor, {"from": before, "to": _day_data(row), "reason": reason})


@transaction.atomic
def cancel_reception(
    *, reception: Reception, reason: str, actor, confirmed: bool = False, now: datetime | None = None
) -> Reception:
    """Cancel the reception; the page says so with the reason until the day is over."""
    row = _open(reception, actor, now)
    _check_reason(reason)
    if row.status == Reception.Status.CANCELLED and row.is_edited:
        raise InvalidMove(_("这次接待已经取消了。"))
    require_confirmation(row.venue.site_id, [row.date], confirmed=confirmed, now=now)
    row.status, row.reason = Reception.Status.CANCELLED, reason
    return _save(row, "reception.cancel", actor, {"day": _day_data(row), "reason": reason})


@transaction.atomic
def restore_reception(
    *, reception: Reception, actor, confirmed: bool = False, now: datetime | None = None
) -> Reception | None:
    """
    Undo what staff changed: back to what the rule says, or to the day first entered.

    None when the rule no longer has this day: the row is then gone.
    """
    row = _locked(reception, actor)
    today = timezone.localdate(now)
    if row.planned_on < today:
        raise InvalidMove(_("原定的日期已经过去，不能恢复。"))
    require_confirmation(row.venue.site_id, [row.date, row.planned_on], confirmed=confirmed, now=now)
    row.date, row.reason, row.status = row.planned_on, "", Reception.Status.SCHEDULED
    _save(row, "reception.restore", actor, {"day": _day_data(row)}, is_edited=row.rule_id is None)
    if row.rule_id is not None:
        sync_rules(rules=[row.rule], today=today)
    return Reception.objects.filter(pk=row.pk).first()


@transaction.atomic
def change_reception(
    *,
    reception: Reception,
    actor,
    deputies: Iterable | None = None,
    units: Iterable | None = None,
    topic: str | None = None,
) -> Reception:
    """Change who receives, which units come and the topic of one day; what is None stays."""
    row = _open(reception, actor, None)
    data = {}
    if topic is not None and topic != row.topic:
        data["topic"], row.topic = topic, topic
    for name, people in (("deputies", deputies), ("units", units)):
        if people is not None and set(people) != set(getattr(row, name).all()):
            getattr(row, name).set(people)
            data[name] = [person.code for person in people]
    return _save(row, "reception.change", actor, data) if data else row


@transaction.atomic
def add_single_reception(
    *,
    venue: Venue,
    date: date,
    starts_at: time,
    ends_at: time,
    actor,
    deputies: Iterable = (),
    units: Iterable = (),
    topic: str = "",
    confirmed: bool = False,
    now: datetime | None = None,
) -> Reception:
    """Add one reception that no rule makes."""
    require_rota(actor, venue)
    _check_time(date, starts_at, ends_at, now)
    if Reception.objects.filter(venue=venue, date=date, starts_at=starts_at).exclude(status="cancelled").exists():
        raise InvalidMove(_("这个时间已经有一次接待了。"), {"starts_at": [_("这个时间已经有一次接待了。")]})
    require_confirmation(venue.site_id, [date], confirmed=confirmed, now=now)
    row = Reception(venue=venue, planned_on=date, date=date, starts_at=starts_at, ends_at=ends_at, topic=topic)
    _save(row, "reception.add", actor, {"day": _day_data(row)})
    row.deputies.set(deputies)
    row.units.set(units)
    return row


def _locked(reception: Reception, actor) -> Reception:
    row = Reception.objects.select_for_update(of=("self",)).select_related("venue__site").get(pk=reception.pk)
    require_rota(actor, row.venue)
    return row


def _open(reception: Reception, actor, now: datetime | None) -> Reception:
    """The row, locked; refuses one whose day is over."""
    row = _locked(reception, actor)
    if row.date < timezone.localdate(now):
        raise InvalidMove(_("这次接待已经过去，不能再改。"))
    return row


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidMove(_("请写明原因，居民会看到。"), {"reason": [_("请写明原因，居民会看到。")]})
    if len(reason) > REASON_LENGTH:
        message = _("原因最多 %(limit)d 个字。") % {"limit": REASON_LENGTH}
        raise InvalidMove(message, {"reason": [message]})


def _check_time(day: date, starts_at: time, ends_at: time, now: datetime | None) -> None:
    ahead = (day - timezone.localdate(now)).days
    if ahead < 0:
        raise InvalidMove(_("日期已经过去。"), {"date": [_("日期已经过去，请选择今天或以后的日期。")]})
    if ahead > MOST_DAYS_AHEAD:
        raise InvalidMove(_("日期太远。"), {"date": [_("日期太远，请选择三年以内的日期。")]})
    if ends_at <= starts_at:
        raise InvalidMove(_("结束时间要晚于开始时间。"), {"ends_at": [_("结束时间要晚于开始时间。")]})


def _day_data(row: Reception) -> dict:
    return {"date": row.date.isoformat(), "time": row.time_text}


def _save(row: Reception, action: str, actor, data: dict, is_edited: bool = True) -> Reception:
    row.is_edited = is_edited
    row.save()
    record(row, action=action, actor=actor, data=data, site=row.venue.site)
    return row
