"""The pages of the queue: who reaches them, what they show, what they keep, what they cost."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.kernel.actors import System
from cms.kernel.audit import history
from cms.kernel.models import AuditEntry
from cms.kernel.perform import perform
from cms.kernel.states import set_enabled
from forms.models import IntakeSubmission
from forms.reach import recognise
from forms.selectors import queue
from forms.services.claims import claim
from forms.services.contacts import store_contact
from forms.views.queue_home import QueueMenuItem
from tests.factories.forms import IntakeSubmissionFactory

INDEX = reverse("liaison_queue:index")


def url(name: str, submission) -> str:
    return reverse(f"liaison_queue:{name}", args=[submission.pk])


def move(submission, name: str) -> str:
    return reverse("liaison_queue:move", args=[submission.pk, f"submission.{name}"])


def bulk(name: str) -> str:
    return reverse("liaison_queue:bulk", args=[f"submission.{name}"])


def listed(response) -> list[str]:
    assert response.status_code == 200
    return [submission.number for submission in response.context["object_list"]]


def said(response) -> str:
    return "".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def signed_in(desks, client):
    """Sign in by the name of a desk; returns the client."""

    def sign_in(name: str):
        client.force_login(getattr(desks, name))
        return client

    return sign_in


# --- The list -----------------------------------------------------------------------------------------------------


def test_index_shows_what_waits_oldest_due_first(desks, signed_in):
    later = desks.submission(due_on="2026-12-20")
    sooner = desks.submission(state="accepted", due_on="2026-12-10")
    desks.submission(state="closed")
    IntakeSubmissionFactory(venue=desks.elsewhere)

    assert listed(signed_in("head").get(INDEX)) == [sooner.number, later.number]


def test_index_shows_each_desk_its_own(desks, signed_in):
    new, referred = desks.submission(), desks.submission(state="referred")
    foreign = IntakeSubmissionFactory(venue=desks.elsewhere)

    assert listed(signed_in("deputy").get(INDEX)) == [new.number]
    assert listed(signed_in("officer").get(INDEX)) == [referred.number]
    assert listed(signed_in("foreign_officer").get(INDEX, {"scope": "all"})) == []
    assert listed(signed_in("district").get(INDEX)) == [new.number, foreign.number]
    assert listed(signed_in("auditor").get(INDEX)) == []
    assert listed(signed_in("auditor").get(INDEX, {"scope": "all"})) == [new.number, referred.number, foreign.number]


def test_index_brings_back_what_was_referred_and_is_overdue(desks, signed_in):
    today = timezone.localdate()
    overdue = desks.submission(state="referred", due_on=today - datetime.timedelta(days=1))
    desks.submission(state="referred", due_on=today)

    assert listed(signed_in("head").get(INDEX)) == [overdue.number]
    assert listed(signed_in("deputy").get(INDEX)) == []


def test_index_is_closed_to_those_without_a_desk(desks, signed_in):
    assert signed_in("editor").get(INDEX).status_code == 403


def test_index_filters(desks, signed_in):
    today = timezone.localdate()
    overdue = desks.submission(due_on=today - datetime.timedelta(days=1), channel="box")
    due_today = desks.submission(due_on=today)
    referred = desks.submission(state="referred", due_on=today + datetime.timedelta(days=30))
    mine = claim(submission=due_today, actor=desks.actor("head"))
    client = signed_in("head")

    assert listed(client.get(INDEX, {"due": "overdue"})) == [overdue.number]
    assert listed(client.get(INDEX, {"due": "today"})) == [due_today.number]
    assert listed(client.get(INDEX, {"channel": "box"})) == [overdue.number]
    assert listed(client.get(INDEX, {"claim": "mine"})) == [mine.number]
    assert listed(client.get(INDEX, {"claim": "free"})) == [overdue.number]
    assert listed(client.get(INDEX, {"scope": "waiting", "state": "referred"})) == [referred.number]
    assert listed(client.get(INDEX, {"scope": "open", "referred_to": desks.unit.pk})) == [referred.number]
    assert listed(client.get(INDEX, {"venue": desks.venue.pk})) == [overdue.number, due_today.number]


def test_index_offers_no_foreign_venue_as_a_filter(desks, signed_in):
    response = signed_in("head").get(INDEX, {"venue": desks.elsewhere.pk})

    assert [venue.pk for venue in response.context["filters"].form.fields["venue"].queryset] == [desks.venue.pk]


@pytest.mark.parametrize("query", ["scope=nonsense", "venue=abc", "venue=99999999999999999999", "due=x", "p=zzz"])
def test_index_answers_queries_that_mean_nothing(desks, signed_in, query):
    assert signed_in("head").get(f"{INDEX}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["state=%00", "q=%00"])
def test_index_refuses_null_bytes(desks, signed_in, query):
    assert signed_in("head").get(f"{INDEX}?{query}").status_code == 400


def test_search_by_number_and_by_words_looks_through_everything(desks, signed_in):
    closed = desks.submission(state="closed", content="井盖松动，车一过就响。")
    desks.submission(content="别的事。")
    client = signed_in("head")

    assert listed(client.get(INDEX, {"q": closed.number.lower()})) == [closed.number]
    assert listed(client.get(INDEX, {"q": "井盖"})) == [closed.number]
    assert listed(client.get(INDEX, {"q": closed.number[:-1]})) == []


def test_hidden_text_is_the_office_s_alone(desks, signed_in):
    hidden = desks.submission(title="不该看到的标题", content="不该看到的话", state="rejected", reject_reason="abuse")

    client = signed_in("head")
    assert listed(client.get(INDEX, {"q": "不该看到"})) == []
    for page in (client.get(INDEX, {"scope": "all"}), client.get(url("detail", hidden))):
        assert page.status_code == 200
        assert "不该看到" not in page.content.decode()

    client = signed_in("district")
    assert listed(client.get(INDEX, {"q": "不该看到"})) == [hidden.number]
    assert "不该看到的话" in client.get(url("detail", hidden)).content.decode()


def queries_of(client, address: str) -> int:
    """How many queries the page costs once sites and content types are known."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_index_costs_the_same_for_one_row_and_thirty(desks, signed_in):
    client = signed_in("district")
    held = {"claimed_by": desks.head, "claimed_until": timezone.now() + datetime.timedelta(minutes=5)}
    desks.submission(state="accepted", **held)
    for_one = queries_of(client, INDEX)

    for _ in range(29):
        desks.submission(state="accepted", **held)

    assert queries_of(client, INDEX) == for_one
    assert len(listed(client.get(INDEX))) == 30


