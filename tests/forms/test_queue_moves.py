"""Claims and moves from the page of one submission: where they lead, what is kept when they fail."""

import re
from urllib.parse import urlencode

import pytest

from cms.access.roles import Role
from cms.access.services import grant, revoke
from cms.kernel.actors import System
from cms.kernel.perform import perform
from cms.kernel.states import set_enabled
from forms.models import IntakeSubmission, ReferralKind, RejectReason
from forms.services.claims import claim
from tests.factories.forms import IntakeSubmissionFactory
from tests.forms.queue_pages import INDEX, bulk, listed, move, said, url


def test_claim_and_release_from_the_page(desks, signed_in):
    submission = desks.submission()
    client = signed_in("head")

    assert client.post(url("claim", submission)).url == url("detail", submission)
    submission.refresh_from_db()
    assert submission.claimed_by == desks.head

    client.post(url("release", submission))
    submission.refresh_from_db()
    assert submission.claimed_by is None


def test_move_pages_open_and_accept_stays_with_the_case(desks, signed_in):
    submission = desks.submission()
    client = signed_in("head")
    assert [client.get(move(submission, name)).status_code for name in ("accept", "reject", "merge")] == [200] * 3

    response = client.post(move(submission, "accept"))

    assert response.url == url("detail", submission)
    assert "居民会看到：已接手" in said(response)
    names = ("answer", "answer_on_spot", "refer", "merge", "escalate")
    assert [client.get(move(submission, name)).status_code for name in names] == [200] * 5


def test_a_done_case_leaves_the_list_and_the_next_is_offered(desks, signed_in):
    submission, following = desks.submission(due_on="2026-12-01"), desks.submission(due_on="2026-12-02")
    client = signed_in("head")

    response = client.post(move(submission, "reject"), {"reason": "spam"})

    assert response.url == INDEX
    assert url("detail", following) in said(response)
    assert "下一件" in said(response)
    assert listed(client.get(INDEX)) == [following.number]


def test_moves_keep_the_filters_and_the_page_of_the_list(desks, signed_in):
    submission = desks.submission(channel="box")
    desks.submission(channel="web", due_on="2026-12-01")
    following = desks.submission(channel="box")
    came_from = f"{INDEX}?channel=box&p=2"
    kept = "?" + urlencode({"next": came_from})
    client = signed_in("head")

    assert client.post(url("claim", submission) + kept).url == url("detail", submission) + kept
    assert client.post(url("release", submission) + kept).url == url("detail", submission) + kept
    assert client.post(move(submission, "accept") + kept).url == url("detail", submission) + kept
    for address in (url("detail", submission), move(submission, "answer")):
        assert kept in client.get(address + kept).content.decode()

    response = client.post(move(submission, "answer") + kept, {"reply_by": "站里", "reply": "修好了。"})

    assert response.url == came_from
    assert f"{url('detail', following)}{kept}" in said(response)
    assert client.get(move(submission, "answer") + kept).url == url("detail", submission) + kept


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/admin/", "javascript:alert(1)"])
def test_a_way_back_to_elsewhere_is_ignored(desks, signed_in, elsewhere):
    submission = desks.submission()
    kept = "?" + urlencode({"next": elsewhere})
    client = signed_in("head")

    assert elsewhere not in client.get(url("detail", submission) + kept).context["kept"]
    assert client.post(move(submission, "reject") + kept, {"reason": "spam"}).url == INDEX


def test_bad_input_keeps_what_was_typed(desks, signed_in):
    submission = desks.submission(state="accepted")

    response = signed_in("head").post(move(submission, "answer"), {"reply_by": "", "reply": "写了很久的答复"})

    assert response.status_code == 422
    assert "写了很久的答复" in response.content.decode()
    assert response.context["form"].errors.keys() == {"reply_by"}
    submission.refresh_from_db()
    assert submission.state == "accepted"


def test_another_s_claim_keeps_the_form_as_typed(desks, signed_in):
    submission = claim(submission=desks.submission(state="accepted"), actor=desks.actor("clerk"))

    response = signed_in("head").post(move(submission, "answer"), {"reply_by": "站里", "reply": "写了很久的答复"})

    assert response.status_code == 409
    assert "写了很久的答复" in response.content.decode()
    assert desks.clerk.get_full_name() in response.content.decode()
    submission.refresh_from_db()
    assert (submission.state, submission.reply) == ("accepted", "")


def test_another_s_decision_shows_the_case_as_it_is_with_what_was_typed(desks, signed_in):
    submission = desks.submission(state="accepted")
    data = {"reply_by": "站里", "reply": "先到的答复"}
    perform([submission], "submission.answer", desks.actor("clerk"), data)

    client = signed_in("head")
    response = client.post(move(submission, "answer"), {"reply_by": "站里", "reply": "晚到的答复"})

    assert response.status_code == 409
    for text in ("先到的答复", "晚到的答复", "没有保存"):
        assert text in response.content.decode()
    submission.refresh_from_db()
    assert submission.reply == "先到的答复"
    assert client.get(move(submission, "answer")).url == url("detail", submission)


def test_another_s_decision_keeps_what_was_chosen_and_typed(desks, signed_in):
    submission = desks.submission()
    perform([submission], "submission.accept", desks.actor("clerk"), {})

    data = {"reason": "outside", "note": "请向示例区反映。"}
    response = signed_in("head").post(move(submission, "reject"), data)

    labels = dict(RejectReason.choices)
    assert response.status_code == 409
    assert response.context["typed"] == [("原因", labels["outside"]), ("补充说明（选填）", "请向示例区反映。")]
    submission.refresh_from_db()
    assert (submission.state, submission.reject_reason) == ("accepted", "")


