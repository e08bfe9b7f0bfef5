"""What authors whose opinion was merged into another do about the common answer."""

import pytest
from django.utils import timezone

from cms.kernel.exceptions import Conflict
from cms.workdays.selectors import add_workdays
from tests.forms.test_resident_moves import answered, make, refused, words

pytestmark = pytest.mark.django_db


def merged_into(main, desks, **kwargs):
    return desks.submission(state="merged", merged_into=main, **kwargs)


@pytest.mark.parametrize("state", ["answered", "closed"])
def test_who_joined_it_rates_the_answer_too(desks, state):
    main = answered(desks, state)
    joined = make(merged_into(main, desks), "rate", rating="dissatisfied", reason="我这边没修")

    assert (joined.state, joined.rating, words(joined)) == ("merged", "dissatisfied", [("rated", "我这边没修")])
    main.refresh_from_db()
    assert (main.state, main.rating, words(main)) == (state, "", [])
    assert "已经评过" in refused(Conflict, joined, "rate", rating="satisfied")


@pytest.mark.parametrize(("name", "data"), [("rate", {"rating": "satisfied"}), ("reopen", {"reason": "没修"})])
def test_who_joined_what_has_no_answer_yet_waits(desks, name, data):
    joined = merged_into(desks.submission(state="accepted"), desks)
    assert "还没有答复" in refused(Conflict, joined, name, **data)


@pytest.mark.parametrize(("name", "days"), [("rate", 8), ("reopen", 31)])
def test_time_of_who_joined_it_counts_from_the_common_answer(desks, name, days):
    joined = merged_into(answered(desks, "closed", days_ago=days), desks)
    refused(Conflict, joined, name, rating="satisfied", reason="没修")


def test_what_is_not_solved_of_who_joined_goes_on_by_itself(desks):
    main = answered(desks, "closed")
    joined = make(merged_into(main, desks), "reopen", reason="我这边没修")

    due_on = add_workdays(timezone.localdate(), 3)
    assert (joined.state, joined.merged_into, joined.due_on, joined.reopened_count) == ("accepted", None, due_on, 1)
    assert words(joined) == [("reply", "已更换灯泡。"), ("unsolved", "我这边没修")]
    main.refresh_from_db()
    assert (main.state, main.reply, main.reopened_count) == ("closed", "已更换灯泡。", 0)


def test_office_reviews_for_who_joined_it(desks):
    joined = make(merged_into(answered(desks), desks, reopened_count=1), "ask_review", reason="还是没修")
    assert (joined.state, joined.review) == ("merged", "asked")

    upheld = make(joined, "uphold", desks.actor("district"), note="看过了，已修好。")
    assert (upheld.state, upheld.review) == ("merged", "upheld")

    again = make(merged_into(answered(desks), desks, reopened_count=1), "ask_review", reason="还是没修")
    again = make(again, "reopen_after_review", desks.actor("district"))
    assert (again.state, again.merged_into, again.review) == ("accepted", None, "")


def test_what_who_joined_said_of_an_answer_ends_with_it(desks):
    main = answered(desks)
    joined = make(merged_into(main, desks), "rate", rating="dissatisfied")
    make(main, "reopen", reason="没修")
    joined.refresh_from_db()
    assert (joined.state, joined.rating, joined.rated_at) == ("merged", "", None)