def test_rows_cost_one_query(desks, django_assert_num_queries):
    for count in (1, 3):
        while IntakeSubmission.objects.count() < count:
            desks.submission(state="referred", claimed_by=desks.head)
        with django_assert_num_queries(1):
            rows = list(queue.rows_for(desks.district))
            assert {(row.venue.name, row.referred_to.name, row.claimed_by.username) for row in rows} == {
                (desks.venue.name, desks.unit.name, desks.head.username)
            }
        assert len(rows) == count


# --- One submission -----------------------------------------------------------------------------------------------


def test_detail_shows_text_answers_and_history(desks, signed_in):
    submission = desks.submission(answers=[{"name": "since", "label": "多久了", "value": "三天"}])
    perform([submission], "submission.accept", desks.actor("clerk"))

    page = signed_in("head").get(url("detail", submission)).content.decode()

    for text in (submission.content, submission.place, "多久了", "三天", "受理", desks.clerk.get_full_name()):
        assert text in page


def test_detail_costs_the_same_for_a_short_history_and_a_long_one(desks, signed_in):
    submission = desks.submission()
    perform([submission], "submission.accept", desks.actor("head"))
    client = signed_in("district")
    for_short = queries_of(client, url("detail", submission))

    for _ in range(3):
        entry = history(submission).last()
        entry.pk = None
        entry.save()
        desks.submission(state="merged", merged_into=submission)

    assert queries_of(client, url("detail", submission)) == for_short


@pytest.mark.parametrize("who", ["foreign_head", "foreign_deputy", "officer", "foreign_officer"])
def test_foreign_submissions_are_not_found_anywhere(desks, signed_in, who):
    submission = desks.submission()
    client = signed_in(who)
    before = IntakeSubmission.objects.filter(pk=submission.pk).values().get()
    posts = [url(name, submission) for name in ("claim", "release", "contact")]
    posts += [move(submission, "accept"), f"{bulk('decline')}?id={submission.pk}"]
    gets = [url("detail", submission), move(submission, "accept"), f"{bulk('decline')}?id={submission.pk}"]

    assert {client.get(address).status_code for address in gets} == {404}
    assert {client.post(address).status_code for address in posts} == {404}
    assert IntakeSubmission.objects.filter(pk=submission.pk).values().get() == before
    assert AuditEntry.objects.filter(object_pk=str(submission.pk), action__startswith="submission").count() == 0


def test_unknown_submissions_and_moves_are_not_found(desks, signed_in):
    client, submission = signed_in("head"), desks.submission()

    assert client.get(reverse("liaison_queue:detail", args=[10**20])).status_code == 404
    assert client.get(move(submission, "fly")).status_code == 404
    assert client.get(reverse("liaison_queue:move", args=[submission.pk, "suggestion.close"])).status_code == 404


