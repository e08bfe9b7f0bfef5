"""The list of the queue: who sees what in it, in which order, through which filters, at what cost."""

import datetime
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from django.utils.html import escape

from forms.models import IntakeSubmission
from forms.selectors import queue
from forms.services.claims import claim
from tests.factories.forms import IntakeSubmissionFactory
from tests.forms.queue_pages import INDEX, listed, queries_of, url


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
    for address in (INDEX, f"{INDEX}?scope=waiting", f"{INDEX}?scope=all"):
        assert listed(signed_in("auditor").get(address)) == [new.number, referred.number, foreign.number]


@pytest.mark.parametrize(
    ("who", "scopes"),
    [("head", ["waiting", "open", "all"]), ("officer", ["waiting", "open", "all"])]
    + [(who, ["open", "all"]) for who in ("reader", "auditor")],
)
def test_index_offers_what_applies_and_opens_with_the_first(desks, signed_in, who, scopes):
    context = signed_in(who).get(INDEX).context

    assert [scope["value"] for scope in context["scopes"]] == scopes
    assert [scope["value"] for scope in context["scopes"] if scope["is_current"]] == scopes[:1]
    assert [value for value, _ in context["filters"].form.fields["scope"].choices] == scopes


def test_index_tells_lookers_what_is_overdue_in_sight(desks, signed_in):
    overdue = desks.submission(state="referred", due_on=timezone.localdate() - datetime.timedelta(days=1))
    desks.submission()
    client = signed_in("reader")

    assert client.get(INDEX).context["counts"] == {"waiting": 2, "overdue": 1, "today": 0, "mine": 0}
    assert listed(client.get(INDEX, {"due": "overdue"})) == [overdue.number]


def test_rows_lead_to_pages_that_lead_back_to_the_list_as_it_was(desks, signed_in):
    submission, query = desks.submission(), "scope=all&channel=web"
    client = signed_in("head")

    for address in (f"{INDEX}?{query}", f"{INDEX}results/?{query}&_w_filter_fragment=true"):
        row = f"{url('detail', submission)}?{urlencode({'next': f'{INDEX}?{query}'})}"
        assert f'href="{row}"' in client.get(address).content.decode()
    assert f'href="{url("detail", submission)}"' in client.get(INDEX).content.decode()
    assert f'href="{escape(f"{INDEX}?{query}")}"' in client.get(row).content.decode()


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
    assert listed(client.get(INDEX, {"venue": desks.venue.code})) == [overdue.number, due_today.number]


def test_index_offers_no_foreign_venue_as_a_filter(desks, signed_in):
    response = signed_in("head").get(INDEX, {"venue": desks.elsewhere.code})

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


def test_index_costs_the_same_for_one_row_and_thirty(desks, signed_in):
    client = signed_in("district")
    held = {"claimed_by": desks.head, "claimed_until": timezone.now() + datetime.timedelta(minutes=5)}
    desks.submission(state="accepted", **held)
    for_one = queries_of(client, INDEX)

    for _ in range(29):
        desks.submission(state="accepted", **held)

    assert queries_of(client, INDEX) == for_one
    assert len(listed(client.get(INDEX))) == 30


def test_rows_cost_two_queries(desks, django_assert_num_queries):
    for count in (1, 3):
        while IntakeSubmission.objects.count() < count:
            desks.submission(state="referred", claimed_by=desks.head)
        rows = queue.rows_for(desks.district)  # asks for the person's desks, once a request
        with django_assert_num_queries(2):
            assert {(row.venue.name, row.referred_to.name, row.claimed_by.username) for row in rows} == {
                (desks.venue.name, desks.unit.name, desks.head.username)
            }
        assert len(rows) == count
