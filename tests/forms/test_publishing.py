"""Publishing what somebody said: prepared at the desk, reviewed by the office, with the author's consent alone."""

import pytest
from django.db import transaction
from django.urls import reverse

from cms.kernel.actors import Resident, Staff
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.models import AuditEntry, Event
from cms.kernel.perform import available_transitions, blank_form, find, perform, prepare
from forms import codes
from forms.models import GramFrequency, IntakeSubmission, MatterGrams, PublicDraft, PublicMatter
from forms.reach import Reach
from forms.selectors.rights import waiting_for
from forms.services.contacts import store_contact
from tests.factories.liaison_pages import VenuePageFactory
from tests.forms.test_move_permissions import DESK, EVERYBODY, OFFICE

pytestmark = pytest.mark.django_db

TEXTS = {
    "title": "巷口路灯不亮",
    "place": "示例巷口",
    "said": "巷口的路灯坏了，晚上看不见台阶。",
    "done": "线路已换，灯亮了。",
    "done_by": "示例城管局",
}
REVIEWED = {**TEXTS, "is_reviewed": "on"}
OUTDATED = "公众还看到正在办，请更新公开内容"
MOVES = ("prepare_publication", "publish", "return_publication", "take_down")


def answered(desks, **kwargs):
    given = {
        "state": "closed",
        "publish_consent": True,
        "reply": "已换线路，灯亮了。",
        "reply_by": "示例城管局",
        **kwargs,
    }
    return desks.submission(**given)


def move(submission, name: str, user, data=None):
    [fresh] = perform([submission], f"submission.{name}", Staff(user), data or {})
    return fresh


def prepared(desks, **kwargs):
    return move(answered(desks, **kwargs), "prepare_publication", desks.head, TEXTS)


def published(desks, **kwargs):
    return move(prepared(desks, **kwargs), "publish", desks.district, REVIEWED)


def public() -> list[tuple]:
    fields = ("title", "place", "said", "done", "done_by", "progress")
    return list(PublicMatter.objects.filter(is_public=True).values_list(*fields))


def everything() -> tuple:
    return (
        list(IntakeSubmission.objects.order_by("pk").values()),
        list(PublicDraft.objects.order_by("pk").values()),
        list(PublicMatter.objects.order_by("pk").values()),
        list(MatterGrams.objects.order_by("pk").values()),
        list(GramFrequency.objects.order_by("pk").values()),
        AuditEntry.objects.count(),
        Event.objects.count(),
    )


# --- The way --------------------------------------------------------------------------------------------------------


def test_the_desk_prepares_the_office_reviews_and_the_public_reads(desks):
    submission = prepared(desks)
    assert (submission.publication, public()) == ("waiting", [])

    submission = move(submission, "publish", desks.district, {**REVIEWED, "title": "巷口的路灯"})

    assert submission.publication == "published"
    assert public() == [("巷口的路灯", "示例巷口", TEXTS["said"], TEXTS["done"], "示例城管局", "done")]


def test_the_office_does_both_at_once(desks):
    submission = move(answered(desks), "prepare_publication", desks.district, REVIEWED)

    assert submission.publication == "published"
    assert len(public()) == 1


def test_the_desk_cannot_review_its_own_text(desks):
    submission = move(answered(desks), "prepare_publication", desks.head, REVIEWED)

    assert (submission.publication, public()) == ("waiting", [])


def test_without_the_tick_nothing_goes_public(desks):
    submission = prepared(desks)
    before = everything()

    with pytest.raises(InvalidMove):
        move(submission, "publish", desks.district, TEXTS)

    assert everything() == before


def test_what_is_sent_back_is_mended_and_reviewed_again(desks):
    submission = move(prepared(desks), "return_publication", desks.district, {"reason": "请删去第二句"})
    assert submission.publication == "returned"
    assert submission.public_draft.note == "请删去第二句"
    assert submission in waiting_for(desks.head)

    submission = move(submission, "prepare_publication", desks.head, {**TEXTS, "said": "巷口的路灯坏了。"})

    assert submission.publication == "waiting"
    assert PublicDraft.objects.get().note == ""
    assert submission in waiting_for(desks.district)
    assert submission not in waiting_for(desks.head)


def test_what_is_taken_down_leaves_no_word_behind(desks):
    submission = move(published(desks), "take_down", desks.district, {"reason": "有人认出来了"})

    assert submission.publication == "taken_down"
    matter = PublicMatter.objects.get()
    texts = (matter.title, matter.place, matter.said, matter.done, matter.done_by)
    assert (matter.is_public, texts) == (False, ("",) * 5)
    assert MatterGrams.objects.count() == 0
    assert set(GramFrequency.objects.values_list("count", flat=True)) == {0}
    assert AuditEntry.objects.filter(action="submission.take_down").get().data == {"reason": "有人认出来了"}


