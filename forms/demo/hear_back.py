"""What the demo's residents say after handing in: more of the matter, a rating, that nothing is solved."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from cms.demo import at
from cms.kernel.actors import Resident
from cms.kernel.perform import perform
from forms.demo.drafts import Draft
from forms.models import IntakeSubmission, Satisfaction

HOURS_LATER = 5
ADDED = (
    "昨天晚上又去看了，还是老样子，附近的邻居也都这么说。",
    "补充一下：早上七点到八点最明显，孩子上学要从这里过。",
    "这几天来看过的师傅说，要换的话得连旁边那一处一起换。",
)
RATED = {
    Satisfaction.SATISFIED: ("", "", "很快就办了，谢谢。", "当天就有人打电话来问，谢谢代表。"),
    Satisfaction.MOSTLY_SATISFIED: ("", "办是办了，再快一点就更好。"),
    Satisfaction.DISSATISFIED: ("只办了一半。", "说会来，一直没有来人。"),
}
UNSOLVED = ("只修了前面一段，后面那一段还是原来的样子。", "好了两天，又和以前一样了。")


def hear_back(draft: Draft, move: str, submission: IntakeSubmission, moment: datetime) -> list[IntakeSubmission]:
    """
    What its author says some hours after `move`, by chance: the rows as they are then; empty when nothing is said.

    The chance is the draft's own, so that the rest of the demo stays as it is.
    """
    rng = Random(f"{draft.index}:{move}")  # noqa: S311  a repeatable demo, not a secret
    later = moment + timedelta(hours=HOURS_LATER)
    if later >= timezone.now():
        return []
    if move == "refer" and rng.random() < 0.2:
        return _say(submission, "add", later, {"text": rng.choice(ADDED)})
    if move in ("answer", "on_spot") and rng.random() < 0.6:
        return _rate(draft, submission, later, rng)
    return []


def _rate(draft: Draft, submission: IntakeSubmission, later: datetime, rng: Random) -> list[IntakeSubmission]:
    rating = rng.choices(list(RATED), weights=(60, 18, 22))[0]
    rated = _say(submission, "rate", later, {"rating": rating, "reason": rng.choice(RATED[rating])})
    if rating != Satisfaction.DISSATISFIED or draft.path != "answered":  # others are closed later on
        return rated
    return _say(rated[0], "reopen", later + timedelta(minutes=1), {"reason": rng.choice(UNSOLVED)})


def _say(submission: IntakeSubmission, name: str, moment: datetime, data: dict) -> list[IntakeSubmission]:
    with at(moment):
        return perform([submission], f"submission.{name}", Resident(), data)
