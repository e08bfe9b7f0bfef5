"""From a cell to a value: one function a type, each raising CellFault with the reason and the cure."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.textfields import clean_text
from liaison_pages.importer.faults import CellFault
from liaison_pages.importer.wording import fold, in_both

Parser = Callable[[Any], Any]

CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z")
PHONE = re.compile(r"[0-9+()（）\-–— ,，、;；转/]+\Z")
SEPARATORS = re.compile(r"[;；,，、\n]+")
DATE = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s+0?0:00(?::00)?)?\Z")
COMPACT_DATE = re.compile(r"(\d{4})()(\d{2})(\d{2})\Z")
TIME = re.compile(r"(\d{1,2})\s*[:点时]\s*(\d{1,2})?\s*分?(?::00)?\Z")
YEARS = range(1900, 2200)
YES = frozenset({"是", "yes", "true", "1", "y", "是/yes"})
NO = frozenset({"否", "no", "false", "0", "n", "否/no"})


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def text(max_length: int, *, is_multiline: bool = False) -> Parser:
    """Text of at most `max_length` characters, without control characters."""

    def parse(value: Any) -> str:
        if not isinstance(value, str):
            raise CellFault(_("这里应当是文字，现在是%s。") % kind_of(value), _("请把单元格格式改为“文本”后重新填写。"))
        cleaned = _clean(value)
        if "\n" in cleaned and not is_multiline:
            raise CellFault(_("这里只能写一行，现在有换行。"), _("请删去换行。"))
        if len(cleaned) > max_length:
            raise CellFault(
                _("太长：最多 %(limit)d 字，现在有 %(count)d 字。") % {"limit": max_length, "count": len(cleaned)},
                _("请缩短。"),
            )
        return cleaned

    return parse


def code(max_length: int = 30) -> Parser:
    """A code of letters, digits and single hyphens. A whole number is taken as it is written."""
    parse_text = text(max_length)

    def parse(value: Any) -> str:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        parsed = narrow(parse_text(value))
        if not CODE.match(parsed):
            raise CellFault(_("编码“%s”只能用字母、数字和连字符。") % shorten(parsed), _("例如 GL-DG-01。"))
        return parsed

    return parse


def codes(max_count: int = 50) -> Parser:
    """Codes separated by ； or ，: a sorted tuple without repetitions."""
    parse_code = code()

    def parse(value: Any) -> tuple[str, ...]:
        parts = [value] if not isinstance(value, str) else [part for part in SEPARATORS.split(value) if part.strip()]
        if len(parts) > max_count:
            raise CellFault(_("最多填 %d 个编码。") % max_count, _("请分成几行。"))
        return tuple(sorted({parse_code(part) for part in parts}))

    return parse


def names(max_length: int, max_count: int = 20) -> Parser:
    """Names separated by ； or 、: a sorted tuple without repetitions."""
    parse_name = text(max_length)

    def parse(value: Any) -> tuple[str, ...]:
        whole = text(max_count * (max_length + 1), is_multiline=True)(value)
        return tuple(sorted({parse_name(part) for part in SEPARATORS.split(whole) if part.strip()}))

    return parse


def phone(value: Any) -> str:
    """A telephone number as text: as a number it would have lost its leading 0."""
    if isinstance(value, int | float):
        raise CellFault(
            _("电话现在是数字，会丢掉开头的 0。"), _("请把这一列的格式改为“文本”，再填写，例如 0514-00000000。")
        )
    parsed = narrow(text(30)(value))
    if not PHONE.match(parsed):
        raise CellFault(
            _("“%s”不像电话号码。") % shorten(parsed), _("只填数字、空格、括号和连字符，例如 0514-00000000。")
        )
    return parsed


def date(value: Any) -> datetime.date:
    """A date cell, or text like 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日, 20260105: the year first, always."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    written = narrow(_clean(str(value)))
    if found := DATE.match(written) or COMPACT_DATE.match(written):
        year, _sign, month, day = found.groups()
        if int(year) in YEARS:
            try:
                return datetime.date(int(year), int(month), int(day))
            except ValueError:
                pass  # such as 31 June
    raise CellFault(_("“%s”不是日期。") % shorten(value), _("请填日期，例如 2026-01-05。"))


