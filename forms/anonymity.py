"""
What in a text could tell who said it. A help to those who write and review a public text, not their judgement: what no
pattern knows ("the baker's second son") they alone see.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

# Digits as people write them to be read by others, not by programs.
_DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
_BETWEEN = r"[\W_]*"
_CLOCK = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])")  # three of them can have eleven digits, too
_UNSEEN = {"Cf", "Mn", "Me"}  # joiners, the marks that make a digit a picture of it, the box around a key
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)


# What must not stand in a public text. Read with numbers in digits, however they are set apart.
_DIGIT = rf"\d{_BETWEEN}"
_OF_CODE = "[0-9A-HJKMNP-TV-Z]{4}"  # as `forms.codes` writes them
_FORBIDDEN = {
    # GB 11643: six digits of a place, eight of the birthday, three, and a check digit.
    "id": re.compile(
        rf"(?<!\d)(?:{_DIGIT}){{6}}(?:1{_BETWEEN}[89]|2{_BETWEEN}0){_BETWEEN}(?:{_DIGIT}){{2}}[01]{_BETWEEN}{_DIGIT}[0-3]"
        rf"{_BETWEEN}(?:{_DIGIT}){{4}}[\dx](?!\d)|(?<!\d)\d{{15}}(?!\d)",
        re.IGNORECASE,
    ),
    "mobile": re.compile(
        rf"(?<!\d)(?:\+?86{_BETWEEN})?1{_BETWEEN}[3-9]{_BETWEEN}(?:{_DIGIT}){{8}}\d(?!\d)"
    ),
    "email": re.compile(r"[\w.+-]+\s*@\s*[\w-]+\s*\.\s*[\w.-]+"),
    "plate": re.compile(rf"[{_PROVINCES}]\s*[A-Z]\s*[·.\-]?\s*[A-Z0-9]{{5,6}}(?![A-Z0-9])", re.IGNORECASE),
    "number": re.compile(r"(?<![A-Za-z])[A-Za-z]{1,6}-?20\d\d-?\d{6}(?!\d)"),
    "code": re.compile(rf"(?<![\w-])(?=[\w -]*\d)(?:{_OF_CODE}[- ]?){{3}}{_OF_CODE}(?![\w-])", re.ASCII),
    "account": re.compile(r"(?<!\d)\d{16,19}(?!\d)"),
}  # fmt: skip
# What often tells who it is, and is at times meant for everybody: an office's telephone, a famous house.
_DOUBTFUL = {
    "phone": re.compile(r"(?<!\d)(?:0\d{2,3}\s*-?\s*)?[2-8]\d{6,7}(?!\d)"),
    "house": re.compile(r"[\dA-Za-z]+\s*(?:号(?!线|召)|幢|栋|单元|室(?!外|内))(?:楼|院)?"),
    "name": re.compile(
        rf"(?:老|小)?[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?"
        r"(?:先生|女士|小姐|太太|师傅|大爷|大妈|大叔|阿姨|奶奶|爷爷|老师|同志|某某|某)"
        rf"|(?:叫|姓名|本人)[：:\s]*[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    ),
    "messenger": re.compile(r"(?:微信|QQ|抖音|支付宝)(?:号)?[：:\s]*[\w-]{5,}", re.IGNORECASE),
}


@dataclass(frozen=True)
class Trace:
    """Something that could tell who it is: its kind, the words, and whether they may stand in no case."""

    kind: str
    words: str
    is_forbidden: bool

    @property
    def kind_words(self) -> str:
        return str(_KINDS[self.kind]())


def traces_in(text: str) -> list[Trace]:
    """What could tell who it is, in the order of the kinds, each once."""
    plain = "".join(each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) not in _UNSEEN)
    in_digits = _CLOCK.sub(lambda time: "时" * len(time[0]), plain.translate(_DIGITS))  # one character for one
    found: dict[Trace, None] = {}
    taken: list[tuple[int, int]] = []
    for patterns, is_forbidden in ((_FORBIDDEN, True), (_DOUBTFUL, False)):
        for kind, pattern in patterns.items():
            for start, end in _spans(pattern, plain if kind == "name" else in_digits):
                if not any(start < other_end and other_start < end for other_start, other_end in taken):
                    taken.append((start, end))
                    found[Trace(kind, plain[start:end].strip(), is_forbidden)] = None
    return list(found)


def _spans(pattern: re.Pattern, text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


_KINDS = {
    "id": lambda: _("身份证号"),
    "mobile": lambda: _("手机号"),
    "email": lambda: _("邮箱"),
    "plate": lambda: _("车牌号"),
    "number": lambda: _("意见编号"),
    "code": lambda: _("查询码"),
    "account": lambda: _("卡号"),
    "phone": lambda: _("电话号码"),
    "house": lambda: _("门牌、楼号"),
    "name": lambda: _("人名、称呼"),
    "messenger": lambda: _("网络账号"),
}