def test_published_again_it_has_the_same_address(desks):
    submission = published(desks)
    code = PublicMatter.objects.get().code
    submission = move(submission, "take_down", desks.district, {"reason": "改一改"})

    move(submission, "prepare_publication", desks.district, REVIEWED)

    assert PublicMatter.objects.get(is_public=True).code == code


def test_grams_are_counted_once_however_often_it_is_published(desks):
    submission = published(desks)
    move(submission, "prepare_publication", desks.district, REVIEWED)

    assert set(GramFrequency.objects.values_list("count", flat=True)) == {1}
    assert len(MatterGrams.objects.get().grams) == GramFrequency.objects.count() - 1


# --- Consent --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["prepare_publication", "publish"])
def test_without_consent_nothing_is_published(desks, name):
    submission = prepared(desks) if name == "publish" else answered(desks)
    IntakeSubmission.objects.update(publish_consent=False)
    before = everything()

    with pytest.raises(Conflict):
        move(submission, name, desks.district, REVIEWED)

    assert everything() == before


@pytest.mark.parametrize("stage", [prepared, published])
def test_consent_taken_back_takes_the_text_away_at_once(desks, stage):
    submission = stage(desks)

    [submission] = perform([submission], "submission.withdraw_consent", Resident())

    assert public() == []
    assert PublicDraft.objects.count() == 0
    assert submission.publication == ("taken_down" if stage is published else "")
    assert "submission.publish" not in {
        each.name for each in available_transitions([submission], Staff(desks.district))
    }


def test_withdrawn_by_its_author_it_is_public_no_more(desks):
    submission = move(answered(desks, state="accepted", reply=""), "prepare_publication", desks.district, REVIEWED)
    assert len(public()) == 1

    perform([submission], "submission.withdraw", Resident())

    assert public() == []


# --- Who ------------------------------------------------------------------------------------------------------------


def subject(desks, name: str):
    return {"publish": prepared, "return_publication": prepared, "take_down": published}.get(name, answered)(desks)


@pytest.mark.parametrize("name", MOVES)
def test_moves_are_made_by_those_who_may_and_a_denial_changes_nothing(desks, name):
    submission = subject(desks, name)
    data = {**REVIEWED, "reason": "原因"}
    before, made = everything(), set()
    for who in EVERYBODY:
        point = transaction.savepoint()
        try:
            move(submission, name, getattr(desks, who), data)
            made.add(who)
        except Denied:
            assert everything() == before
        transaction.savepoint_rollback(point)

    assert made == (DESK if name == "prepare_publication" else OFFICE)
    with pytest.raises(Denied):
        perform([submission], f"submission.{name}", Resident(), data)
    assert everything() == before


@pytest.mark.parametrize("state", ["screening", "rejected", "withdrawn"])
def test_what_is_not_taken_up_is_not_published(desks, state):
    submission = answered(desks, state=state)
    before = everything()

    with pytest.raises(Conflict):
        move(submission, "prepare_publication", desks.district, REVIEWED)

    assert everything() == before


# --- Being handled, then answered -----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["accepted", "referred", "escalated"])
def test_a_matter_being_handled_is_published_and_answered_by_another_review(desks, state):
    texts = {**REVIEWED, "done": "", "done_by": ""}
    submission = move(answered(desks, state=state, reply=""), "prepare_publication", desks.district, texts)
    assert public() == [("巷口路灯不亮", "示例巷口", TEXTS["said"], "", "", "underway")]

    IntakeSubmission.objects.update(state="answered", reply="线路已换", reply_by="示例城管局")
    submission = move(submission, "prepare_publication", desks.head, TEXTS)
    assert public()[0][-1] == "underway"  # until it is reviewed

    move(submission, "publish", desks.district, REVIEWED)
    assert public() == [("巷口路灯不亮", "示例巷口", TEXTS["said"], TEXTS["done"], "示例城管局", "done")]


def test_a_form_of_a_matter_that_moved_on_is_shown_again(desks, signed_in):
    submission = answered(desks, state="accepted", reply="")
    url = reverse("liaison_queue:move", args=[submission.pk, "submission.prepare_publication"])
    client = signed_in("district")
    data = {**client.get(url).context["form"].initial, **REVIEWED, "done_by": "", "done": ""}
    assert data["progress"] == "underway"
    IntakeSubmission.objects.update(state="answered", reply="线路已换", reply_by="示例城管局")

    response = client.post(url, data)

    assert (response.status_code, public()) == (422, [])
    assert "办理情况变了" in response.text
    assert response.context["form"]["progress"].value() == "done"
    assert client.post(url, {**REVIEWED, "progress": "done"}).status_code == 302
    assert len(public()) == 1


