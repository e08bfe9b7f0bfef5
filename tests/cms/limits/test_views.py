"""What somebody reads who came too often."""

from datetime import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from cms.limits import Limited, stores
from cms.limits.views import limit_posts, words_until
from liaison_pages.models import DistrictSettings

NINE = timezone.make_aware(datetime(2026, 11, 24, 9))


@pytest.fixture(autouse=True)
def _fresh(settings):
    stores.forget()
    settings.LIMITS = {**settings.LIMITS, "form.address": "1/10 minutes"}
    yield
    stores.forget()


@limit_posts("form.address")
def subscribe(request) -> HttpResponse:
    return HttpResponse("done")


@pytest.fixture
def post(site):
    DistrictSettings.objects.update_or_create(site=site, defaults={"phone": "0514-87000000"})

    def send(**data):
        return subscribe(RequestFactory().post("/subscribe/", data))

    return send


@pytest.mark.django_db
def test_page_says_when_to_come_back_and_keeps_what_was_typed(post):
    assert post(words="第一次").status_code == 200
    response = post(words='再来 <b>"一次"</b>', kinds=["a", "b"])
    html = response.content.decode()
    assert response.status_code == 429
    assert 590 <= int(response["Retry-After"]) <= 600
    assert "大约 10 分钟后" in html
    assert 'href="tel:051487000000"' in html
    assert '<input type="hidden" name="words" value="再来 &lt;b&gt;&quot;一次&quot;&lt;/b&gt;">' in html
    assert html.count('<input type="hidden" name="kinds"') == 2
    assert 'action="/subscribe/"' in html
    assert response.cookies == {}


@pytest.mark.django_db
def test_looking_is_not_limited(post):
    for _visit in range(3):
        assert subscribe(RequestFactory().get("/subscribe/")).status_code == 200


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
