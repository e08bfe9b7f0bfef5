"""Opening hours read from the words of staff."""

import pytest

from liaison_pages.opening_hours import opening_hours


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工作日 8:30–17:30", ["Mo-Fr 08:30-17:30"]),
        ("工作日 8:30–12:00、14:00–17:30", ["Mo-Fr 08:30-12:00", "Mo-Fr 14:00-17:30"]),
        ("每天 9:00-20:00", ["Mo-Su 09:00-20:00"]),
        ("周一至周六 9:00–17:00", ["Mo-Sa 09:00-17:00"]),
        ("周一、周三、周五 9:00–11:30", ["Mo,We,Fr 09:00-11:30"]),
        ("周末 9:00–17:00", ["Sa,Su 09:00-17:00"]),
        ("", []),
        ("工作日", []),
        ("工作日 9:00–17:00，接待日延至 18:00", []),
        ("议事日开放，其余时间请预约", []),
        ("节假日 9:00–17:00", []),
    ],
)
def test_hours_are_told_where_nothing_else_is_said(text, expected):
    assert opening_hours(text) == expected
