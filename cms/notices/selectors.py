"""Questions about subscriptions, words and the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.notices.kinds import NoticeKind, default_words
from cms.notices.links import read_token
from cms.notices.models import (
    Announcement,
    ChannelOfNotices,
    Notice,
    NoticeSettings,
    NoticeState,
    NoticeTemplate,
    Subscription,
    SubscriptionState,
)

STUCK = (NoticeState.UNCERTAIN, NoticeState.FAILED)  # what waits for an administrator


def subscriptions_of(obj, topic: str) -> list[Subscription]:
    """Those to `obj` that are not ended, oldest first: what its author may switch off. One query, no address."""
    return list(
        Subscription.objects.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk, topic=topic)
        .exclude(state=SubscriptionState.ENDED)
        .order_by("pk")
    )


def alive(site, topic: str) -> QuerySet[Subscription]:
    """
    The site's subscriptions to things of `topic` that hold an address and have nothing to be sent, the oldest first.
    """
    waiting = Notice.objects.filter(subscription=OuterRef("pk"), state__in=[NoticeState.WAITING, NoticeState.HANDED])
    found = Subscription.objects.filter(site=site, topic=topic).exclude(state=SubscriptionState.ENDED)
    return found.filter(~Exists(waiting)).order_by("pk")


def subscription_by_token(token: str, purpose: str) -> Subscription | None:
    """The one that the link was made for; None for another text, and for one that is long gone."""
    uid = read_token(token, purpose)
    return Subscription.objects.select_related("site").filter(uid=uid).first() if uid else None


def may_still_confirm(subscription: Subscription) -> bool:
    """Whether the link to confirm holds still."""
    days = NoticeSettings.for_site(subscription.site).confirm_days
    return not subscription.is_ended and timezone.now() < subscription.requested_at + timedelta(days=days)


def followers(where: Q, most: int | None = None) -> list[Subscription]:
    """The confirmed subscriptions that `where` picks, the oldest first, at most so many. One query."""
    found = Subscription.objects.filter(where, state=SubscriptionState.CONFIRMED)
    return list(found.select_related("site").defer("ciphertext").order_by("pk")[:most])


def followed_among(objects: list, topic: str) -> list:
    """Those of `objects`, of one model, that somebody follows. One query, whatever the number of followers."""
    content_type = ContentType.objects.get_for_model(objects[0])
    confirmed = Subscription.objects.filter(content_type=content_type, topic=topic, state=SubscriptionState.CONFIRMED)
    pks = set(
        confirmed.filter(object_id__in=[obj.pk for obj in objects]).values_list("object_id", flat=True).distinct()
    )
    return [obj for obj in objects if obj.pk in pks]


class Words:
    """The words of one kind on one site, for every channel and language: one query."""

    def __init__(self, kind: NoticeKind, site):
        rows = NoticeTemplate.objects.filter(kind=kind.name, site=site)
        self.kind = kind
        self._own = {(row.channel, row.language): (row.subject, row.body) for row in rows}

    def of(self, channel: str, language: str) -> tuple[str, str]:
        """Subject and body: the district's own, else the kind's."""
        return self._own.get((channel, language)) or default_words(self.kind, channel, language)


def changed_templates(site) -> dict[tuple[str, str, str], NoticeTemplate]:
    """The district's own words by kind, channel and language."""
    rows = NoticeTemplate.objects.filter(site=site)
    return {(row.kind, row.channel, row.language): row for row in rows}


@dataclass(frozen=True)
class Outbox:
    """
    How it stands with a site's notices; `oldest` is since when the first of those due is waiting, `announced` how many
    announcements are still to be made into notices.
    """

    announced: int
    waiting: int
    due: int
    failed: int
    uncertain: int
    oldest: datetime | None


def outbox_of(site) -> Outbox:
    """Three queries."""
    now = timezone.now()
    waiting = Notice.objects.filter(site=site, state=NoticeState.WAITING).aggregate(
        all=Count("pk"),
        due=Count("pk", filter=Q(next_attempt_at__lte=now)),
        oldest=Min("next_attempt_at", filter=Q(next_attempt_at__lte=now)),
    )
    stuck = dict(stuck_notices(site).order_by().values_list("state").annotate(Count("pk")))
    announced = Announcement.objects.filter(site=site).aggregate(all=Count("pk"), oldest=Min("created_at"))
    return Outbox(
        announced["all"],
        waiting["all"],
        waiting["due"],
        stuck.get(NoticeState.FAILED, 0),
        stuck.get(NoticeState.UNCERTAIN, 0),
        min(filter(None, [waiting["oldest"], announced["oldest"]]), default=None),
    )


def stuck_notices(site) -> QuerySet[Notice]:
    """What an administrator looks at, newest first: not sent, or not known to be."""
    return Notice.objects.filter(site=site, state__in=STUCK).select_related("subscription").order_by("-pk")


def channels_in(channels: Iterable[str]) -> list[str]:
    """Labels of channels, in their order."""
    known = set(channels)
    return [str(channel.label) for channel in ChannelOfNotices if channel in known]
