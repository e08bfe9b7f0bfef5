"""What residents and the public see."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cms.kernel.actors import Staff, System
from cms.kernel.states import set_enabled
from cms.kernel.viewlets import Viewlet
from plugins.suggestions import services
from plugins.suggestions.models import Suggestion
from plugins.suggestions.viewlets import ProgressViewlet
from tests.factories.suggestions import CongressSessionFactory, SuggestionFactory
from tests.plugins.suggestions.stage import DRAFT, REPLY

LIST = "/suggestions/"


def publish(suggestion, actor) -> Suggestion:
    return services.publish(suggestion=suggestion, actor=actor, is_secrecy_reviewed=True, is_privacy_reviewed=True)


def progress(submission) -> str:
    submission.refresh_from_db()
    return ProgressViewlet().render_html({"submission": submission})


# --- The public pages ---------------------------------------------------------------------------------------------


def test_published_suggestion_has_a_page_and_a_place_in_the_list(stage, client):
    suggestion = publish(stage.at("replied", stage.submissions(2)), Staff(stage.office))
    url = "/suggestions/18-5/1/"
    assert reverse("suggestions:detail", args=[18, 5, 1]) == url
    response = client.get(url)
    assert response.status_code == 200
    for text in (suggestion.title, DRAFT["facts"], DRAFT["proposals"], REPLY["body"], stage.unit.name):
        assert text in response.text
    for submission in suggestion.submissions.all():
        assert submission.number not in response.text
        assert submission.content not in response.text
    listing = client.get(LIST)
    assert [row.pk for row in listing.context["page_obj"]] == [suggestion.pk]
    assert url in listing.text


def test_reply_that_came_after_the_review_is_shown_once_the_office_has_closed_the_suggestion(stage, client):
    suggestion = publish(stage.at("assigned"), Staff(stage.office))
    suggestion = stage.reply(suggestion)
    assert REPLY["body"] not in client.get("/suggestions/18-5/1/").text
    stage.close(suggestion)
    assert REPLY["body"] in client.get("/suggestions/18-5/1/").text


def test_unpublished_suggestion_is_404_and_not_listed(stage, client):
    suggestion = stage.at("closed")
    assert client.get("/suggestions/18-5/1/").status_code == 404
    assert list(client.get(LIST).context["page_obj"]) == []
    publish(suggestion, Staff(stage.office))
    assert client.get("/suggestions/18-5/1/").status_code == 200
    services.unpublish(suggestion=suggestion, actor=Staff(stage.office))
    assert client.get("/suggestions/18-5/1/").status_code == 404


@pytest.mark.parametrize(
    "path", ["18-5/2/", "18-6/1/", "0-0/0/", "x/1/", "18-5/x/", "18-5/9999999/", "18-5/1/%00", "１８-５/１/"]
)
def test_unknown_address_is_a_4xx(stage, client, path):
    publish(stage.at("accepted"), Staff(stage.office))
    assert 400 <= client.get(LIST + path).status_code < 500


def test_deputy_who_is_not_public_is_not_named(stage, client):
    stage.deputy.is_published = False
    stage.deputy.save()
    publish(stage.at("assigned"), Staff(stage.office))
    assert stage.deputy.name not in client.get("/suggestions/18-5/1/").text


def test_pages_speak_english_below_en(stage, client):
    publish(stage.at("assigned"), Staff(stage.office))
    with translation.override("en"):
        assert client.get(reverse("suggestions:list")).status_code == 200
        assert client.get(reverse("suggestions:detail", args=[18, 5, 1])).status_code == 200


def test_list_costs_the_same_for_one_and_many(stage, client):
    counts = []
    for number in (1, 2, 3):
        SuggestionFactory(
            session=stage.session, number=number, lead_unit=stage.unit, state="assigned", is_published=True
        )
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 15


def test_services_refuse_what_the_views_would(stage):
    from cms.kernel.exceptions import Conflict, Denied

    draft, accepted = stage.escalate(), stage.at("accepted")
    reviewed = {"is_secrecy_reviewed": True, "is_privacy_reviewed": True}
    with pytest.raises(Conflict):
        services.publish(suggestion=draft, actor=Staff(stage.office), **reviewed)
    for user in (stage.deputy_user, stage.officer, stage.auditor, stage.head):
        with pytest.raises(Denied):
            services.publish(suggestion=accepted, actor=Staff(user), **reviewed)
    with pytest.raises(Conflict):
        services.publish(
            suggestion=accepted, actor=Staff(stage.office), is_secrecy_reviewed=True, is_privacy_reviewed=False
        )
    assert Suggestion.objects.filter(is_published=True).count() == 0


# --- The resident's status page -----------------------------------------------------------------------------------


def test_progress_tells_each_step_in_plain_words(stage, commits):
    submission, other = stage.submissions(2)
    suggestion = stage.escalate([submission, other])
    assert "正在请代表领衔" in progress(submission)
    assert "另外 1 位居民" in progress(submission)
    suggestion = stage.adopt(suggestion)
    assert f"{stage.deputy.name}代表已领衔" in progress(submission)
    suggestion = stage.accept(suggestion)
    assert "代表已把您的话提成第 1 号建议" in progress(submission)
    suggestion = stage.assign(suggestion, due_on=datetime.date.today() + datetime.timedelta(days=20))
    text = progress(submission)
    assert f"已交给{stage.unit.name}办理" in text
    assert "最迟答复" in text
    suggestion = stage.reply(suggestion)
    assert REPLY["body"] not in progress(submission)  # the office looks at it first
    with commits():
        stage.close(suggestion)
    text = progress(submission)
    assert f"{stage.unit.name}已把答复送到代表工委" in text
    assert REPLY["body"] not in text  # the status page itself shows the answer
    assert other.number not in text


def test_progress_shows_the_reply_where_the_office_answered_otherwise(stage, commits):
    from cms.kernel.perform import perform

    submission = stage.submissions()[0]
    suggestion = stage.at("replied", [submission])
    perform([submission], "submission.answer_escalated", Staff(stage.office), {"reply": "先答复", "reply_by": "办公室"})
    with commits():
        stage.close(suggestion)
    assert REPLY["body"] in progress(submission)


def test_progress_is_empty_without_a_suggestion_and_after_it_ended(stage, commits):
    submission = stage.submissions()[0]
    assert progress(submission) == ""
    with commits():
        suggestion = stage.escalate([submission])
        stage.move(suggestion, "decline", stage.office, {"reason": "无人领衔。"})
    assert progress(submission) == ""


# --- Off for the site ---------------------------------------------------------------------------------------------


def test_switching_off_hides_everything_and_on_brings_it_back(stage, client, site):
    suggestion = publish(stage.at("assigned"), Staff(stage.office))
    client.force_login(stage.office)
    addresses = [
        LIST,
        "/suggestions/18-5/1/",
        reverse("suggestions_admin:index"),
        reverse("suggestions_admin:detail", args=[suggestion.pk]),
        reverse("suggestions_admin:move", args=[suggestion.pk, "suggestion.reply"]),
        reverse("suggestion_sessions:index"),
    ]

    def statuses():
        return [client.get(address).status_code for address in addresses]

    assert statuses() == [200] * 6
    set_enabled(plugin_id="suggestions", site=site, is_enabled=False, actor=System("tests"))
    assert statuses() == [404] * 6
    assert addresses[2] not in client.get(reverse("wagtailadmin_home")).text
    set_enabled(plugin_id="suggestions", site=site, is_enabled=True, actor=System("tests"))
    assert statuses() == [200] * 6


def test_other_sessions_do_not_mix_numbers(stage, client):
    other = CongressSessionFactory(number=6)
    SuggestionFactory(session=other, number=1, state="accepted", is_published=True, title="另一次会议的")
    assert "另一次会议的" in client.get("/suggestions/18-6/1/").text
    assert client.get("/suggestions/18-5/1/").status_code == 404


def test_viewlets_are_components():
    assert isinstance(ProgressViewlet(), Viewlet)


def test_deputys_page_shows_the_published_suggestions_the_deputy_leads(stage, client, site):
    address = reverse("liaison_pages:deputy", args=[stage.deputy.code])
    suggestion = stage.at("accepted")
    assert suggestion.title not in client.get(address).text
    publish(suggestion, Staff(stage.office))
    assert suggestion.title in client.get(address).text
    assert suggestion.title not in client.get(reverse("liaison_pages:deputy", args=[stage.other_deputy.code])).text
    set_enabled(plugin_id="suggestions", site=site, is_enabled=False, actor=System("tests"))
    assert suggestion.title not in client.get(address).text
