"""What an author does on the status page: without session, cookie or script, with the code in the address."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.kernel.exceptions import Failed
from cms.kernel.models import AuditEntry, Event
from cms.kernel.perform import perform
from forms.models import IntakeSubmission, State, SubmissionContact, SubmissionMessage
from forms.reach import Reach
from forms.services.contacts import store_contact
from forms.views import status_acts
from forms.views.resident_acts import ACTS
from tests.forms.test_fuzz import FUZZED, TEXT
from tests.forms.test_move_permissions import everything
from tests.forms.test_status import Known, text_of

pytestmark = pytest.mark.django_db

REPLIED = {"reply": "已更换灯泡。", "reply_by": "示例单位"}
POSSIBLE = {  # by the state, with consent given and nothing said before
    State.SCREENING: ["add", "withdraw", "keep-private"],
    State.REJECTED: ["keep-private"],
    State.MERGED: ["add", "keep-private"],
    State.ACCEPTED: ["add", "withdraw", "keep-private"],
    State.REFERRED: ["add", "withdraw", "keep-private"],
    State.ANSWERED: ["rate", "unsolved", "keep-private"],
    State.ESCALATED: ["add", "withdraw", "keep-private"],
    State.WITHDRAWN: ["keep-private"],
    State.CLOSED: ["unsolved", "keep-private"],
}
DATA = {
    "rate": {"rating": "mostly_satisfied", "reason": "快了些就更好"},
    "unsolved": {"reason": "巷尾那盏还不亮"},
    "review": {"reason": "还是不亮"},
    "add": {"text": "今天又灭了一盏"},
    "withdraw": {},
    "keep-private": {},
    "erase-contact": {},
}


def answered(state="answered", **kwargs) -> Known:
    return Known(state=state, replied_at=timezone.now(), due_on=None, **{**REPLIED, **kwargs})


def known_for(slug: str) -> Known:
    """A submission with which the act is possible."""
    if slug in ("rate", "unsolved", "review"):
        return answered(publish_consent=True, reopened_count=int(slug == "review"))
    known = Known(publish_consent=True)
    if slug == "erase-contact":
        store_contact(submission=known.submission, reach=Reach("phone", "13800000000"))
    return known


def all_rows() -> tuple:
    return (*everything(), SubmissionMessage.objects.count(), SubmissionContact.objects.count())


def sent(client, known, slug: str, **data):
    return client.post(f"{known.url}{slug}/", data)


# --- Offers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", POSSIBLE)
def test_each_state_offers_what_is_possible(client, site, state):
    main = Known(state="accepted").submission if state == State.MERGED else None
    known = Known(state=state, publish_consent=True, merged_into=main, replied_at=timezone.now(), **REPLIED)
    response = client.get(known.url)
    assert [offer.act.slug for offer in response.context["offers"]] == POSSIBLE[state]
    html = text_of(response)
    assert [slug for slug in ACTS if f'href="{known.url}{slug}/"' in html] == POSSIBLE[state]


def test_who_joined_it_says_what_the_common_answer_is_worth(client, site):
    main = answered().submission
    known = Known(state="merged", merged_into=main)
    assert [offer.act.slug for offer in client.get(known.url).context["offers"]] == ["rate", "unsolved"]
    sent(client, known, "unsolved", reason="我这边没修")
    response = client.get(known.url)
    assert response.context["now"].tag == "重新办理"
    assert text_of(response).count("我这边没修") == 1


def test_who_joined_it_sees_that_the_office_was_asked(client, site):
    known = Known(state="merged", merged_into=answered().submission, reopened_count=1)
    sent(client, known, "review", reason="还是没修")
    assert client.get(known.url).context["now"].tag == "等复核"


def test_consent_is_taken_back_by_those_who_gave_it(client, site):
    assert [offer.act.slug for offer in client.get(Known().url).context["offers"]] == ["add", "withdraw"]


def test_days_are_told(client, site):
    html = text_of(client.get(answered().url))
    for days, words in ((7, "{} 前（含当天）可以评价"), (30, "最迟 {} 告诉我们")):
        day = timezone.localdate() + timedelta(days=days)
        assert words.format(f"{day.month}月{day.day}日") in html.replace(f"{day.year}年", "")


def test_receipt_has_one_thing_to_do(client, site):
    assert "撤回" not in text_of(client.get(Known().url + "?new=1"))


# --- Asking and doing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ACTS)
def test_asking_changes_nothing(client, site, slug):
    known = known_for(slug)
    before = all_rows()
    response = client.get(f"{known.url}{slug}/")
    assert response.status_code == 200
    html = text_of(response)
    assert str(ACTS[slug].heading) in html
    assert str(ACTS[slug].button) in html
    assert f'href="{known.url}"' in html
    assert all_rows() == before


@pytest.mark.parametrize("slug", ACTS)
def test_doing_leads_back_and_says_so(client, site, slug):
    known = known_for(slug)
    response = sent(client, known, slug, **DATA[slug])
    assert (response.status_code, response["Location"]) == (303, f"{known.url}?done={slug}")
    assert str(ACTS[slug].done) in text_of(client.get(response["Location"]))
    assert AuditEntry.objects.filter(action=ACTS[slug].move, actor_kind="resident").count() == 1
    assert Event.objects.filter(name=ACTS[slug].move).count() == 1


def test_done_is_said_only_of_what_was_just_done(client, site):
    known = Known()
    said = str(ACTS["add"].done)
    assert said not in text_of(client.get(f"{known.url}?done=add"))
    sent(client, known, "add", text="又灭了")
    assert said in text_of(client.get(f"{known.url}?done=add"))
    assert str(ACTS["withdraw"].done) not in text_of(client.get(f"{known.url}?done=withdraw"))
    AuditEntry.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert said not in text_of(client.get(f"{known.url}?done=add"))


def test_done_is_not_said_once_something_else_happened(client, desks):
    known = Known(venue=desks.venue, state="screening")
    sent(client, known, "add", text="又灭了")
    perform([known.submission], "submission.accept", desks.actor("head"))
    assert str(ACTS["add"].done) not in text_of(client.get(f"{known.url}?done=add"))


@pytest.mark.parametrize("slug", ACTS)
def test_sending_twice_makes_one_move(client, site, slug):
    known = known_for(slug)
    first = sent(client, known, slug, **DATA[slug])
    before = all_rows()
    second = sent(client, known, slug, **DATA[slug])
    assert (second.status_code, second["Location"]) == (303, first["Location"])
    assert all_rows() == before


@pytest.mark.parametrize("slug", ACTS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_wrong_code_does_nothing(client, site, slug, method):
    known, other = known_for(slug), Known()
    before = all_rows()
    for url in (f"/s/{known.submission.number}/{other.code}/{slug}/", f"/s/GL-2026-009999/{known.code}/{slug}/"):
        response = getattr(client, method)(url, DATA[slug])
        assert response.status_code == 404
        assert "没有找到。编号或查询码可能有一个不对" in text_of(response)
        assert known.submission.heading not in text_of(response)
    assert all_rows() == before


@pytest.mark.parametrize("slug", ["escalate", "close", "submission-accept"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_act_that_there_is_not_leads_to_the_status_page(client, site, slug, method):
    known = Known()
    before = all_rows()
    response = getattr(client, method)(f"{known.url}{slug}/")
    assert (response.status_code, response["Location"]) == (303, known.url)
    assert all_rows() == before


def test_page_of_an_act_that_is_past_leads_to_the_status_page(client, site):
    known = answered("closed")
    response = client.get(f"{known.url}withdraw/")
    assert (response.status_code, response["Location"]) == (303, known.url)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, site, method):
    assert getattr(client, method)(f"{Known().url}withdraw/").status_code == 405


@pytest.mark.parametrize("path", ["add/", "add"])
def test_acts_are_private(client, site, path):
    response = client.get(Known().url + path)
    assert response.status_code == 200
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


def test_no_token_is_asked_for(site):
    known = Known()
    assert sent(Client(enforce_csrf_checks=True), known, "withdraw").status_code == 303


# --- Bad input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "data", "field", "message"),
    [
        ("rate", {"reason": "写了话"}, "rating", "请选一项"),
        ("rate", {"rating": "great", "reason": "写了话"}, "rating", "请从三项里选一项"),
        ("rate", {"rating": "satisfied", "reason": "写" * 501}, "reason", "最多 500 字，现在有 501 字"),
        ("unsolved", {"reason": "  "}, "reason", "请写哪里没有解决，几个字也行"),
        ("review", {}, "reason", "请写哪里没有解决，几个字也行"),
        ("add", {}, "text", "请写要补充的，几个字也行"),
        ("add", {"text": "写" * 1001}, "text", "最多 1000 字，现在有 1001 字"),
        ("add", {"text": "写\x07了"}, "text", "含有不能保存的特殊字符，请删去后再试。"),
    ],
)
def test_bad_input_is_told_at_the_field_and_kept(client, site, slug, data, field, message):
    known = known_for(slug)
    before = all_rows()
    response = sent(client, known, slug, **data)
    assert response.status_code == 422
    assert dict(response.context["form"].errors) == {field: [message]}
    html = text_of(response)
    assert 'aria-invalid="true"' in html
    for value in data.values():
        assert value.strip() in html or value == "great"
    assert all_rows() == before


@FUZZED
@given(slug=st.sampled_from(sorted(ACTS)) | TEXT, fields=st.dictionaries(TEXT, TEXT, max_size=3), typed=TEXT)
def test_acts_never_break(client, site, slug, fields, typed):
    known = answered(publish_consent=True)
    url = f"{known.url}{quote(slug.replace('/', '') or 'x')}/"
    response = client.post(url, {**fields, "rating": typed, "reason": typed, "text": typed})
    assert response.status_code in {303, 400, 404, 409, 422}


# --- What stands in the way ---------------------------------------------------------------------------------------


def test_act_that_came_too_late_says_so_and_keeps_what_was_typed(client, desks):
    known = Known(venue=desks.venue, state="accepted")
    data = {"reply": "已修好。", "reply_by": "示例站"}
    perform([known.submission], "submission.answer", desks.actor("head"), data)
    before = all_rows()
    response = sent(client, known, "add", text="今天又灭了 <b>一盏</b>")
    assert response.status_code == 409
    html = text_of(response)
    assert "这一步没有做，下面是现在的情况。" in html
    assert "今天又灭了 &lt;b&gt;一盏&lt;/b&gt;" in html
    assert "已修好。" in html
    assert [offer.act.slug for offer in response.context["offers"]] == ["rate", "unsolved"]
    assert all_rows() == before


def test_second_rating_is_told_the_first(client, site):
    known = answered(rating="satisfied")
    response = sent(client, known, "rate", rating="dissatisfied", reason="其实没修")
    assert response.status_code == 409
    assert "这次答复您已经评过了：满意。" in text_of(response)
    assert "其实没修" in text_of(response)


def test_failure_of_ours_is_told_and_changes_nothing(client, site, monkeypatch):
    def fail(*args):
        raise Failed("没有做成，什么都没有改变。")

    known = Known()
    before = all_rows()
    monkeypatch.setattr(status_acts, "perform", fail)
    response = sent(client, known, "add", text="今天又灭了")
    assert response.status_code == 500
    assert "没有做成，什么都没有改变。" in text_of(response)
    assert "今天又灭了" in text_of(response)
    assert all_rows() == before


# --- What is read afterwards --------------------------------------------------------------------------------------


def test_author_reads_own_words_in_order(client, site):
    known = Known()
    for text in ("第一次补充", "第二次补充 <i>"):
        sent(client, known, "add", text=text)
    html = text_of(client.get(known.url))
    assert html.index("第一次补充") < html.index("第二次补充 &lt;i&gt;")
    assert [line.title for line in client.get(known.url).context["timeline"]][:2] == ["您补充了情况"] * 2


def test_reopened_one_shows_the_earlier_answer_and_the_reason(client, site):
    known = answered()
    sent(client, known, "unsolved", reason="巷尾那盏还不亮")
    response = client.get(known.url)
    assert response.context["now"].tag == "重新办理"
    kinds = [message.kind for message in response.context["messages_said"]]
    assert kinds == ["reply", "unsolved"]
    assert "已更换灯泡。" in text_of(response)


def test_office_s_words_reach_the_author(client, desks):
    known = answered(reopened_count=1, venue=desks.venue)
    sent(client, known, "review", reason="还是不亮")
    assert client.get(known.url).context["now"].tag == "等复核"
    submission = IntakeSubmission.objects.get()
    perform([submission], "submission.uphold", desks.actor("district"), {"note": "现场看过，灯已全亮。"})
    response = client.get(known.url)
    assert "代表工委复核过，维持这次答复。" in text_of(response)
    assert "现场看过，灯已全亮。" in text_of(response)
    assert [offer.act.slug for offer in response.context["offers"]] == ["rate"]


def test_others_words_stay_theirs(client, desks):
    main, other = Known(venue=desks.venue), Known(venue=desks.venue)
    perform([other.submission], "submission.merge", desks.actor("head"), {"number": main.submission.number})
    sent(client, main, "add", text="主件的人补充的")
    sent(client, other, "add", text="并件的人补充的")
    assert "并件的人补充的" not in text_of(client.get(main.url))
    response = client.get(other.url)
    assert "主件的人补充的" not in text_of(response)
    assert [line.title for line in response.context["timeline"]][0] == "您补充了情况"
    assert [line.title for line in response.context["timeline"]].count("您补充了情况") == 1


def test_sealed_one_shows_no_words(client, site):
    known = Known()
    sent(client, known, "add", text="张三欠钱")
    IntakeSubmission.objects.update(state="rejected", reject_reason="personal_data")
    assert "张三欠钱" not in text_of(client.get(known.url))


@pytest.mark.parametrize("count", [1, 3])
def test_words_cost_the_same_however_many(client, site, count, django_assert_num_queries):
    known = answered()
    for turn in range(count):
        SubmissionMessage.objects.create(submission=known.submission, kind="added", text=f"第 {turn} 次")
    client.get(known.url)
    with django_assert_num_queries(14):
        client.get(known.url)