def test_reopened_it_is_being_handled_again(desks):
    submission = published(desks, state="answered")

    perform([submission], "submission.reopen", Resident(), {"reason": "又坏了"})

    assert public()[0][-1] == "underway"


def test_while_its_author_waits_for_a_review_nothing_is_published(desks):
    submission = answered(desks, review="asked", reopened_count=1)

    with pytest.raises(Conflict, match="复核"):
        move(submission, "prepare_publication", desks.district, REVIEWED)


# --- Merged and escalated -------------------------------------------------------------------------------------------


def test_of_merged_ones_the_one_with_consent_is_published_with_the_common_answer(desks):
    main = answered(desks, publish_consent=False)
    joined = desks.submission(state="merged", merged_into=main, publish_consent=True)
    form = form_of(joined, desks)
    assert (form["done"].value(), form["done_by"].value()) == ("已换线路，灯亮了。", "示例城管局")

    move(joined, "prepare_publication", desks.district, REVIEWED)

    assert public()[0][-1] == "done"


def test_a_matter_that_several_raised_is_published_once(desks):
    main = published(desks)
    joined = desks.submission(state="merged", merged_into=main, publish_consent=True)

    with pytest.raises(Conflict, match=main.number):
        move(joined, "prepare_publication", desks.district, REVIEWED)

    assert len(public()) == 1


def test_reopening_the_main_one_takes_up_what_is_public_of_those_merged_into_it(desks):
    main = answered(desks, state="answered", publish_consent=False)
    joined = desks.submission(state="merged", merged_into=main, publish_consent=True)
    move(joined, "prepare_publication", desks.district, REVIEWED)

    perform([main], "submission.reopen", Resident(), {"reason": "又坏了"})

    assert public()[0][-1] == "underway"


@pytest.mark.parametrize("is_by_joined", [False, True])
def test_of_two_public_ones_that_are_merged_the_other_stays(desks, is_by_joined):
    first, second = (published(desks, state="accepted") for _each in "ab")
    joining = first
    if is_by_joined:  # what was merged into it is what the public reads
        joining = desks.submission(state="accepted")
        IntakeSubmission.objects.filter(pk=first.pk).update(state="merged", merged_into=joining)

    move(joining, "merge", desks.head, {"number": second.number})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.publication, second.publication, first.merged_into) == ("taken_down", "published", second)
    assert list(PublicMatter.objects.filter(is_public=True).values_list("source_pk", flat=True)) == [second.pk]
    data = history(joining).get(action="submission.merge").data
    assert data == {"into": second.number, "taken_down": first.number}
    assert first.number in find("submission.merge", first).describe(data)


def test_the_one_public_matter_of_two_that_are_merged_stays(desks):
    first = published(desks, state="accepted")

    first = move(first, "merge", desks.head, {"number": desks.submission(state="accepted").number})

    assert (first.publication, len(public())) == ("published", 1)
    assert set(AuditEntry.objects.get(action="submission.merge").data) == {"into"}


# --- The form -------------------------------------------------------------------------------------------------------


def form_of(submission, desks, user=None):
    submission = IntakeSubmission.objects.get(pk=submission.pk)
    return blank_form(prepare([submission], "submission.prepare_publication", Staff(user or desks.head)))


def test_the_form_begins_with_what_was_said_and_answered(desks):
    form = form_of(answered(desks, title="路灯", content="灯坏了。", place="巷口"), desks)

    values = {name: form[name].value() for name in TEXTS}
    assert values == {
        "title": "路灯", "said": "灯坏了。", "place": "巷口", "done": "已换线路，灯亮了。", "done_by": "示例城管局",
    }  # fmt: skip
    assert "is_reviewed" not in form.fields
    assert "is_reviewed" in form_of(answered(desks), desks, desks.district).fields


