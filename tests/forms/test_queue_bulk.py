"""Moves of many submissions at once: all or none."""

from urllib.parse import urlencode

import pytest

from forms.models import IntakeSubmission
from tests.forms.queue_pages import INDEX, bulk, said


def test_selected_ones_are_listed_and_moved_together(desks, signed_in):
    both = [desks.submission(state="escalated") for _ in range(2)]
    client = signed_in("district")
    query = "&".join(f"id={submission.pk}" for submission in both)

    page = client.get(f"{bulk('decline')}?{query}").content.decode()
    assert all(submission.number in page for submission in both)

    came_from = f"{INDEX}?state=escalated"
    address = f"{bulk('decline')}?{urlencode({'next': came_from})}"  # as Wagtail's script for selections sends it
    response = client.post(address, {"id": [each.pk for each in both], "reason": "没有代表领衔"})

    assert response.url == came_from
    assert "、".join(each.number for each in both) in said(response)
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


def test_many_are_counted_rather_than_listed(desks, signed_in):
    many = [desks.submission(state="escalated") for _ in range(6)]

    response = signed_in("district").post(bulk("decline"), {"id": [each.pk for each in many], "reason": "没有代表领衔"})

    assert "6 件意见" in said(response)
    assert many[0].number not in said(response)
