"""The admin's list, the page of a suggestion, the pages of its moves: who reaches them, what they show, the cost."""

import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.kernel.audit import history
from plugins.suggestions.models import CongressSession, Suggestion
from tests.factories.liaison_pages import HandlingUnitFactory
from tests.factories.suggestions import SuggestionFactory
from tests.plugins.suggestions.stage import DRAFT

INDEX = reverse("suggestions_admin:index")


def page(name: str, suggestion, *more) -> str:
    return reverse(f"suggestions_admin:{name}", args=[suggestion.pk, *more])


def titles(response) -> list[str]:
    return [row.title for row in response.context["object_list"]]


@pytest.fixture
def rows(stage):
    """One suggestion for each ground on which somebody may see it."""
    return {
        "draft for all": SuggestionFactory(title="草稿给所有人"),
        "proposed": SuggestionFactory(title="草稿给这位代表", proposed_deputy=stage.deputy),
        "led": SuggestionFactory(title="这位代表领衔", lead_deputy=stage.deputy, state="submitted"),
        "of the unit": SuggestionFactory(
            title="交给这个单位", lead_deputy=stage.other_deputy, lead_unit=stage.unit, state="assigned"
        ),
        "of the venue": SuggestionFactory(
            title="来自这个站", lead_deputy=stage.other_deputy, state="closed", submissions=stage.submissions()
        ),
    }


SEEN = {
    "head": {"来自这个站"},
    "foreign_head": set(),
    "clerk": {"来自这个站"},
    "reader": {"来自这个站"},
    "venue_editor": None,
    "office": {"草稿给所有人", "草稿给这位代表", "这位代表领衔", "交给这个单位", "来自这个站"},
    "auditor": {"草稿给所有人", "草稿给这位代表", "这位代表领衔", "交给这个单位", "来自这个站"},
    "deputy_user": {"草稿给所有人", "草稿给这位代表", "这位代表领衔"},
    "other_deputy_user": {"草稿给所有人", "交给这个单位", "来自这个站"},
    "officer": {"交给这个单位"},
    "foreign_officer": set(),
}
PEOPLE = list(SEEN)


@pytest.mark.parametrize("who", PEOPLE)
def test_list_and_pages_show_what_the_person_may_see(stage, rows, client, who):
    client.force_login(stage.user(who))
    response = client.get(INDEX)
    if SEEN[who] is None:
        assert response.status_code == 403
    else:
        assert set(titles(response)) == SEEN[who]
    for suggestion in rows.values():
        expected = 200 if suggestion.title in (SEEN[who] or ()) else 404
        assert client.get(page("detail", suggestion)).status_code == expected


@pytest.mark.parametrize("who", PEOPLE)
def test_move_page_of_what_is_not_seen_is_404_and_changes_nothing(stage, rows, client, who):
    client.force_login(stage.user(who))
    suggestion = rows["led"]
    before = history(suggestion).count()
    for name, data in (("return", {"reason": "no_content"}), ("accept", {"session": stage.session.pk})):
        url = page("move", suggestion, f"suggestion.{name}")
        expected = 200 if who == "office" else (403 if "这位代表领衔" in (SEEN[who] or ()) else 404)
        assert client.get(url).status_code == expected
        if who != "office":
            assert client.post(url, data).status_code == expected
    suggestion.refresh_from_db()
    assert (suggestion.state, history(suggestion).count()) == ("submitted", before)


def test_officer_whose_suggestion_went_to_another_unit_keeps_the_reply(stage, client):
    suggestion = stage.at("assigned")
    client.force_login(stage.officer)
    url = page("move", suggestion, "suggestion.reply")
    assert client.get(url).status_code == 200
    Suggestion.objects.filter(pk=suggestion.pk).update(lead_unit=HandlingUnitFactory())

    response = client.post(url, {**stage.answer(), "body": "写了很久的答复"})

    text = response.content.decode()
    assert (response.status_code, "现在不归您办理" in text, "写了很久的答复" in text) == (404, True, True)
    assert (suggestion.title in text, suggestion.replies.count()) == (False, 0)