def test_reader_sees_but_is_denied_every_move(desks, signed_in):
    client, submission = signed_in("reader"), desks.submission()

    assert client.get(url("detail", submission)).context["moves"] == []
    assert client.get(move(submission, "accept")).status_code == 403
    assert client.post(move(submission, "accept")).status_code == 403
    submission.refresh_from_db()
    assert submission.state == "screening"


def test_contact_is_shown_after_a_click_that_is_logged(desks, signed_in):
    submission = desks.submission()
    store_contact(submission=submission, reach=recognise("13800000000"))

    client = signed_in("head")
    assert "13800000000" not in client.get(url("detail", submission)).content.decode()
    assert client.get(url("contact", submission)).status_code == 405
    assert "13800000000" in client.post(url("contact", submission)).content.decode()
    assert [(entry.action, entry.actor_user) for entry in history(submission)] == [("contact.read", desks.head)]

    assert signed_in("clerk").post(url("contact", submission)).status_code == 403
    assert history(submission).count() == 1


# --- Claims and moves ---------------------------------------------------------------------------------------------


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


# --- Many at once -------------------------------------------------------------------------------------------------


def test_selected_ones_are_listed_and_moved_together(desks, signed_in):
    both = [desks.submission(state="escalated") for _ in range(2)]
    client = signed_in("district")
    query = "&".join(f"id={submission.pk}" for submission in both)

    page = client.get(f"{bulk('decline')}?{query}").content.decode()
    assert all(submission.number in page for submission in both)

    response = client.post(bulk("decline"), {"id": [each.pk for each in both], "reason": "没有代表领衔"})

    assert response.url == INDEX
    assert [each.state for each in IntakeSubmission.objects.filter(pk__in=[each.pk for each in both])] == (
        ["accepted"] * 2
    )


def test_selected_ones_move_all_or_none(desks, signed_in):
    good, stale = desks.submission(state="escalated"), desks.submission(state="accepted")

    response = signed_in("district").post(bulk("decline"), {"id": [good.pk, stale.pk], "reason": "没有代表领衔"})

    assert response.status_code == 409
    assert "没有代表领衔" in response.content.decode()
    good.refresh_from_db()
    assert good.state == "escalated"


@pytest.mark.parametrize("query", ["id=abc", "id=99999999999999999999", "id=0", "id=-1"])
def test_selection_of_the_unknown_is_not_found(desks, signed_in, query):
    assert signed_in("district").get(f"{bulk('decline')}?{query}").status_code == 404


def test_selection_of_nothing_leads_back(desks, signed_in):
    assert signed_in("district").get(bulk("decline")).url == INDEX


def test_single_moves_take_no_selection(desks, signed_in):
    submission = desks.submission()
    assert signed_in("district").get(f"{bulk('accept')}?id={submission.pk}").status_code == 404


# --- Menu and home page -------------------------------------------------------------------------------------------


def test_home_page_counts_what_waits(desks, signed_in):
    desks.submission(due_on=timezone.localdate() - datetime.timedelta(days=1))
    desks.submission()

    page = signed_in("head").get(reverse("wagtailadmin_home")).content.decode()

    assert "等待处理 2 件" in page
    assert "逾期 1 件" in page
    assert "等待处理" not in signed_in("editor").get(reverse("wagtailadmin_home")).content.decode()


def test_menu_item_says_how_many_wait(desks, rf):
    desks.submission()
    request = rf.get("/")
    item = QueueMenuItem("社情民意", INDEX, name="submissions")

    request.user = desks.head
    assert item.is_shown(request)
    assert item.render_component(request).attrs == {
        "data-liaison-count": "1",
        "aria-label": "社情民意，1 件等您处理",
    }
    request.user = desks.reader
    assert item.render_component(request).attrs == {}
    request.user = desks.editor
    assert not item.is_shown(request)


# --- Without the suggestions add-on -------------------------------------------------------------------------------


def test_escalated_cases_are_answered_while_the_add_on_is_off(desks, signed_in):
    set_enabled(plugin_id="suggestions", site=desks.venue.site, is_enabled=False, actor=System("tests"))
    escalated, accepted = desks.submission(state="escalated"), desks.submission(state="accepted")
    client = signed_in("district")

    assert listed(client.get(INDEX, {"state": "escalated"})) == [escalated.number]
    offered = [each.name for each, _ in client.get(url("detail", accepted)).context["moves"]]
    assert offered == [f"submission.{name}" for name in ("answer", "answer_on_spot", "refer", "merge")]
    assert client.get(move(accepted, "escalate")).status_code == 404
    assert client.get(f"{bulk('escalate')}?id={accepted.pk}").status_code == 404

    client.post(move(escalated, "answer_escalated"), {"reply_by": "代表工委", "reply": "已列入计划。"})

    escalated.refresh_from_db()
    assert (escalated.state, escalated.reply) == ("answered", "已列入计划。")
