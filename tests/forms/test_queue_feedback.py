"""What staff see of what authors said since: on the opinion's page, in the queue, in the filter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.kernel.actors import Resident
from cms.kernel.perform import perform
from forms.models import IntakeSubmission, SubmissionMessage
from forms.selectors import queue
from forms.selectors.feedback import messages_of
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import VenueFactory

pytestmark = pytest.mark.django_db


def detail(client, submission) -> str:
    return client.get(reverse("liaison_queue:detail", args=[submission.pk])).content.decode()


def listed(client, **query) -> set[str]:
    response = client.get(reverse("liaison_queue:index"), query)
    return {row.number for row in response.context["object_list"]}


def add(submission, text: str):
    return perform([submission], "submission.add", Resident(), {"text": text})[0]


def test_page_shows_words_and_earlier_answers_in_order(signed_in, desks):
    submission = desks.submission(state="answered", reply="已换灯。", reply_by="示例站", replied_at=timezone.now())
    submission = perform([submission], "submission.rate", Resident(), {"rating": "dissatisfied", "reason": "没换全"})[0]
    submission = perform([submission], "submission.reopen", Resident(), {"reason": "巷尾没换"})[0]
    add(submission, "第三盏 <b>也</b> 灭了")

    html = detail(signed_in("head"), submission)

    places = [html.index(text) for text in ("已换灯。", "没换全", "巷尾没换", "第三盏 &lt;b&gt;也&lt;/b&gt; 灭了")]
    assert places == sorted(places)
    assert "重新办理 1 次" in html
    assert "评价答复" in html  # in the history


def test_page_of_the_main_one_shows_what_those_who_joined_add(signed_in, desks, django_capture_on_commit_callbacks):
    main, other = desks.submission(state="accepted"), desks.submission()
    perform([other], "submission.merge", desks.actor("head"), {"number": main.number})
    other.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        add(other, "我家门口也灭了")
    assert "我家门口也灭了" in detail(signed_in("head"), main)
    assert listed(signed_in("head"), feedback="added") == {main.number, other.number}


def test_unit_reads_what_those_add_who_joined_at_another_venue(signed_in, desks):
    main = desks.submission(state="referred", referred_to=desks.unit)
    other = IntakeSubmissionFactory(state="merged", merged_into=main, venue=VenueFactory())
    add(other, "孩子掉进去了")
    html = detail(signed_in("officer"), main)
    assert "孩子掉进去了" in html
    assert reverse("liaison_queue:detail", args=[other.pk]) not in html


def test_sealed_words_are_the_office_s_alone(signed_in, desks):
    submission = add(desks.submission(), "张三欠钱")
    perform([submission], "submission.reject", desks.actor("head"), {"reason": "personal_data", "note": ""})
    assert "张三欠钱" not in detail(signed_in("head"), submission)
    assert "张三欠钱" in detail(signed_in("district"), submission)


@pytest.mark.parametrize("who", ["foreign_head", "foreign_officer", "editor"])
def test_words_are_not_shown_elsewhere(signed_in, desks, who):
    submission = add(desks.submission(), "又灭了")
    response = signed_in(who).get(reverse("liaison_queue:detail", args=[submission.pk]))
    assert response.status_code in (403, 404)
    assert "又灭了" not in response.content.decode()


def test_filter_finds_each_kind_whatever_the_state(signed_in, desks):
    rows = {
        "review": desks.submission(state="closed", review="asked", reopened_count=1),
        "reopened": desks.submission(state="accepted", reopened_count=1),
        "dissatisfied": desks.submission(state="closed", rating="dissatisfied"),
        "rated": desks.submission(state="answered", rating="satisfied"),
        "added": desks.submission(added_at=timezone.now()),
    }
    desks.submission()
    numbers = {kind: row.number for kind, row in rows.items()}
    found = {kind: listed(signed_in("head"), feedback=kind) for kind in rows}
    assert found == {
        "review": {numbers["review"]},
        "reopened": {numbers["review"], numbers["reopened"]},
        "dissatisfied": {numbers["dissatisfied"]},
        "rated": {numbers["dissatisfied"], numbers["rated"]},
        "added": {numbers["added"]},
    }


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        ({"state": "closed", "review": "asked"}, "等代表工委复核"),
        ({"state": "accepted", "reopened_count": 2}, "重新办理 2 次"),
        ({"state": "answered", "rating": "dissatisfied"}, "评价：不满意"),
        ({"state": "referred", "added_at": timezone.now()}, "有补充"),
    ],
)
def test_row_and_page_are_marked(signed_in, desks, values, mark):
    submission = desks.submission(**values)
    client = signed_in("head")
    assert mark in client.get(reverse("liaison_queue:index"), {"scope": "all"}).content.decode().split("<tbody>")[1]
    assert mark in detail(client, submission)


def test_review_is_asked_of_the_office(signed_in, desks):
    submission = desks.submission(state="closed", reply="已换灯。", review="asked", reopened_count=1)
    assert listed(signed_in("district"), scope="waiting") == {submission.number}
    html = detail(signed_in("district"), submission)
    assert ("重新办理" in html, "维持答复" in html) == (True, True)
    assert queue.waiting_count(desks.head) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_words_cost_one_query_however_many(desks, count, django_assert_num_queries):
    submission = desks.submission()
    for turn in range(count):
        SubmissionMessage.objects.create(submission=submission, kind="added", text=f"第 {turn} 次")
    with django_assert_num_queries(1):
        assert [message.submission.number for message in messages_of(submission)] == [submission.number] * count


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's planner scans so few rows")
def test_words_are_found_by_indexes_among_all(desks):
    with CaptureQueriesContext(connection) as captured:
        messages_of(desks.submission())
    [query] = [each["sql"] for each in captured.captured_queries if "submissionmessage" in each["sql"][:40]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        steps = [row[3] for row in cursor.fetchall()]
    assert steps
    assert [step for step in steps if step.startswith("SCAN")] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's planner looks at so few rows one by one")
@pytest.mark.parametrize("kind", ["reopened", "dissatisfied", "rated", "added"])
def test_each_filter_has_an_index_of_the_few_rows_it_finds(site, desks, kind):
    """In the order of the queue, so that a page of it costs its own rows."""
    rows = IntakeSubmission.objects.filter(queue.feedback(kind), site=site).order_by("due_on", "pk")
    plan = rows.explain()
    assert (f"USING INDEX queue_{kind} " in plan, "TEMP B-TREE" in plan) == (True, False)


def test_rated_ones_are_those_with_any_rating(signed_in, desks):
    rated = [desks.submission(state="answered", rating=rating) for rating in ("satisfied", "dissatisfied")]
    desks.submission(state="answered")
    assert listed(signed_in("head"), feedback="rated") == {each.number for each in rated}
