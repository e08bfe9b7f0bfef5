"""My matters: how several submissions stand, for whoever has their codes."""

import json
import uuid
from datetime import date

import pytest
from django.urls import reverse

from forms import codes
from forms.models import IntakeSubmission
from forms.views import mine
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import VenueFactory

pytestmark = pytest.mark.django_db

STATES = reverse("liaison_forms:mine_states")


@pytest.fixture
def matter(site):
    """`matter(state="accepted")`: a submission and what a phone remembers of it."""
    venue = VenueFactory()

    def make(**kwargs) -> tuple[IntakeSubmission, dict]:
        code = codes.make_code(uuid.uuid4())
        row = IntakeSubmissionFactory(venue=venue, code_digest=codes.code_digest(code), **kwargs)
        return row, {"number": row.number, "code": code}

    return make


def ask(client, matters, url: str = STATES):
    return client.post(url, json.dumps({"matters": matters}), content_type="text/plain")


def test_each_matter_stands_as_on_its_status_page(client, matter):
    row, kept = matter(state="accepted", title="路灯不亮", due_on=date(2099, 6, 1))
    response = ask(client, [kept])
    assert response.status_code == 200
    assert response.json()["matters"] == [
        {
            "number": row.number,
            "heading": "路灯不亮",
            "tag": "已接手",
            "tone": "amber",
            "sentence": "站里已接手，正在商量由谁来办。",
            "due": "最迟 2099年6月1日 告诉您由谁办。",
            "url": f"/s/{row.number}/{kept['code']}/",
        }
    ]


def test_answer_is_kept_by_nobody_and_names_no_page(client, matter):
    response = ask(client, [matter()[1]])
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow, noarchive")
    assert response.cookies == {}


def test_other_language_is_answered_in_it(client, matter):
    row, kept = matter(state="accepted")
    answer = ask(client, [kept], url=f"/en{STATES}").json()["matters"][0]
    assert answer["tag"].isascii()
    assert answer["url"] == f"/en/s/{row.number}/{kept['code']}/"


def test_unknown_number_and_wrong_code_get_the_same_answer(client, matter):
    row, kept = matter()
    other = codes.make_code(uuid.uuid4())
    wrong = [
        {"number": row.number, "code": other},
        {"number": "SL-2026-999999", "code": kept["code"]},
        {"number": "", "code": ""},
        {"number": row.number + "\x00", "code": kept["code"]},
        {"number": 7, "code": None},
        {"number": "长" * 100, "code": "长" * 100},
    ]
    assert ask(client, [*wrong, kept]).json()["matters"][:-1] == [None] * len(wrong)


def test_code_is_read_however_it_is_written(client, matter):
    row, kept = matter()
    typed = {"number": row.number.lower(), "code": kept["code"].replace("-", "").lower()}
    answer = ask(client, [typed, kept]).json()["matters"]
    assert answer[0] == answer[1]


def test_sealed_text_is_not_told(client, matter):
    _row, kept = matter(state="rejected", reject_reason="personal_data", title="张三的病")
    answer = ask(client, [kept])
    assert "张三" not in answer.content.decode()
    assert answer.json()["matters"][0]["heading"] == "您提交的意见"


def test_joined_matter_shows_what_became_of_the_other(client, matter):
    main, _kept = matter(state="answered", reply="修好了。")
    middle, _kept = matter(state="merged", merged_into=main)
    _row, kept = matter(state="merged", merged_into=middle, title="我的路灯")
    answer = ask(client, [kept]).json()["matters"][0]
    assert (answer["heading"], answer["tag"], answer["sentence"]) == ("我的路灯", "已答复", "点开看答复。")


@pytest.mark.parametrize("count", [1, 3])
def test_cost_does_not_grow_with_the_matters(client, matter, django_assert_num_queries, count):
    main, _kept = matter(state="referred")
    kept = [matter(state="merged", merged_into=main)[1] for _ in range(count)]
    with django_assert_num_queries(2):
        assert None not in ask(client, kept).json()["matters"]


def test_twenty_are_answered_and_more_are_refused(client, matter):
    _row, kept = matter()
    assert len(ask(client, [kept] * 20).json()["matters"]) == 20
    assert ask(client, [kept] * 21).status_code == 400


@pytest.mark.parametrize(
    "body",
    ["", "x", "[]", "{}", '{"matters": 1}', '{"matters": [1]}', '{"matters": [{}]}', '{"matters": null}', "[" * 9999],
)
def test_anything_else_is_refused(client, site, body):
    response = client.post(STATES, body, content_type="text/plain")
    assert (response.status_code, response.json()) == (400, {"problem": "请求不对，请重新打开这一页。"})


@pytest.mark.parametrize("count", [21, 70_000])
def test_too_many_are_refused_before_any_is_looked_at(client, matter, monkeypatch, count):
    monkeypatch.setattr(mine, "LookupForm", lambda data: pytest.fail("looked at"))
    response = ask(client, [{"number": 1, "code": 1}] * count)
    assert (response.status_code, response.json()) == (400, {"problem": "请求不对，请重新打开这一页。"})


def test_long_request_is_refused_unread(client, matter, monkeypatch):
    monkeypatch.setattr(mine.json, "loads", lambda body: pytest.fail("read"))
    assert ask(client, ["长" * 10_000]).status_code == 400


def test_guesses_count_as_on_the_status_page(client, matter, settings):
    settings.LIMITS = {**settings.LIMITS, "lookup.number": "2/hour", "lookup.address": "100/hour"}
    row, kept = matter()
    wrong = {"number": row.number, "code": codes.make_code(uuid.uuid4())}
    other = matter()[1]
    assert [ask(client, [wrong]).status_code for _ in range(2)] == [200, 200]
    response = ask(client, [kept])
    assert (response.status_code, response["Referrer-Policy"]) == (429, "no-referrer")
    assert int(response["Retry-After"]) > 0
    assert ask(client, [other]).json()["matters"] != [None]


def test_numbers_guessed_at_once_count_one_by_one(client, site, settings):
    settings.LIMITS = {**settings.LIMITS, "lookup.address": "5/hour"}
    wrong = [{"number": f"GL-2026-{number:06}", "code": codes.make_code(uuid.uuid4())} for number in range(6)]
    assert ask(client, wrong).status_code == 200
    assert ask(client, wrong[:1]).status_code == 429


def test_codes_are_not_sent_in_an_address(client, site):
    assert client.get(STATES).status_code == 405


def test_page_holds_nothing_and_leads_on_without_a_script(client, site):
    response = client.get(reverse("liaison_forms:mine"))
    assert response["Referrer-Policy"] == "no-referrer"
    assert "收据上的编号和查询码照样能查" in response.content.decode()


def test_printed_code_fills_in_the_number(client, site):
    html = client.get(reverse("liaison_forms:status_lookup"), {"number": "GL-2026-000123"}).content.decode()
    assert 'value="GL-2026-000123"' in html
    assert client.get(reverse("liaison_forms:status_lookup"), {"number": '"><script>' * 99}).status_code == 200