def test_move_page_says_what_happens_and_names_its_button(stage, client):
    suggestion = stage.escalate()
    client.force_login(stage.deputy_user)
    text = client.get(page("move", suggestion, "suggestion.adopt")).text
    assert text.count("领衔提出") >= 2  # the heading and the button
    assert "您将作为领衔代表" in text
    assert f'href="{page("detail", suggestion)}"' in text


def test_escalation_through_the_queue_offers_a_draft_without_places(stage, client):
    submissions = stage.submissions(2, place="示例小区 3 号楼 201")
    query = "&".join(f"id={each.pk}" for each in submissions)
    url = reverse("liaison_queue:bulk", args=["submission.escalate"])
    client.force_login(stage.head)
    response = client.get(f"{url}?{query}")
    assert response.status_code == 200
    assert response.context["form"].initial["facts"] == submissions[0].content
    assert client.post(url, {"id": [each.pk for each in submissions], **DRAFT}).status_code == 302
    assert Suggestion.objects.get().sources.count() == 2


def test_escalation_of_many_asks_for_a_title_and_links_to_the_suggestion(stage, client):
    one, two = stage.submissions(2, title="路灯不亮")
    many = reverse("liaison_queue:bulk", args=["submission.escalate"])
    client.force_login(stage.head)

    assert client.get(f"{many}?id={one.pk}").context["form"].initial["title"] == "路灯不亮"
    assert client.get(f"{many}?id={one.pk}&id={two.pk}").context["form"].initial["title"] == ""
    assert client.post(many, {"id": [one.pk, two.pk], **DRAFT, "title": ""}).status_code == 422
    assert Suggestion.objects.count() == 0

    response = client.post(many, {"id": [one.pk, two.pk], **DRAFT})
    said = "".join(str(message) for message in get_messages(response.wsgi_request))
    assert f'href="{page("detail", Suggestion.objects.get())}"' in said
    assert client.get(page("detail", Suggestion.objects.get())).status_code == 200


def test_pages_of_a_filtered_list_lead_back_to_it(stage, client):
    suggestion = stage.at("submitted")
    client.force_login(stage.office)
    query = "?state=submitted"
    [row] = re.findall(rf'href="({page("detail", suggestion)}[^"]*)"', client.get(INDEX + query).text)
    kept = row.partition("?")[2]
    assert QueryDict(kept)["next"] == INDEX + query

    text = client.get(row).text
    assert f'href="{INDEX}{query}"' in text
    move = f"{page('move', suggestion, 'suggestion.accept')}?{kept}"
    assert f'href="{move}"' in text
    assert client.post(move, {"session": stage.session.pk}).url == row


@pytest.mark.parametrize("name", ["suggestion.unknown", "submission.accept", "x"])
def test_move_page_of_an_unknown_move_is_404(stage, client, name):
    client.force_login(stage.office)
    url = page("move", stage.at("submitted"), name)
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


def test_unknown_suggestion_is_404(stage, client):
    client.force_login(stage.office)
    for pk in (0, 99999, 10**30):
        assert client.get(f"{INDEX}{pk}/").status_code == 404


def test_visitor_is_asked_to_sign_in(stage, client):
    assert client.get(INDEX).url.startswith(reverse("wagtailadmin_login"))


def test_whole_loop_through_the_pages(stage, client, commits):
    suggestion = stage.escalate()

    def post(user, name, data):
        client.force_login(user)
        url = page("move", suggestion, f"suggestion.{name}")
        assert client.get(url).status_code == 200
        with commits():
            response = client.post(url, data)
        assert (response.status_code, response.url) == (302, page("detail", suggestion))
        assert client.get(response.url).status_code == 200

    post(stage.deputy_user, "adopt", {"title": DRAFT["title"], "facts": DRAFT["facts"], "proposals": ""})
    post(stage.office, "accept", {"session": stage.session.pk})
    post(stage.office, "assign", stage.assignment())
    post(stage.officer, "reply", stage.answer())
    post(stage.office, "close", {})
    suggestion.refresh_from_db()
    assert suggestion.state == "closed"
    assert [each.state for each in suggestion.submissions.all()] == ["answered"]