def test_kept_choices_name_no_rows_and_nothing_that_is_no_choice(desks, signed_in):
    submission = desks.submission(state="accepted")
    data = {"reply_by": "站里", "reply": "先到的答复"}
    perform([submission], "submission.answer", desks.actor("clerk"), data)

    data = {"kind": "unit", "unit": desks.unit.pk, "effort": "<b>", "outside_number": " "}
    response = signed_in("head").post(move(submission, "refer"), data)

    assert response.context["typed"] == [("转给谁", dict(ReferralKind.choices)["unit"])]


@pytest.mark.parametrize("taken", [{"state": "accepted", "referred_to": None}, {"referred_to": "other_unit"}])
def test_officer_whose_case_went_elsewhere_is_told_and_keeps_what_was_typed(desks, signed_in, taken):
    submission = desks.submission(state="referred", content="别人不该看到的话")
    client = signed_in("officer")
    assert client.get(move(submission, "answer")).status_code == 200
    taken = {name: getattr(desks, value) if value == "other_unit" else value for name, value in taken.items()}
    IntakeSubmission.objects.filter(pk=submission.pk).update(**taken)
    before = IntakeSubmission.objects.values().get(pk=submission.pk)

    response = client.post(move(submission, "answer"), {"reply_by": "示例局", "reply": "写了很久的<b>答复</b>"})

    text = response.content.decode()
    assert response.status_code == 404
    assert ("现在不归您办理" in text, "写了很久的&lt;b&gt;答复&lt;/b&gt;" in text, "没有保存" in text) == (True,) * 3
    assert (submission.number in text, "别人不该看到的话" in text) == (False, False)
    assert IntakeSubmission.objects.values().get(pk=submission.pk) == before


def test_who_never_saw_a_case_is_told_the_same_as_of_one_that_is_not(desks, signed_in):
    """An answer that differs would tell which numbers there are."""
    submission = desks.submission(state="accepted")
    client = signed_in("foreign_head")
    data = {"reply_by": "站里", "reply": "答复"}
    pages = [client.post(move(each, "answer"), data) for each in (submission, IntakeSubmission(pk=999_999))]
    assert [page.status_code for page in pages] == [404, 404]
    texts = [re.sub(r"\b\w{64}\b", "", page.content.decode()) for page in pages]
    assert texts[0] == texts[1]
    submission.refresh_from_db()
    assert (submission.state, submission.reply) == ("accepted", "")


def test_somebody_who_lost_the_role_meanwhile_keeps_what_was_typed(desks, signed_in):
    submission = desks.submission(state="accepted")
    grant(user=desks.head, role=Role.READER, venue=desks.venue, actor=System("tests"))
    revoke(user=desks.head, role=Role.VENUE_HEAD, venue=desks.venue, actor=System("tests"))
    response = signed_in("head").post(move(submission, "answer"), {"reply_by": "站里", "reply": "写了很久的答复"})
    assert (response.status_code, "写了很久的答复" in response.content.decode()) == (403, True)
    submission.refresh_from_db()
    assert (submission.state, submission.reply) == ("accepted", "")


def test_selected_cases_of_which_one_is_gone_stay_as_they_are_and_the_text_too(desks, signed_in):
    kept, gone = desks.submission(), IntakeSubmissionFactory(venue=desks.elsewhere)
    data = {"id": [kept.pk, gone.pk], "reason": "other", "note": "写了很久的说明"}
    response = signed_in("head").post(bulk("reject"), data)
    assert (response.status_code, "写了很久的说明" in response.content.decode()) == (404, True)
    assert "其他" not in response.content.decode()  # a choice is not text
    assert set(IntakeSubmission.objects.values_list("state", flat=True)) == {"screening"}


def test_escalated_cases_are_answered_while_the_add_on_is_off(desks, signed_in):
    set_enabled(plugin_id="suggestions", site=desks.venue.site, is_enabled=False, actor=System("tests"))
    escalated, accepted = desks.submission(state="escalated"), desks.submission(state="accepted")
    client = signed_in("district")

    assert listed(client.get(INDEX, {"state": "escalated"})) == [escalated.number]
    offered = [each.name for each, _ in client.get(url("detail", accepted)).context["moves"]]
    of_the_core = ("answer", "answer_on_spot", "refer", "pass_on", "merge", "ask_extension", "pause")
    assert offered == [f"submission.{name}" for name in of_the_core]
    assert client.get(move(accepted, "escalate")).status_code == 404
    assert client.get(f"{bulk('escalate')}?id={accepted.pk}").status_code == 404

    client.post(move(escalated, "answer_escalated"), {"reply_by": "代表工委", "reply": "已列入计划。"})

    escalated.refresh_from_db()
    assert (escalated.state, escalated.reply) == ("answered", "已列入计划。")


def test_merge_offers_what_is_open_beside(desks, signed_in):
    submission, beside = desks.submission(), desks.submission(title="同一盏灯")
    desks.submission(state="closed")
    desks.submission(reject_reason="abuse", title="不该看到的标题")
    IntakeSubmissionFactory(venue=desks.elsewhere)

    page = signed_in("head").get(move(submission, "merge")).content.decode()

    assert re.findall(r'<option value="(.+?)">(.+?)</option>', page) == [(beside.number, "同一盏灯")]


@pytest.mark.parametrize(
    ("data", "focused"), [(None, "reply"), ({"reply_by": "站里"}, "reply"), ({"reply": "好"}, "reply_by")]
)
def test_the_keyboard_starts_where_something_is_missing(desks, signed_in, data, focused):
    address = move(desks.submission(state="accepted"), "answer")
    client = signed_in("head")

    page = (client.get(address) if data is None else client.post(address, data)).content.decode()

    [tag] = re.findall(r"<[^>]+autofocus[^>]*>", page)
    assert f'name="{focused}"' in tag
