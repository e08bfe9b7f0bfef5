"""What somebody reads who came too often."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone, translation

from cms.limits import Limited
from cms.limits.views import words_until

NINE = timezone.make_aware(datetime(2026, 11, 24, 9))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "09:01 以后（大约 1 分钟后）"),
        (480, "09:08 以后（大约 8 分钟后）"),
        (7200, "11:00 以后（大约 2 小时后）"),
        (86_400, "11月25日 09:00 以后（大约 24 小时后）"),
    ],
)
@time_machine.travel(NINE)
def test_wait_is_told_by_the_clock_and_in_minutes(seconds, words):
    assert words_until(Limited("form.address", seconds), NINE) == words


def test_wait_is_told_in_english():
    with translation.override("en"):
        assert words_until(Limited("form.address", 60), NINE) == ("after 09:01 (in about 1 minute)")
