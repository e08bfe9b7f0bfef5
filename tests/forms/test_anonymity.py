"""What could tell who it is: found however it is written; a text that tells nothing is left alone."""

import pytest

from forms.anonymity import traces_in


def kinds(text: str) -> list[tuple[str, bool]]:
    return [(trace.kind, trace.is_forbidden) for trace in traces_in(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请打13800000000", "mobile"),
        ("1 3 8-0000 0000", "mobile"),
        ("１３８００００００００", "mobile"),
        ("＋86 138 0000 0000", "mobile"),
        ("一三八零零零零零零零零", "mobile"),
        ("幺三八〇〇〇〇〇〇〇〇", "mobile"),
        ("138\u200b0000\u200d0000", "mobile"),
        ("138*0013*8000", "mobile"),
        ("138（0013）8000", "mobile"),
        ("138:0013:8000", "mobile"),
        ("138|0013~8000", "mobile"),
        ("138…0013——8000", "mobile"),
        ("138★0013😀8000", "mobile"),
        ("".join(f"{digit}\ufe0f\u20e3" for digit in "13800138000"), "mobile"),
        ("1\ufe0f3\ufe0f8\ufe0f00138000", "mobile"),
        ("86*138*0013*8000", "mobile"),
        ("321002*1990*0101*1234", "id"),
        ("321002199001011234", "id"),
        ("32100219900101123x", "id"),
        ("a.b+c@example.com", "email"),
        ("ａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "email"),
        ("苏K·12345 天天停在这里", "plate"),
        ("苏kd12345", "plate"),
        ("编号GL-2026-000123", "number"),
        ("ABCD-EFGH-JKM1-PQRS", "code"),
        ("ABCD EFGH JKM1 PQRS", "code"),
    ],
)
def test_what_must_not_stand_in_a_public_text_is_found(text, kind):
    assert kinds(text) == [(kind, True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("咨询请打 0514-87000000", ["phone"]),
        ("皮市街45号巷口", ["house"]),
        ("12幢3单元301室", ["house", "house", "house"]),
        ("张大爷说", ["name"]),
        ("邻居李女士反映", ["name"]),
        ("我叫王小明", ["name"]),
        ("微信号：example123", ["messenger"]),
    ],
)
def test_what_often_tells_is_doubtful(text, found):
    assert kinds(text) == [(kind, False) for kind in found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "巷口的路灯坏了三天，晚上看不见台阶。",
        "2026年12月15日 9:00–11:00",
        "13:00、9:00–11:00",
        "12-15 09:00-11:30、14:00-17:00",
        "2026-12-15 9:00–11:00, 13:30–16:00",
        "请拨打12345热线，公交5号线也绕行",
        "一九八五年建的小区，二十三户，三十年了",
        "停车位从120个加到180个，共投入168000元",
        "室外健身器材，室内没有",
        "站里的老师傅、代表和同志们",
    ],
)
def test_a_text_that_tells_nothing_is_left_alone(text):
    assert kinds(text) == []
