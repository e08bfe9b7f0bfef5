"""A venue's notice: who receives when and where, and how what one says goes on."""

from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.papers import Sheet
from cms.workdays.wording import day_text
from liaison_pages.models import DistrictSettings, Paper, Reception, Venue, VenuePage
from liaison_pages.papers.parts import PRINTED_FACE, Faces, frame, shown_address
from liaison_pages.selectors.deputies import RosterEntry, public_deputies, roster
from liaison_pages.selectors.printed import short_url
from liaison_pages.selectors.public_pages import fetch_renditions
from liaison_pages.selectors.receptions import ScheduleLine, upcoming
from liaison_pages.wording import WEEKDAY_NAMES, dated_text, time_text

TEMPLATE = Path(__file__).resolve().parent / "notice.typ"
MOST_LINES = 10
AHEAD = timedelta(days=62)  # a paper is out of date after that
FEWEST_LINES = 3  # of receptions that lie further ahead
MOST_DEPUTIES = 48


def notice_of(page: VenuePage, district: DistrictSettings, size: str) -> Sheet:
    """The notice of the venue of `page`, as of today. Six queries."""
    entries = roster(page.venue)
    fetch_renditions([entry.deputy.photo for entry in entries], PRINTED_FACE)
    return venue_notice(page, upcoming(page.venue, limit=MOST_LINES), entries, district, size)


def venue_notice(
    page: VenuePage,
    schedule: list[ScheduleLine],
    entries: list[RosterEntry],
    district: DistrictSettings,
    size: str,
) -> Sheet:
    """`schedule` are the venue's next lines, `entries` its public deputies."""
    venue, today, faces = page.venue, timezone.localdate(), Faces()
    url = short_url(Paper.NOTICE, venue)
    data = {
        **frame(district, title=_("接待公告：%(name)s") % {"name": venue.display_name}, size=size, url=url),
        "name": venue.display_name,
        "kind": _kind(venue),
        "words": _words(district),
        "facts": _facts(venue),
        "phone": venue.phone or district.phone,
        "lines": [_line(line) for line in _near(schedule, today)],
        "deputies": [_deputy(entry, faces) for entry in entries[:MOST_DEPUTIES]],
        "more_deputies": _more_deputies(len(entries) - MOST_DEPUTIES),
        "is_example": _("示例人物，不是真人。") if any(entry.deputy.is_example for entry in entries) else "",
        "steps": _steps(district),
        "as_of": _("截至 %(day)s") % {"day": dated_text(today)},
        "newest": _("最新的安排在网页上：%(address)s") % {"address": shown_address(page.full_url or url)},
    }
    return Sheet(TEMPLATE, data, faces.pictures)


def _near(schedule: list[ScheduleLine], today: date) -> list[ScheduleLine]:
    near = [line for line in schedule if line.day <= today + AHEAD]
    return (near if len(near) >= FEWEST_LINES else schedule[:FEWEST_LINES])[:MOST_LINES]


def _kind(venue: Venue) -> str:
    theme = venue.theme if venue.theme != venue.name else ""
    return " · ".join(str(part) for part in (venue.get_kind_display(), theme, venue.street.display_name) if part)


def _facts(venue: Venue) -> list[tuple[str, str]]:
    named = [
        (_("地址"), venue.address),
        (_("开放时间"), venue.hours),
        (_("无障碍"), venue.accessibility),
    ]
    return [(label, text) for label, text in named if text]


def _line(line: ScheduleLine) -> dict:
    """A day of the rota: `off` where it does not take place; `tag` says in words what colour and strokes say."""
    held = line.reception
    people = _("、").join(deputy.name for deputy in public_deputies(held.deputies.all(), with_photo=False))
    units = _("、").join(unit.display_name for unit in held.units.all())
    return {
        "day": day_text(line.day),
        "weekday": str(WEEKDAY_NAMES[line.day.weekday()]),
        "time": time_text(held.starts_at, held.ends_at),
        "off": line.is_off,
        "tag": _tag(line),
        "note": line.note,
        "people": people or _("到时公布"),
        "more": [text for text in (held.topic, units and _("同来：%(units)s") % {"units": units}) if text],
    }


def _tag(line: ScheduleLine) -> str:
    if line.is_off:
        is_cancelled = line.reception.status == Reception.Status.CANCELLED
        return pgettext("reception", "取消") if is_cancelled else pgettext("reception", "改期")
    if line.reception.planned_on != line.reception.date:
        return _("改到这天")
    return _("暂定") if line.reception.is_provisional else ""


def _deputy(entry: RosterEntry, faces: Faces) -> dict:
    """`about`: the most telling first, for small sheets print no more."""
    return {**faces.add(entry.deputy), "about": [words for words in (entry.role, entry.deputy.level) if words]}


def _more_deputies(count: int) -> str:
    words = ngettext("还有 %(count)d 位代表，名单在网页上。", "还有 %(count)d 位代表，名单在网页上。", count)
    return words % {"count": count} if count > 0 else ""


def _words(district: DistrictSettings) -> dict[str, str]:
    days = ngettext(
        "平时也可以说：扫码或打电话，%(days)d 个工作日内有人接手。",
        "平时也可以说：扫码或打电话，%(days)d 个工作日内有人接手。",
        district.screening_days,
    )
    return {
        "lead": _("有事找代表，当面说、打电话、扫码都行"),
        "when": _("接待安排"),
        "who": _("驻站代表"),
        "how": _("您说的话，这样走"),
        "scan": _("扫一扫，提意见"),
        "call": _("打电话"),
        "comma": _("、"),
        "no_lines": _("接待日还没有排定，排好了会贴在这里。"),
        "no_deputies": _("代表名单正在整理，公布以后会贴在这里。"),
        "always": days % {"days": district.screening_days},
    }


def _steps(district: DistrictSettings) -> list[list[str]]:
    """What becomes of what one says, each step in its lines."""
    taken = ngettext("%(days)d 个工作日内/有人接手", "%(days)d 个工作日内/有人接手", district.screening_days)
    steps = [
        _("您说事，/当场拿到编号"),
        taken % {"days": district.screening_days},
        _("当场答复、转办，/或由代表提成建议"),
        _("结果告诉您，/凭编号随时可查"),
    ]
    return [step.split("/") for step in steps]
