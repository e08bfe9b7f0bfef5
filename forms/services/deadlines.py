"""
Time limits of submissions, counted in working days from today. Lengths are the district's settings (domain, §3).

The functions that set one are called by moves, on locked rows that they save.
"""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from cms.clock.models import Ending
from cms.clock.services import set_due, stop_all
from cms.workdays.selectors import add_workdays
from forms.models import Due, IntakeSubmission, Review
from liaison_pages.models import DistrictSettings


def deciding_deadline(site) -> date:
    """By when an accepted submission is answered or referred."""
    return _due(DistrictSettings.for_site(site).deciding_days)


def reply_deadline(site, *, is_complex: bool) -> date:
    """By when whoever it was referred to must answer."""
    district = DistrictSettings.for_site(site)
    return _due(district.complex_reply_days if is_complex else district.reply_days)


def review_deadline(site) -> date:
    """By when the office decides about an answer that is said not to help."""
    return _due(DistrictSettings.for_site(site).review_days)


def await_decision(*submissions: IntakeSubmission, ended: str = Ending.MET) -> None:
    """Their desks, of one site, decide from now on; what was due before ended as `ended` says."""
    due_on = deciding_deadline(submissions[0].site)
    for submission in submissions:
        set_due(submission, due_on=due_on, what=Due.DECIDING, ended=ended)


def await_reply(submission: IntakeSubmission, *, is_complex: bool) -> None:
    """It was referred, to its unit or to the outside."""
    due_on = reply_deadline(submission.site, is_complex=is_complex)
    set_due(submission, due_on=due_on, what=Due.REPLY, unit=submission.referred_to, ended=Ending.MET)


def await_review(submission: IntakeSubmission) -> None:
    """Its author asked the office to look at the answer."""
    set_due(submission, due_on=review_deadline(submission.site), what=Due.REVIEW, ended=Ending.MET)


def no_more_reviews(submissions: QuerySet[IntakeSubmission]) -> None:
    """Of `submissions` none is reviewed any more: the answer that it was about does not last."""
    stop_all(submissions.filter(review=Review.ASKED), Ending.DROPPED)


def _due(working_days: int) -> date:
    return add_workdays(timezone.localdate(), working_days)
