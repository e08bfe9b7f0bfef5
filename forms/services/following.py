"""Letting the author of a submission be told by e-mail or short message."""

from django.utils.translation import gettext as _

from cms.notices import services
from cms.notices.selectors import subscriptions_of
from forms.models import IntakeSubmission
from forms.reach import Reach

TOPIC = "submission"  # of authors' own subscriptions


def about(number: str) -> str:
    """How messages name a submission, in the active language."""
    return _("编号 %s 的意见") % number


def follow(*, submission: IntakeSubmission, reach: Reach, language: str, is_daily: bool = False, actor) -> None:
    """
    Ask the address to confirm, in the caller's transaction. `reach` has a channel that is set up
    (`forms.reach.channel_for`); the active language is `language`.
    """
    services.subscribe(
        obj=submission,
        topic=TOPIC,
        channel=reach.channel,
        address=reach.value,
        about=about(submission.number),
        language=language,
        is_daily=is_daily,
        actor=actor,
    )


def unfollow(*, submission: IntakeSubmission, actor) -> None:
    """End every subscription of its author's, in the caller's transaction: what waits to be sent is dropped."""
    for subscription in subscriptions_of(submission, TOPIC):
        services.end(subscription=subscription, actor=actor)
