"""Filters and tags of the public theme: addresses that keep the language, dates and times as people say them."""

import datetime
import re
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils import timezone, translation
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms import bilingual, frame
from cms.static_files import linked_styles
from cms.workdays.wording import day_text

register = template.Library()

NEAR_DAYS = 300


@register.simple_tag(takes_context=True)
def page_link(context, page) -> str:
    """The address of a Wagtail page, in the visitor's language; an empty string without a page."""
    return frame.page_url(page, context.get("request")) if page else ""


@register.simple_tag(takes_context=True)
def webcal(context, path: str) -> str:
    """The address by which a calendar subscribes to the file at the local `path`."""
    return f"webcal://{context['request'].get_host()}{path}"


@register.simple_tag(takes_context=True)
def site_frame(context):
    """The pages that every page's header and footer link to (`cms.frame.Frame`)."""
    return frame.frame_of(context.get("request"))


@register.simple_tag(takes_context=True)
def other_language(context) -> dict:
    """The language that is not shown now: its code, its own name and the address of this page in it."""
    request = context.get("request")
    code = settings.LANGUAGE_CODE if translation.get_language() == "en" else "en"
    path = request.get_full_path() if request else "/"
    names = {"en": ("EN", "English", "en"), settings.LANGUAGE_CODE: ("中文", "简体中文", "zh-Hans")}
    short, name, tag = names[code]
    return {"code": code, "short": short, "name": name, "tag": tag, "url": frame.in_language(path, code)}


@register.simple_tag
def public_stylesheets() -> list[str]:
    """The style sheets that every public page links to, as names of static files."""
    return linked_styles()


@register.simple_tag
def html_lang() -> str:
    """The interface's language as an HTML language tag."""
    return "en" if translation.get_language() == "en" else "zh-Hans"


register.filter("lang_attr", bilingual.lang_attr)
register.filter("mark_chinese", bilingual.mark_chinese)
register.filter("unless_chinese", bilingual.unless_chinese)


@register.filter
def short_weekday(day: datetime.date | None) -> str:
    """周二."""
    if day is None:
        return ""
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return names[day.weekday()]


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """12月15日, with the year when it is not this one."""
    return day_text(_local_date(value)) if value else ""


@register.filter
def full_day(value: datetime.date | datetime.datetime | None) -> str:
    """2026年12月15日: always with the year, as staff read it."""
    return format_date(_local_date(value), pgettext("date format", "Y年n月j日")) if value else ""


@register.filter
def full_day_and_weekday(value: datetime.date | datetime.datetime | None) -> str:
    """2026年12月15日 星期二."""
    return _with_weekday(full_day(value), format_date(_local_date(value), "l")) if value else ""


@register.filter
def day_and_weekday(value: datetime.date | datetime.datetime | None) -> str:
    """12月15日 星期二."""
    if value is None:
        return ""
    return _with_weekday(day(value), format_date(_local_date(value), "l"))


@register.filter
def day_short(value: datetime.date | None) -> str:
    """12月15日 周二, as in a rota: the year only for days that lie about a year away, where it could mislead."""
    if value is None:
        return ""
    is_near = abs((value - timezone.localdate()).days) < NEAR_DAYS
    text = format_date(value, pgettext("date format", "n月j日")) if is_near else day(value)
    return _with_weekday(text, short_weekday(value))


@register.filter
def month_and_weekday(value: datetime.date | None) -> str:
    """12月 星期二: beside a day that stands large by itself; with the year when it is not this one."""
    if value is None:
        return ""
    if value.year != timezone.localdate().year:
        return format_date(value, pgettext("date format", "Y年n月 l"))
    return format_date(value, pgettext("date format", "n月 l"))


@register.filter
def month(value: datetime.date | None) -> str:
    """12月."""
    return format_date(value, pgettext("date format", "n月")) if value else ""


@register.filter
def day_and_time(value: datetime.datetime | None) -> str:
    """12月15日 9:05."""
    return f"{day(value)} {format_date(timezone.localtime(value), 'G:i')}" if value else ""


@register.filter
def hours(thing) -> str:
    """9:00–11:00, of anything that has `starts_at` and `ends_at`."""
    return f"{_clock(thing.starts_at)}–{_clock(thing.ends_at)}"


@register.filter
def phone_link(number: str) -> SafeString:
    """A telephone number that a phone can dial."""
    digits = re.sub(r"[^\d+]", "", str(number))
    if len(digits) < 3:
        return bilingual.mark_chinese(number)
    return format_html('<a href="tel:{}">{}</a>', digits, bilingual.mark_chinese(number))


@register.filter
def last_character(name: str) -> str:
    """The stand-in for a missing picture."""
    return str(name).strip()[-1:]


def _clock(value: datetime.time) -> str:
    return f"{value.hour}:{value.minute:02d}"


def _with_weekday(text: str, weekday: str) -> str:
    """The weekday comes last in Chinese and first in English."""
    return pgettext("date", "%(day)s %(weekday)s") % {"day": text, "weekday": weekday}


def _local_date(value) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.simple_tag
def map_links(place) -> list[dict]:
    """
    Links that open a map of `place` (latitude, longitude, address, name): the phone's own application, a web map.

    Links only: no map is embedded, so no third party learns of a visit. Coordinates are WGS 84.
    """
    if place.latitude is not None and place.longitude is not None:
        latitude, longitude = f"{place.latitude:f}", f"{place.longitude:f}"
        label = urlencode({"q": f"{latitude},{longitude}({place.name})"})
        marker = {"position": f"{longitude},{latitude}", "name": place.name, "coordinate": "wgs84", "callnative": 1}
        return [
            {"text": _("用手机地图打开"), "url": f"geo:{latitude},{longitude}?{label}"},
            {"text": _("高德地图"), "url": f"https://uri.amap.com/marker?{urlencode(marker)}"},
        ]
    if place.address:
        search = urlencode({"keyword": f"{place.address} {place.name}"})
        return [{"text": _("在高德地图里找"), "url": f"https://uri.amap.com/search?{search}"}]
    return []
