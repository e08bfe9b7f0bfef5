"""Posters with one thing to do: scan. Of a venue, and of a deputy (代表码)."""

from pathlib import Path

from django.utils.translation import gettext as _

from cms.papers import Sheet
from liaison_pages.models import Deputy, DistrictSettings, Paper, Venue
from liaison_pages.papers.parts import Faces, frame
from liaison_pages.selectors.deputies import PublicDeputy
from liaison_pages.selectors.printed import short_url

TEMPLATE = Path(__file__).resolve().parent / "poster.typ"


def venue_poster(venue: Venue, district: DistrictSettings, size: str) -> Sheet:
    """Scan, and say it to the deputies of `venue`."""
    data = {
        **frame(
            district,
            title=_("扫码提意见：%(name)s") % {"name": venue.display_name},
            size=size,
            url=short_url(Paper.POSTER, venue),
        ),
        "headline": [_("扫一扫"), _("把话说给代表听")],
        "deputy": None,
        **_foot(venue.display_name, [venue.address, venue.hours], venue.phone or district.phone),
    }
    return Sheet(TEMPLATE, data)


def deputy_poster(
    deputy: Deputy, shown: PublicDeputy, venues: list[Venue], district: DistrictSettings, size: str
) -> Sheet:
    """Scan, and say it to `deputy`, of whom `shown` is public; `venues` are those where one can meet them."""
    faces = Faces()
    base = _("%(label)s：%(base)s") % {"label": shown.base_label, "base": shown.base} if shown.base else ""
    lines = [base, shown.work_unit, *shown.groups[:1], _("示例人物") if shown.is_example else ""]
    first = venues[0] if venues else None
    phone = (first.phone if first else "") or district.phone
    place = first.display_name if first else district.full_name
    data = {
        **frame(
            district,
            title=_("代表码：%(name)s") % {"name": shown.name},
            size=size,
            url=short_url(Paper.DEPUTY, deputy),
        ),
        "headline": [_("扫一扫，把话说给我听")],
        "deputy": {**faces.add(shown), "level": shown.level, "lines": [line for line in lines if line]},
        **_foot(place, [first.address, first.hours] if first else [], phone),
    }
    return Sheet(TEMPLATE, data, faces.pictures)


def _foot(name: str, lines: list[str], phone: str) -> dict:
    return {
        "steps": [
            _("打开手机相机，/或微信“扫一扫”").split("/"),  # a line each
            _("对准上面的方块，/点弹出的网址").split("/"),
            _("写什么事、在哪里，/点“提交意见”").split("/"),
        ],
        "name": name,
        "lines": [line for line in lines if line],
        "phone": phone,
        "phone_words": _("不会扫码？打电话也一样"),
    }