def time(value: Any) -> datetime.time:
    """A time cell, or text like 9:00, 9点, 9点30分: of twenty-four hours."""
    if isinstance(value, datetime.timedelta) and datetime.timedelta(0) <= value < datetime.timedelta(days=1):
        value = (datetime.datetime.min + value).time()  # a cell whose format counts hours
    if isinstance(value, datetime.datetime):
        value = value.time()
    if isinstance(value, datetime.time):
        return value.replace(second=0, microsecond=0)
    found = TIME.match(narrow(_clean(str(value))))
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return datetime.time(int(found[1]), int(found[2] or 0))
    raise CellFault(_("“%s”不是时间。") % shorten(value), _("请填时间，例如 9:00；下午两点写 14:00。"))


def whole(smallest: int, largest: int) -> Parser:
    """A whole number between the two, both included."""

    def parse(value: Any) -> int:
        number = _number(value)
        if number != number.to_integral_value() or not smallest <= number <= largest:
            raise CellFault(
                _("“%s”不对。") % shorten(value),
                _("请填 %(smallest)d 到 %(largest)d 之间的整数。") % {"smallest": smallest, "largest": largest},
            )
        return int(number)

    return parse


def decimal(smallest: int, largest: int, places: int) -> Parser:
    """A decimal number between the two, rounded to `places`."""

    def parse(value: Any) -> Decimal:
        number = _number(value)
        if not smallest <= number <= largest:
            raise CellFault(
                _("“%s”超出范围。") % shorten(value),
                _("请填 %(smallest)d 到 %(largest)d 之间的数。") % {"smallest": smallest, "largest": largest},
            )
        return number.quantize(Decimal(1).scaleb(-places))

    return parse


def choice(options: Mapping[str, Any], english: Mapping[str, Any] | None = None) -> Parser:
    """One of `options` (label → value); `english` holds other labels that are understood."""
    english = english or {}
    known = {fold(label): value for label, value in {**english, **options}.items()}
    pairs = [
        (label, word, value) for label, value in options.items() for word, same in english.items() if same == value
    ]
    known |= {fold(f"{label}/{word}"): value for label, word, value in pairs}
    words = {label: next((word for name, word, _value in pairs if name == label), label) for label in options}

    def parse(value: Any) -> Any:
        wanted = fold(_clean(_written(value)))
        if wanted not in known:
            offered = _("、").join(in_both(label, word) for label, word in words.items())
            raise CellFault(_("不认识“%s”。") % shorten(value), _("可以填：%s。") % offered)
        return known[wanted]

    return parse


def yes_no(value: Any) -> bool:
    """是 or 否."""
    wanted = fold(_clean(_written(value)))
    if wanted in YES:
        return True
    if wanted in NO:
        return False
    raise CellFault(_("不认识“%s”。") % shorten(value), _("请填“是”或“否”。"))


def kind_of(value: Any) -> str:
    """What a value of the wrong type is called."""
    if isinstance(value, bool):
        return _("真假值")
    if isinstance(value, int | float | Decimal):
        return _("数字")
    if isinstance(value, datetime.date | datetime.time):
        return _("日期或时间")
    return _("别的内容")


def shorten(value: Any, limit: int = 30) -> str:
    """`value` as it can stand in a message."""
    written = "".join(character if character.isprintable() else "�" for character in str(value))
    return written if len(written) <= limit else written[:limit] + "…"


def narrow(value: str) -> str:
    """`value` with full-width digits, letters and signs as plain ones."""
    return unicodedata.normalize("NFKC", value)


def _written(value: Any) -> str:
    """`value` as a clerk wrote it: a spreadsheet may keep 1 as 1.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _clean(value: str) -> str:
    try:
        return clean_text(value)
    except ValidationError as error:
        raise CellFault(_("含有不能保存的特殊字符。"), _("请删去后重新填写。")) from error


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise CellFault(_("这里应当是数字，现在是%s。") % kind_of(value), _("请填数字。"))
    try:
        number = Decimal(narrow(_clean(str(value))))
    except InvalidOperation as error:
        raise CellFault(_("“%s”不是数字。") % shorten(value), _("请填数字。")) from error
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise CellFault(_("“%s”不是数字。") % shorten(value), _("请填数字。"))
    return number