@pytest.mark.parametrize("field", ["title", "place", "said", "done", "done_by"])
@pytest.mark.parametrize("trace", ["13800000000", "1 3 8 0000 0000", "苏K12345", "a@example.com", "SL-2026-000001"])
def test_what_tells_who_it_is_is_refused_at_its_field(desks, signed_in, field, trace):
    submission = answered(desks)
    before = everything()
    url = reverse("liaison_queue:move", args=[submission.pk, "submission.prepare_publication"])

    response = signed_in("head").post(url, {**TEXTS, field: f"请打 {trace} 说", "is_looked_at": "on"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f"请打 {trace} 说" in response.text  # what was typed stays
    assert everything() == before


def test_what_is_doubtful_has_to_be_looked_at(desks, signed_in):
    submission = answered(desks)
    url = reverse("liaison_queue:move", args=[submission.pk, "submission.prepare_publication"])
    client = signed_in("head")
    data = {**TEXTS, "said": "皮市街45号门口，张大爷摔过一跤。"}
    assert "is_looked_at" not in client.get(url).context["form"].fields

    response = client.post(url, data)
    assert response.status_code == 422
    assert "“45号”" in response.text
    assert "“张大爷”" in response.text
    assert "is_looked_at" in response.context["form"].fields
    assert client.post(url, {**data, "is_looked_at": "on"}).status_code == 302
    assert IntakeSubmission.objects.get().publication == "waiting"


def test_the_reviewer_is_asked_to_look_as_well(desks):
    doubtful = {"said": "皮市街45号门口的灯不亮。", "is_looked_at": "on"}
    submission = move(answered(desks), "prepare_publication", desks.head, {**TEXTS, **doubtful})

    with pytest.raises(InvalidMove):
        move(submission, "publish", desks.district, {**REVIEWED, "said": doubtful["said"]})
    assert public() == []


def test_texts_that_are_too_long_or_missing_are_told_at_their_fields(desks, signed_in):
    submission = answered(desks)
    url = reverse("liaison_queue:move", args=[submission.pk, "submission.prepare_publication"])

    response = signed_in("head").post(url, {"title": "长" * 81, "said": "", "done": "", "done_by": "x\x00"})

    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["done", "done_by", "said", "title"]


# --- What staff and the author see ----------------------------------------------------------------------------------


def test_the_queue_finds_what_can_be_published_what_waits_and_what_is_outdated(desks, signed_in):
    possible, waiting, done = answered(desks), prepared(desks), published(desks)
    answered(desks, publish_consent=False)
    underway = move(answered(desks, state="accepted", reply=""), "prepare_publication", desks.district, REVIEWED)
    IntakeSubmission.objects.filter(pk=underway.pk).update(state="answered")
    client = signed_in("district")

    def found(kind: str) -> set:
        response = client.get(reverse("liaison_queue:index"), {"publication": kind})
        return {row.pk for row in response.context["object_list"]}

    assert found("possible") == {possible.pk}
    assert found("waiting") == {waiting.pk}
    assert found("published") == {done.pk, underway.pk}
    assert found("outdated") == {underway.pk}
    assert found("returned") == set()


def test_the_detail_page_shows_the_prepared_text_and_the_public_page(desks, signed_in):
    waiting, done = prepared(desks), published(desks)
    client = signed_in("head")

    page = client.get(reverse("liaison_queue:detail", args=[waiting.pk])).text
    assert TEXTS["said"] in page
    assert OUTDATED not in client.get(reverse("liaison_queue:detail", args=[done.pk])).text
    code = PublicMatter.objects.get().code
    assert f"/matters/{code}/" in client.get(reverse("liaison_queue:detail", args=[done.pk])).text


def test_the_detail_page_asks_for_the_answer_where_the_public_still_reads_of_the_work(desks, signed_in):
    submission = published(desks, state="accepted", reply="", reply_by="")
    url = reverse("liaison_queue:detail", args=[submission.pk])
    assert OUTDATED not in signed_in("head").get(url).text

    submission = move(submission, "answer", desks.head, {"reply": "修好了。", "reply_by": "示例站"})

    assert OUTDATED in signed_in("head").get(url).text
    move(submission, "prepare_publication", desks.district, REVIEWED)
    assert OUTDATED not in signed_in("head").get(url).text


def test_the_author_is_told_and_led_to_the_page(desks, client):
    key = "ABCD-EFGH-JKM1-PQRS"
    submission = published(desks, code_digest=codes.code_digest(key))
    url = reverse("liaison_forms:status", args=[submission.number, key])

    page = client.get(url).text
    assert f"/matters/{PublicMatter.objects.get().code}/" in page
    assert "隐去您的信息，公开了这件事" in page

    perform([submission], "submission.withdraw_consent", Resident())
    assert "/matters/" not in client.get(url).text.partition("<footer")[0]


def test_nothing_of_the_author_is_public(desks, client):
    """The canary: contact, number and code are in no page, no feed, no list."""
    key = "ABCD-EFGH-JKM1-PQRS"
    submission = answered(desks, code_digest=codes.code_digest(key), content="金丝雀原文，请看看。", place="金丝雀巷")
    store_contact(submission=submission, reach=Reach("phone", "13912345678"))
    move(submission, "prepare_publication", desks.district, REVIEWED)
    code = PublicMatter.objects.get().code
    VenuePageFactory(venue=desks.venue)
    addresses = [
        "/matters/", f"/matters/?venue={desks.venue.code}", f"/matters/{code}/", "/matters/feed/",
        f"/matters/{code}/feed/", f"/matters/venues/{desks.venue.code}/feed/", "/sitemap-matters.xml",
    ]  # fmt: skip

    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        for secret in (submission.number, key, "13912345678", "金丝雀", f">{submission.pk}<"):
            assert secret not in response.content.decode()
