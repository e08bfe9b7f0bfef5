"""Letting the author of a submission be told by e-mail or short message, and everybody of a public matter by e-mail."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.notices import services
from cms.notices.models import ChannelOfNotices
from cms.notices.selectors import subscriptions_of
from forms.models import MATTER_TOPIC, IntakeSubmission, PublicMatter
from forms.reach import Reach

TOPIC = "submission"  # of authors' own subscriptions
MATTER_KIND = "matter.news"


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


@transaction.atomic
def follow_matter(*, matter: PublicMatter, address: str, language: str, actor) -> None:
    """
    Ask the e-mail address to confirm that it wants to be told what the public reads anew of `matter`. Whether it was
    known before is told to nobody. Nothing where the matter was taken down just now: who shows and hides it waits for
    the lock, and so does this.
    """
    public = PublicMatter.objects.select_for_update(of=("self",), no_key=True).select_related("site")
    locked = public.filter(pk=matter.pk, is_public=True).first()
    if locked is not None:
        services.subscribe(
            obj=locked,
            topic=MATTER_TOPIC,
            channel=ChannelOfNotices.MAIL,
            address=address,
            about=locked.title,
            language=language,
            actor=actor,
        )


def tell_followers(matters: Iterable[PublicMatter], news: str) -> None:
    """Tell who follows public `matters` of what the public reads of them since now, a `News`."""
    services.announce(objects=matters, kind=MATTER_KIND, data={"news": news})


def call_it_as_it_is(matter: PublicMatter) -> None:
    """Its title is another now, and the old one perhaps not to be read any more."""
    services.rename(obj=matter, topic=MATTER_TOPIC, about=matter.title)


def drop_followers(matter: PublicMatter, asked_before: datetime | None = None) -> None:
    """
    It was taken down, or nothing has come for long to those who asked before then: addresses go, and what was written
    to them. Nobody is told. The caller holds the matter's lock.
    """
    services.end_all(obj=matter, topic=MATTER_TOPIC, asked_before=asked_before)
