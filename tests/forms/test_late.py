"""The report of what was late on a day: what it counts, for whom, the same whenever one asks, and at what cost."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from cms.access.roles import Role
from cms.access.services import grant
from cms.clock import services
from cms.clock.models import Deadline, Ending
from cms.kernel.actors import System
from cms.kernel.perform import perform
from cms.kernel.states import set_enabled
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import VenueFactory, build_second_site
from tests.factories.suggestions import SuggestionFactory
from tests.forms.desks import Desks
from tests.forms.queue_pages import queries_of

LATE, CSV = reverse("liaison_clock:late"), reverse("liaison_clock:late_export")
DAY = date(2026, 11, 20)
SINCE = datetime(2026, 11, 2, 1, tzinfo=UTC)


def late_one(desks: Desks, days: int = 3, **kwargs):
    """A submission that was so many days late at the end of DAY."""
    values = {"state": "accepted", "state_changed_at": SINCE, "due_on": DAY - timedelta(days=days), **kwargs}
    return IntakeSubmissionFactory(**values) if "venue" in kwargs else desks.submission(**values)


def of_suggestion(desks: Desks):
    suggestion = SuggestionFactory(state="assigned", lead_unit=desks.unit, title="关于示例街巷的建议")
    with time_machine.travel(SINCE, tick=False):
        services.start(suggestion, due_on=date(2026, 11, 10), what="suggestion_reply", unit=desks.unit)
    suggestion.save()
    return suggestion


def asked(client, **query):
    response = client.get(LATE, {"day": DAY.isoformat(), **query})
    assert response.status_code == 200
    return response.context


def told(context) -> list[tuple]:
    return [(row.described.number, row.what, row.days_late) for row in context["rows"]]


def groups(context) -> dict[str, list[tuple]]:
    return {title: [(each.label, each.count) for each, _url in group] for title, group in context["groups"]}


def test_report_counts_by_what_place_and_unit_and_leads_to_the_rows(desks, signed_in):
    first, second = late_one(desks, 5), late_one(desks, 3, state="referred")
    other = late_one(desks, 1, venue=desks.elsewhere)
    late_one(desks, 0)
    suggestion = of_suggestion(desks)
    client = signed_in("district")

    context = asked(client)

    assert told(context) == [
        (suggestion.number_text, "答复代表建议", 10),
        (first.number, "答复或转办", 5),
        (second.number, "答复", 3),
        (other.number, "答复或转办", 1),
    ]
    assert groups(context) == {
        "按期限": [("答复或转办", 2), ("答复", 1), ("答复代表建议", 1)],
        "按家站点": [(desks.venue.name, 2), (desks.elsewhere.name, 1), ("", 1)],
        "按承办单位": [(desks.unit.name, 2)],
    }
    assert [row[0] for row in told(asked(client, what="deciding"))] == [first.number, other.number]
    assert [row[0] for row in told(asked(client, venue=desks.elsewhere.code))] == [other.number]
    assert len(told(asked(client, unit=desks.unit.pk))) == 2
    html = client.get(LATE, {"day": DAY.isoformat()}).content.decode()
    assert f"venue={desks.elsewhere.code}" in html
    assert reverse("liaison_queue:detail", args=[first.pk]) in html
    assert "2026年11月20日" in html


def test_answer_of_a_past_day_is_the_same_later(desks, signed_in):
    first, second = late_one(desks), late_one(desks, 1, state="referred")
    client = signed_in("district")
    before = told(asked(client))

    perform([first], "submission.answer", desks.actor("head"), {"reply": "修好了。", "reply_by": "示例站"})
    data = {"reason": "不归我们管", "belongs_to": desks.other_unit.pk}
    perform([second], "submission.return", desks.actor("officer"), data)

    assert told(asked(client)) == before
    assert groups(asked(client))["按承办单位"] == [(desks.unit.name, 1)]  # whose it was then


@pytest.mark.parametrize(
    ("who", "sees"),
    [(who, "all") for who in ("district", "auditor", "administrator")]
    + [(who, "own") for who in ("head", "clerk", "reader")]
    + [("foreign_head", "none"), ("editor", 403), ("deputy", 403), ("officer", 403)],
)
def test_everybody_sees_their_own_places(desks, signed_in, who, sees):
    own, foreign = late_one(desks), late_one(desks, venue=VenueFactory())
    of_suggestion(desks)
    client = signed_in(who)
    if sees == 403:
        assert client.get(LATE).status_code == client.get(CSV).status_code == 403
        return
    numbers = [row[0] for row in told(asked(client))] if sees != "none" else []
    assert len(numbers) == {"all": 3, "own": 1, "none": 0}[sees]
    table = b"".join(client.get(CSV, {"day": DAY.isoformat()}).streaming_content).decode()
    assert (own.number in table) == (sees in ("all", "own"))
    assert (foreign.number in table) == (sees == "all")
    if sees == "own":  # another's place is no filter
        assert client.get(LATE, {"day": DAY.isoformat(), "venue": foreign.venue.code}).status_code == 422


def test_another_district_sees_nothing(desks, site, client):
    late_one(desks)
    elsewhere = build_second_site()
    user = UserFactory()
    grant(user=user, role=Role.DISTRICT_EDITOR, site=elsewhere, actor=System("tests"))
    client.force_login(user)
    assert asked(client)["total"] == 0


def test_anonymous_is_asked_to_sign_in(client, site):
    assert client.get(LATE).status_code == 302


def test_deadlines_of_an_add_on_that_is_off_are_left_out(desks, signed_in, site):
    of_suggestion(desks)
    client = signed_in("district")
    assert asked(client)["total"] == 1
    set_enabled(plugin_id="suggestions", site=site, is_enabled=False, actor=System("tests"))
    assert asked(client)["total"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"day": ""}, "day"),
        ({"day": "昨天"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"venue": "nowhere"}, "venue"),
        ({"unit": "x"}, "unit"),
        ({"unit": "9" * 30}, "unit"),
        ({"what": "nothing"}, "what"),
    ],
)
def test_bad_questions_are_told_at_the_field(desks, signed_in, query, field):
    client = signed_in("district")
    response = client.get(LATE, query)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert client.get(CSV, query).status_code == 302


@pytest.mark.parametrize("query", ["day=%00", "venue=%00", "p=zzz", "p=-1", "p=999", "day=0001-01-01"])
def test_nonsense_is_no_error_of_ours(desks, signed_in, query):
    assert signed_in("district").get(f"{LATE}?{query}").status_code in {200, 400, 422}


def test_sealed_text_is_not_told_to_the_venue(desks, signed_in):
    late_one(desks, state="screening", title="不该看到的标题", reject_reason="abuse")
    assert "不该看到" not in signed_in("head").get(LATE, {"day": DAY.isoformat()}).content.decode()
    assert "不该看到" in signed_in("district").get(LATE, {"day": DAY.isoformat()}).content.decode()


def test_table_holds_no_formula(desks, signed_in):
    late_one(desks, title='=HYPERLINK("http://example.com")')
    late_one(desks, title="+1234")
    body = b"".join(signed_in("head").get(CSV, {"day": DAY.isoformat()}).streaming_content).decode("utf-8-sig")

    heading, *lines = csv.reader(io.StringIO(body))

    assert heading[:3] == ["编号", "什么事", "什么期限"]
    assert [line[1] for line in lines] == ['\'=HYPERLINK("http://example.com")', "'+1234"]
    assert lines[0][-3:] == ["2026-11-02", "2026-11-17", "3"]


@pytest.mark.parametrize("who", ["district", "head"])
def test_report_costs_the_same_for_one_and_for_sixty(desks, signed_in, who):
    client, address = signed_in(who), f"{LATE}?day={DAY.isoformat()}"
    late_one(desks, state="referred")
    of_suggestion(desks)
    for_one = queries_of(client, address)
    for number in range(59):
        late_one(desks, number % 9 + 1, state="referred")
    assert queries_of(client, address) == for_one
    assert len(told(asked(client))) == 50
    assert len(told(asked(client, p=2))) in {10, 11}


def test_deleted_matters_still_count(desks, signed_in):
    gone = IntakeSubmissionFactory(
        venue=desks.venue, state="accepted", state_changed_at=SINCE, due_on=DAY - timedelta(3)
    )
    services.stop(gone, Ending.DROPPED)
    gone.delete()
    assert told(asked(signed_in("head"))) == [("", "答复或转办", 3)]
    assert Deadline.objects.count() == 1
