"""Claims: a name with an end, and what ends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.kernel.exceptions import Conflict, Denied
from cms.kernel.perform import perform
from forms.models import IntakeSubmission
from forms.selectors.claims import live_claimer
from forms.services.claims import claim, release
from liaison_pages.models import DistrictSettings


def fresh(submission):
    return IntakeSubmission.objects.select_related("claimed_by").get(pk=submission.pk)


def test_claim_holds_for_the_district_s_minutes(desks):
    settings = DistrictSettings.for_site(desks.venue.site)
    settings.claim_minutes = 5
    settings.save()

    claimed = claim(submission=desks.submission(), actor=desks.actor("head"))

    assert live_claimer(fresh(claimed)) == desks.head
    assert timedelta(minutes=4) < claimed.claimed_until - timezone.now() <= timedelta(minutes=5)


def test_claim_of_another_names_who_and_until_when(desks):
    claimed = claim(submission=desks.submission(), actor=desks.actor("head"))
    until = timezone.localtime(claimed.claimed_until).strftime("%H:%M")

    with pytest.raises(Conflict) as caught:
        claim(submission=claimed, actor=desks.actor("clerk"))

    assert desks.head.get_full_name() in str(caught.value)
    assert until in str(caught.value)
    assert fresh(claimed).claimed_by == desks.head


def test_claim_ends_by_itself(desks):
    claimed = claim(submission=desks.submission(), actor=desks.actor("head"))
    IntakeSubmission.objects.filter(pk=claimed.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))

    assert live_claimer(fresh(claimed)) is None
    assert claim(submission=claimed, actor=desks.actor("clerk")).claimed_by == desks.clerk


def test_claim_ends_with_the_claimer_s_account(desks):
    claimed = claim(submission=desks.submission(), actor=desks.actor("head"))
    desks.head.is_active = False
    desks.head.save()

    assert live_claimer(fresh(claimed)) is None
    moved = perform([claimed], "submission.accept", desks.actor("clerk"))[0]
    assert (moved.state, moved.claimed_by) == ("accepted", desks.clerk)


def test_release_frees_it_for_others(desks):
    claimed = claim(submission=desks.submission(), actor=desks.actor("head"))

    with pytest.raises(Conflict):
        release(submission=claimed, actor=desks.actor("clerk"))
    release(submission=claimed, actor=desks.actor("head"))

    assert fresh(claimed).claimed_by is None


@pytest.mark.parametrize("who", ["reader", "auditor", "foreign_head", "foreign_deputy", "officer"])
def test_claim_is_for_those_who_decide(desks, who):
    submission = desks.submission()
    with pytest.raises(Denied):
        claim(submission=submission, actor=desks.actor(who))
    assert fresh(submission).claimed_by is None


def test_claim_of_what_is_done_is_denied(desks):
    with pytest.raises(Denied):
        claim(submission=desks.submission(state="closed"), actor=desks.actor("head"))


def test_an_officer_claims_what_lies_with_the_unit(desks):
    assert claim(submission=desks.submission(state="referred"), actor=desks.actor("officer")).claimed_by == (
        desks.officer
    )


def test_deciding_claims_what_is_free_and_moving_on_frees_it(desks):
    accepted = perform([desks.submission()], "submission.accept", desks.actor("head"))[0]
    assert live_claimer(fresh(accepted)) == desks.head

    with pytest.raises(Conflict):
        perform([accepted], "submission.answer", desks.actor("clerk"), {"reply": "好", "reply_by": "站里"})
    assert fresh(accepted).state == "accepted"

    answered = perform([accepted], "submission.answer", desks.actor("head"), {"reply": "好", "reply_by": "站里"})[0]
    assert (answered.claimed_by, answered.claimed_until) == (None, None)