def test_deputy_who_declines_comes_back_to_the_list(stage, client):
    suggestion = stage.escalate(proposed_deputy=stage.deputy.pk)
    client.force_login(stage.deputy_user)
    response = client.post(page("move", suggestion, "suggestion.decline"), {"reason": "不在我的选区。"})
    assert response.url == page("detail", suggestion)  # it was proposed to them: they still see it


def test_faulty_data_show_the_form_with_the_error_and_what_was_typed(stage, client):
    suggestion = stage.at("assigned")
    client.force_login(stage.officer)
    data = {**stage.answer(), "category": "", "body": "已经修好。"}
    response = client.post(page("move", suggestion, "suggestion.reply"), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["category"]
    assert "已经修好。" in response.text
    suggestion.refresh_from_db()
    assert suggestion.state == "assigned"


def test_second_of_two_people_is_told_and_keeps_what_was_typed(stage, client):
    suggestion = stage.at("assigned")
    stage.reply(suggestion)
    client.force_login(stage.office)
    url = page("move", suggestion, "suggestion.reply")
    response = client.post(url, {**stage.answer(), "body": "我写的另一个答复。"})
    assert response.status_code == 409
    assert "我写的另一个答复。" in response.text
    assert suggestion.replies.count() == 1
    assert client.get(url).url == page("detail", suggestion)


def test_provenance_links_what_may_be_seen_and_counts_the_rest(stage, client):
    submissions = stage.submissions(2)
    suggestion = stage.escalate(submissions)
    for who, shown in (("office", 2), ("auditor", 2), ("deputy_user", 0)):
        client.force_login(stage.user(who))
        response = client.get(page("detail", suggestion))
        assert [submission for submission, _ in response.context["submissions"]] == submissions[:shown]
        assert response.context["hidden_count"] == 2 - shown
        for submission in submissions:
            assert (submission.number in response.text) == bool(shown)


def test_provenance_keeps_a_hidden_text_from_the_desk(stage, client):
    [submission] = stage.submissions(title="不该看到的标题")
    suggestion = stage.escalate([submission])
    type(submission).objects.filter(pk=submission.pk).update(state="rejected", reject_reason="abuse")
    for user, is_shown in ((stage.office, True), (stage.head, False)):
        client.force_login(user)
        text = client.get(page("detail", suggestion)).text
        assert (submission.number in text, "不该看到的标题" in text) == (True, is_shown)


def test_submission_links_to_its_suggestion_for_those_who_may_see_it(stage, client):
    submission = stage.submissions()[0]
    suggestion = stage.escalate([submission], proposed_deputy=stage.deputy.pk)
    for user, is_linked in ((stage.office, True), (stage.head, True), (stage.guest(submission), False)):
        client.force_login(user)
        text = client.get(reverse("liaison_queue:detail", args=[submission.pk])).text
        assert suggestion.title in text
        assert (page("detail", suggestion) in text) == is_linked


def test_menu_shows_to_those_who_have_a_place(stage, client):
    for who in PEOPLE:
        client.force_login(stage.user(who))
        assert (f'"{INDEX}"' in client.get(reverse("wagtailadmin_home")).text) == (SEEN[who] is not None)


# --- Filters ------------------------------------------------------------------------------------------------------


def test_filters_narrow_the_list(stage, rows, client):
    SuggestionFactory(title="逾期的", lead_unit=stage.unit, state="assigned", due_on="2020-01-01")
    SuggestionFactory(title="本次会议的", session=stage.session, number=1, state="closed")
    client.force_login(stage.office)
    for query, expected in (
        ("?only=overdue", {"逾期的"}),
        (f"?session={stage.session.pk}", {"本次会议的"}),
        (f"?lead_unit={stage.unit.pk}", {"逾期的", "交给这个单位"}),
        ("?state=submitted&state=closed", {"这位代表领衔", "本次会议的", "来自这个站"}),
        ("?only=mine", {"这位代表领衔"}),
        ("?q=逾期", {"逾期的"}),
        ("?q=%22", set()),
    ):
        response = client.get(INDEX + query)
        assert (response.status_code, set(titles(response))) == (200, expected), query
    for query in ("?q=%00", "?state=nonsense", "?session=x", "?lead_unit=99999", "?p=0", "?p=x"):
        assert client.get(INDEX + query).status_code < 500
    client.force_login(stage.deputy_user)
    assert set(titles(client.get(INDEX + "?only=mine"))) == {"草稿给所有人", "草稿给这位代表", "这位代表领衔"}


# --- Costs --------------------------------------------------------------------------------------------------------


def queries(client, url: str) -> int:
    """How many a second look takes; the first warms content types and sites."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_list_costs_the_same_for_one_and_many(stage, client):
    client.force_login(stage.office)
    counts = []
    for number in (1, 2, 3):
        SuggestionFactory(
            session=stage.session, number=number, lead_deputy=stage.deputy, lead_unit=stage.unit, state="assigned"
        )
        counts.append(queries(client, INDEX))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 30  # twenty are of Wagtail's frame and of the menu


def test_page_costs_the_same_for_one_and_many_sources(stage, client, states_known):
    client.force_login(stage.office)
    one, three = (queries(client, page("detail", stage.at("replied", stage.submissions(count)))) for count in (1, 3))
    assert one == three
    assert one <= 30


# --- Sessions -----------------------------------------------------------------------------------------------------


def test_sessions_are_kept_by_the_office_alone(stage, client):
    index = reverse("suggestion_sessions:index")
    edit = reverse("suggestion_sessions:edit", args=[stage.session.pk])
    for who in PEOPLE:
        client.force_login(stage.user(who))
        expected = 200 if who == "office" else None
        for url in (index, edit, reverse("suggestion_sessions:add")):
            status = client.get(url).status_code
            assert status == 200 if expected else status in {403, 404}, (who, url)
        if not expected:
            client.post(edit, {"site": stage.session.site_id, "term": stage.session.term_id, "number": 9})
    assert CongressSession.objects.get().number == 5


# --- Publication --------------------------------------------------------------------------------------------------


def test_publishing_asks_for_both_reviews(stage, client):
    suggestion = stage.at("accepted")
    client.force_login(stage.office)
    url = page("publish", suggestion)
    assert client.get(url).status_code == 200
    response = client.post(url, {"is_secrecy_reviewed": "on"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["is_privacy_reviewed"])
    assert Suggestion.objects.get().is_published is False

    client.post(url, {"is_secrecy_reviewed": "on", "is_privacy_reviewed": "on"})
    assert Suggestion.objects.get().is_published is True
    entry = history(suggestion).last()
    assert (entry.action, entry.actor_user, entry.data) == (
        "suggestion.publish",
        stage.office,
        {"secrecy_reviewed": True, "privacy_reviewed": True},
    )
    assert client.get(page("unpublish", suggestion)).status_code == 200
    client.post(page("unpublish", suggestion))
    assert Suggestion.objects.get().is_published is False
    assert history(suggestion).last().action == "suggestion.unpublish"


@pytest.mark.parametrize("who", [who for who in PEOPLE if who != "office"])
def test_publishing_is_the_offices_alone(stage, client, who):
    suggestion = stage.at("assigned")
    client.force_login(stage.user(who))
    data = {"is_secrecy_reviewed": "on", "is_privacy_reviewed": "on"}
    assert client.get(page("publish", suggestion)).status_code in {403, 404}
    assert client.post(page("publish", suggestion), data).status_code in {403, 404}
    assert Suggestion.objects.get().is_published is False


def test_draft_is_not_published(stage, client):
    suggestion = stage.escalate()
    client.force_login(stage.office)
    client.post(page("publish", suggestion), {"is_secrecy_reviewed": "on", "is_privacy_reviewed": "on"})
    assert Suggestion.objects.get().is_published is False
