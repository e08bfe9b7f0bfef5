"""What of the demo's submissions everybody may read: answered, being handled, and some on their way through review."""

from datetime import datetime, timedelta

from django.utils import timezone

from cms.demo import at
from cms.kernel.perform import perform
from forms.anonymity import traces_in
from forms.demo.desk import Desk, names_near
from forms.demo.drafts import Draft
from forms.models import IntakeSubmission, State
from forms.selectors.publishing import progress_of

DAYS_LATER = 1
DONE, UNDERWAY, WAITING, RETURNED = 12, 5, 2, 1
STEPS = ("已到现场看过，正在定办法。", "已排进这个月的计划。", "")
RETURN_REASON = "“居民说的”里能看出是哪一户，请再改一改。"


def publish_some(planned: list[Draft], desk: Desk) -> None:
    """Publish the newest of each title that their authors agreed to; some texts wait, one was sent back."""
    answered = _fit(planned, desk, {State.CLOSED, State.ANSWERED})
    handled = _fit(planned, desk, {State.REFERRED})
    for draft in answered[:DONE]:
        _prepare(draft, desk, is_reviewed=True)
    for draft in handled[:UNDERWAY]:
        _prepare(draft, desk, is_reviewed=True)
    rest = answered[DONE:]
    for draft in rest[: WAITING + RETURNED]:
        _prepare(draft, desk, is_reviewed=False)
    for draft in rest[:RETURNED]:
        submission = desk.received[draft.index]
        perform([submission], "submission.return_publication", desk.offices[0], {"reason": RETURN_REASON})


def _fit(planned: list[Draft], desk: Desk, states: set[str]) -> list[Draft]:
    """One for each title, the newest first: with consent, and with a text that tells nothing."""
    found: dict[str, Draft] = {}
    for draft in planned:  # the oldest first
        submission = desk.received[draft.index]
        is_quiet = not any(traces_in(text) for text in _texts(draft, submission).values())
        if draft.path != "common" and submission.state in states and submission.publish_consent and is_quiet:
            found[draft.matter.title] = draft
    return sorted(found.values(), key=lambda draft: draft.moment, reverse=True)


def _texts(draft: Draft, submission: IntakeSubmission) -> dict[str, str]:
    """The matter itself, without what its author said of themselves."""
    names, is_done = names_near(submission.venue), submission.state != State.REFERRED
    return {
        "title": draft.matter.title,
        "place": draft.matter.where.format(**names),
        "said": draft.matter.content.format(**names),
        "done": submission.reply if is_done else STEPS[draft.index % len(STEPS)],
        "done_by": submission.reply_by if is_done else "",
    }


def _prepare(draft: Draft, desk: Desk, *, is_reviewed: bool) -> None:
    submission = desk.received[draft.index]
    data = {**_texts(draft, submission), "progress": progress_of(submission), "is_reviewed": is_reviewed}
    with at(_later(submission.state_changed_at)):
        [desk.received[draft.index]] = perform(
            [submission], "submission.prepare_publication", desk.offices[draft.index % len(desk.offices)], data
        )


def _later(moment: datetime) -> datetime:
    return min(moment + timedelta(days=DAYS_LATER), timezone.now())
