"""The status page: each state in plain words, for its author alone."""

import datetime
import uuid

import pytest
from django.utils import timezone

from cms.kernel.actors import Resident, Staff, System
from cms.kernel.audit import record
from cms.kernel.perform import perform
from forms import codes, wording
from forms.models import IntakeSubmission, State
from forms.models.submissions import RejectReason
from forms.selectors import status as selectors
from forms.services.photos import store_photos
from media.uploads import CleanImage
from tests.factories.access import UserFactory
from tests.factories.forms import IntakePageFactory, IntakeSubmissionFactory
from tests.factories.liaison_pages import HandlingUnitFactory
from tests.factories.photos import picture_bytes

pytestmark = pytest.mark.django_db

FAR = datetime.date(2099, 6, 1)


class Known:
    """A submission whose code the test knows."""

    def __init__(self, **kwargs):
        self.code = codes.make_code(uuid.uuid4())
        self.submission = IntakeSubmissionFactory(code_digest=codes.code_digest(self.code), **kwargs)
        record(self.submission, action="submission.receive", actor=Resident(), data={"photos": 2})
        self.url = f"/s/{self.submission.number}/{self.code}/"


def text_of(response) -> str:
    return response.content.decode()


STATES = {
    State.SCREENING: ("等人接手", "您的意见已经送到，站里的人会先看一遍。"),
    State.ACCEPTED: ("已接手", "站里已接手，正在商量由谁来办。"),
    State.REFERRED: ("办理中", "已转给示例单位，正在办。"),
    State.ESCALATED: ("办理中", "这件事要更多单位一起办，已交给代表提成建议。"),
    State.ANSWERED: ("已答复", "答复在下面，请您看看。"),
    State.CLOSED: ("已办结", "这件事已经办结。答复在下面。"),
    State.REJECTED: ("没有受理", "这件事没有受理：内容不清楚，无法办理。"),
    State.WITHDRAWN: ("已撤回", "您撤回了这件意见，不再办理。"),
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_told_in_plain_words(client, site, state):
    known = Known(
        state=state,
        due_on=FAR,
        referred_to=HandlingUnitFactory(name="示例单位"),
        reject_reason=RejectReason.UNCLEAR if state == State.REJECTED else "",
        reply="已更换路灯 3 盏。" if state in (State.ANSWERED, State.CLOSED) else "",
        reply_by="示例单位",
    )
    response = client.get(known.url)
    assert response.status_code == 200
    tag, sentence = STATES[state]
    assert (response.context["now"].tag, response.context["now"].sentence) == (tag, sentence)
    html = text_of(response)
    assert tag in html
    assert sentence in html
    assert ("已更换路灯 3 盏。" in html) == (state in (State.ANSWERED, State.CLOSED))
    assert ("2099年6月1日" in html) == (state in (State.SCREENING, State.ACCEPTED, State.REFERRED, State.ESCALATED))


def test_every_state_but_none_other_has_words():
    assert set(wording._STATES) == set(State.values)


@pytest.mark.parametrize("reason", RejectReason.values)
def test_refused_matter_is_shown_the_right_way(client, site, reason):
    known = Known(state=State.REJECTED, reject_reason=reason, due_on=None)
    record(
        known.submission, action="submission.reject", actor=System(), data={"reason": reason, "note": "请另写一份。"}
    )
    html = text_of(client.get(known.url))
    assert wording.what_instead(reason) != ""
    assert wording.what_instead(reason) in html
    assert "请另写一份。" in html


def test_history_tells_the_steps_newest_first_and_names_nobody(client, desks):
    known = Known(venue=desks.venue)
    perform([known.submission], "submission.accept", desks.actor("head"))
    perform(
        [known.submission],
        "submission.refer",
        desks.actor("head"),
        {"kind": "unit", "unit": desks.unit.pk, "effort": "simple"},
    )
    record(known.submission, action="contact.read", actor=desks.actor("head"), data={"purpose": "回访"})
    record(known.submission, action="other.unknown", actor=System(), data={})
    response = client.get(known.url)
    assert [line.title for line in response.context["timeline"]] == [
        f"转给{desks.unit.name}办理",
        "站里接手了",
        "您提交了意见",
    ]
    assert [line.is_current for line in response.context["timeline"]] == [True, False, False]
    html = text_of(response)
    assert "照片 2 张，只有办理的人看得到" in html
    assert desks.head.get_full_name() not in html
    assert "回访" not in html


def test_move_of_an_add_on_speaks_for_itself():
    entry = record(IntakeSubmissionFactory(), action="submission.escalate", actor=System(), data={})

    class Move:
        @staticmethod
        def resident_text(entry):
            return "代表把它提成了建议"

    class Registry:
        def get(self, kind, name):
            return type("Entry", (), {"value": Move})

    original, wording.registrar = wording.registrar, Registry
    try:
        assert wording.step(entry) == wording.Line("代表把它提成了建议")
    finally:
        wording.registrar = original


def test_merged_submission_shows_what_it_joined_and_both_codes_live(client, desks):
    main, other = Known(venue=desks.venue), Known(venue=desks.venue, content="与主件相同，但这是别人写的。")
    perform([other.submission], "submission.merge", desks.actor("head"), {"number": main.submission.number})
    perform([main.submission], "submission.accept", desks.actor("head"))
    perform([main.submission], "submission.answer", desks.actor("head"), {"reply": "已经修好。", "reply_by": "示例站"})
    response = client.get(other.url)
    html = text_of(response)
    assert response.context["now"].tag == "已答复"
    assert main.submission.number in html
    assert "已经修好。" in html
    assert main.submission.heading not in html
    assert [line.title for line in response.context["timeline"]] == [
        "示例站答复了您",
        "站里接手了",
        "和另一件相同的意见合在一起办",
        "您提交了意见",
    ]
    assert client.get(main.url).status_code == 200


def test_note_to_another_author_stays_theirs(client, desks):
    main, other = Known(venue=desks.venue), Known(venue=desks.venue)
    head = desks.actor("head")
    perform([other.submission], "submission.merge", head, {"number": main.submission.number})
    perform(
        [main.submission], "submission.reject", head, {"reason": "outside", "note": "您在电话里说的那栋楼在邗江区。"}
    )
    assert "您在电话里说的" in text_of(client.get(main.url))
    assert "您在电话里说的" not in text_of(client.get(other.url))  # even before its own case goes on


def test_reason_of_more_time_stays_with_its_author(client, desks):
    main, other = Known(venue=desks.venue), Known(venue=desks.venue)
    perform([other.submission], "submission.merge", desks.actor("head"), {"number": main.submission.number})
    perform([main.submission], "submission.accept", desks.actor("clerk"))
    perform([main.submission], "submission.ask_extension", desks.actor("clerk"), {"days": "2", "reason": "等检测"})
    granted = {"days": "2", "words": "您电话里说的井盖要定做。"}
    perform([main.submission], "submission.grant_extension", desks.actor("head"), granted)
    assert "井盖要定做" in text_of(client.get(main.url))
    html = text_of(client.get(other.url))
    assert "井盖要定做" not in html
    assert "日期延到" in html


def test_answers_given_before_it_joined_are_not_shown(client, desks):
    main, other = Known(venue=desks.venue, state="accepted"), Known(venue=desks.venue)
    head = desks.actor("head")

    def answer_and_reopen(reply: str) -> None:
        perform([main.submission], "submission.answer", head, {"reply": reply, "reply_by": "示例站"})
        IntakeSubmission.objects.filter(pk=main.submission.pk).update(reopened_count=0)
        perform([main.submission], "submission.reopen", Resident(), {"reason": f"没解决：{reply}"})

    answer_and_reopen("只给第一位的答复")
    perform([other.submission], "submission.merge", head, {"number": main.submission.number})
    answer_and_reopen("给两位的答复")
    said = [[message.text for message in client.get(known.url).context["messages_said"]] for known in (main, other)]
    assert said[0][::2] == ["只给第一位的答复", "给两位的答复"]
    assert said[1] == ["给两位的答复"]


def test_step_between_a_merge_and_a_later_look_at_the_contact_is_told(client, desks):
    main, other = Known(venue=desks.venue), Known(venue=desks.venue)
    perform([other.submission], "submission.merge", desks.actor("head"), {"number": main.submission.number})
    perform([main.submission], "submission.accept", desks.actor("head"))
    record(other.submission, action="contact.read", actor=desks.actor("head"), data={"purpose": "核实"})
    titles = [line.title for line in client.get(other.url).context["timeline"]]
    assert titles == ["站里接手了", "和另一件相同的意见合在一起办", "您提交了意见"]


def test_overdue_promise_says_so_and_names_the_phone(client, site):
    known = Known(due_on=timezone.localdate() - datetime.timedelta(days=3), venue__phone="0514-87000000")
    html = text_of(client.get(known.url))
    assert "已经过了这一天" in html
    assert 'href="tel:051487000000"' in html


def test_unpublished_venue_page_leaves_the_status_page(client, site):
    page = IntakePageFactory()
    venue_page = page.get_parent().specific
    known = Known(venue=venue_page.venue, page=page)
    venue_page.unpublish()
    page.unpublish()
    assert client.get(known.url).status_code == 200


def test_page_holds_no_contact_and_no_answers(client, site):
    known = Known(answers=[{"name": "x", "label": "门牌", "value": "秘密门牌"}])
    assert "秘密门牌" not in text_of(client.get(known.url))


def test_page_shows_its_author_the_whole_text_the_place_and_the_photos(client, site):
    known = Known(title="灯坏了", content="第一行 <b>粗</b>\n第二行", place="3 号楼 & 4 号楼")
    store_photos(submission=known.submission, images=[CleanImage(picture_bytes(), 9, 9)] * 2, stored=[])
    for query in ("", "?new=1"):
        html = text_of(client.get(known.url + query))
        assert "<p>第一行 &lt;b&gt;粗&lt;/b&gt;<br>第二行</p>" in html
        assert "3 号楼 &amp; 4 号楼" in html
        assert "2 张，只有办理的人看得到" in html
        assert ".jpg" not in html


@pytest.mark.parametrize("reason", [RejectReason.ABUSE, RejectReason.PERSONAL_DATA])
def test_sealed_text_is_not_shown_to_whoever_has_the_code(client, site, reason):
    known = Known(state=State.REJECTED, reject_reason=reason, title="", content="张三欠钱。", place="张三家")
    html = text_of(client.get(known.url))
    assert "张三" not in html
    assert "您提交的意见" in html


def test_receipt_shows_number_code_and_how_to_keep_them(client, site):
    known = Known()
    html = text_of(client.get(known.url + "?new=1"))
    for words in (known.submission.number, known.code, "截一张图", "打印这一页", f"http://testserver{known.url}"):
        assert words in html
    assert known.code not in text_of(client.get(known.url)).replace(known.url, "")


@pytest.mark.parametrize("change", [{"state": "accepted"}, {"created_at": timezone.now() - datetime.timedelta(days=2)}])
def test_bookmarked_receipt_becomes_the_status_page(client, site, change):
    known = Known(due_on=FAR, **change)
    response = client.get(known.url + "?new=1")
    assert response.context["is_new"] is False
    assert "收到了，谢谢您" not in text_of(response)
    assert response.context["now"].sentence in text_of(response)


SPELLINGS = {
    "small letters": lambda number, code: (number.lower(), code.lower()),
    "no dashes": lambda number, code: (number.replace("-", ""), code.replace("-", "")),
    "blanks": lambda number, code: (f" {number.replace('-', ' ')} ", code.replace("-", " ")),
    "other dashes": lambda number, code: (number.replace("-", "—"), code.replace("-", "·")),
    "full width": lambda number, code: (wide(number), wide(code)),
    "look-alikes": lambda number, code: (number.replace("0", "O"), code.replace("0", "o").replace("1", "l")),
    "more of them": lambda number, code: (number.replace("1", "I"), code.replace("1", "I").replace("V", "U")),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_lookup_reads_what_people_type(client, site, spelling):
    known = Known(number="GL-2026-000101")
    number, code = SPELLINGS[spelling]("GL-2026-000101", known.code)
    response = client.post("/status/", {"number": number, "code": code})
    assert (response.status_code, response["Location"]) == (303, known.url)
    assert response["Referrer-Policy"] == "no-referrer"


def wide(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


def test_wrong_number_and_wrong_code_answer_alike(client, site, monkeypatch):
    known = Known(number="GL-2026-000101")
    other = codes.make_code(uuid.uuid4())
    compared = []
    real = selectors.hmac.compare_digest
    monkeypatch.setattr(selectors.hmac, "compare_digest", lambda *pair: compared.append(pair) or real(*pair))
    answers = [
        client.post("/status/", {"number": number, "code": code})
        for number, code in [(known.submission.number, other), ("GL-2026-000999", known.code), ("x", "y")]
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert {str(answer.context["form"].errors) for answer in answers} == {str(answers[0].context["form"].errors)}
    assert list(answers[0].context["form"].errors) == ["__all__", "number", "code"]
    assert [text_of(answer).count('aria-invalid="true"') for answer in answers] == [2, 2, 2]
    paths = [f"/s/{known.submission.number}/{other}/", f"/s/GL-2026-000999/{known.code}/"]
    pages = [client.get(path) for path in paths]
    assert [page.status_code for page in pages] == [404, 404]
    assert len(compared) == 5


def test_wrong_code_is_told_at_the_fields_in_the_visitors_language(client, site):
    html = text_of(client.post("/en/status/", {"number": "GL-2026-000999", "code": "x"}))
    assert 'aria-describedby="id_code_helptext id_code_error"' in html
    assert "Please check the code against your receipt" in html
    assert 'role="alert" tabindex="-1" autofocus' in html


def test_address_without_its_last_slash_is_answered_at_once(client, site):
    known = Known()
    response = client.get(known.url.rstrip("/"))
    assert (response.status_code, response["Referrer-Policy"]) == (200, "no-referrer")
    assert response.context["link"] == f"http://testserver{known.url}"


@pytest.mark.parametrize(
    "path",
    ["/status/", "/s/GL-2026-000001/AAAA/", "/s/GL-2026-000001/AAAA", "/en/status/", "/en/s/x/y/", "/en/s/x/y"],
)
def test_status_pages_are_private(client, site, path):
    response = client.get(path)
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 422),
        ({"number": "", "code": "x"}, 422),
        ({"number": "\x00", "code": "x"}, 422),
        ({"number": "9" * 61, "code": "x"}, 422),
        ({"number": "😀", "code": "\u202e"}, 422),
        ({"number": "---", "code": "---"}, 404),
        ({"number": "GL-²⁰²⁶-000001", "code": "é" * 60}, 404),
    ],
)
def test_odd_lookup_is_answered_kindly(client, site, data, status):
    assert client.post("/status/", data).status_code == status


@pytest.mark.parametrize("number", ["😀", "x" * 3000, "%E2%80%AE", "a%0Ab", "-"])
def test_odd_address_is_answered_404(client, site, number):
    assert client.get(f"/s/{number}/{number}/").status_code == 404


def test_null_byte_in_the_address_is_refused(client, site):
    assert client.get("/s/GL-2026-000001/A%00B/").status_code == 400


@pytest.mark.parametrize("steps", [1, 3])
def test_status_page_costs_the_same_for_any_history(client, site, steps, django_assert_num_queries):
    known = Known(due_on=FAR)
    for _step in range(steps):
        record(known.submission, action="submission.accept", actor=Staff(UserFactory()), data={})
    client.get(known.url)
    with django_assert_num_queries(15):
        client.get(known.url)
