"""
What follows when a suggestion moves on. Delivered at least once, so each handler looks at what is still to do.

Every handler locks the submissions it moves first: between the look and the move nobody else moves them.
"""

from cms.kernel.actors import System
from cms.kernel.perform import perform
from forms.models import IntakeSubmission, State
from plugins.suggestions import selectors, services
from plugins.suggestions.models import ReturnReason, Suggestion

ACTOR = System("suggestions")


def give_back(event) -> None:
    """After suggestion.decline and suggestion.return: the submissions that still wait go back to the queue."""
    suggestion = Suggestion.objects.get(pk=event.object_pks[0])
    waiting = _locked(selectors.escalated_sources(suggestion))
    reason = event.data["reason"]
    if event.name == "suggestion.return":
        reason = str(ReturnReason(reason).label)
    if waiting:
        perform(waiting, "submission.decline", ACTOR, {"reason": reason})
    services.release(suggestion=suggestion, submissions=selectors.all_sources(suggestion))


def answer(event) -> None:
    """After suggestion.close: the submissions that still wait are answered with the last reply."""
    suggestion = Suggestion.objects.get(pk=event.object_pks[0])
    waiting = _locked(selectors.escalated_sources(suggestion))
    reply = selectors.last_reply(suggestion)
    if waiting and reply:
        data = {"reply": reply.body, "reply_by": reply.unit.name}
        perform(waiting, "submission.answer_by_suggestion", ACTOR, data)


def tell_public(event) -> None:
    """After suggestion.close: whoever reads what is public of it reads the reply."""
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("session__term", "site")
        .filter(pk=event.object_pks[0], is_published=True)
        .first()
    )
    if suggestion:
        services.tell_public(suggestion=suggestion)


def let_go(event) -> None:
    """
    After the core took a submission out of its suggestion (declined by the office, withdrawn by its author).

    One that was escalated again before this ran keeps its new suggestion.
    """
    gone = _locked(IntakeSubmission.objects.filter(pk__in=event.object_pks).exclude(state=State.ESCALATED))
    services.release(submissions=gone)


def _locked(submissions) -> list[IntakeSubmission]:
    return list(submissions.select_for_update(of=("self",)).order_by("pk"))
