"""
Writing notices into the outbox, always in the transaction of the change that they tell of: what is rolled back is told
to nobody, and what is committed is told, whatever stops afterwards (docs/adr/0011).
"""

import re
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone, translation
from zope.interface import implementer

from cms.kernel.failures import attempt
from cms.kernel.interfaces import IEventWitness
from cms.kernel.states import enabled
from cms.notices.kinds import CONFIRM, NoticeKind, kinds, registrations, site_name
from cms.notices.links import confirm_url, manage_url
from cms.notices.models import ChannelOfNotices, Notice, NoticeSettings, Subscription
from cms.notices.placeholders import fill
from cms.notices.selectors import Words, followers

GAPS = re.compile(r"\n{3,}")  # of a placeholder that had nothing to say
SUBJECT_LENGTH = Notice._meta.get_field("subject").max_length


@implementer(IEventWitness)
class OutboxWitness:
    """Writes what the event's kinds tell to the followers of its objects. One query where there are none."""

    def see(self, event, objects) -> None:
        entries = enabled(registrations(event.name), event.site)
        if not entries:
            return
        where = Q(pk__in=[])
        for entry in entries:
            where |= Q(topic=entry.value.topic, object_id__in=entry.value.followed(objects))
        found = followers(Q(content_type=event.content_type) & where)
        for entry in entries:
            to = [subscription for subscription in found if subscription.topic == entry.value.topic]
            if to:
                write(entry.value, to, values_of(entry, to, event.data), key=f"event:{event.pk}")


def values_of(entry, to: list[Subscription], data: dict) -> Callable[[Subscription], dict | None]:
    """What the kind says of each follower's own; None, and a line in the log, where its code fails."""
    kind = entry.value
    loaded = attempt("notice", entry, lambda: kind.load({each.object_id for each in to}), otherwise={})

    def values(subscription: Subscription) -> dict | None:
        followed = loaded.get(subscription.object_id)
        return followed and attempt("notice", entry, lambda: kind.values(followed, data))

    return values


def write(kind: NoticeKind, to: Iterable[Subscription], values: Callable[[Subscription], dict | None], key: str) -> int:
    """
    A notice of `kind` for each subscription; returns for how many. Called in the transaction of the change.

    `values` is asked in each follower's language. Written again with the same `key`, nothing is added.
    """
    words: dict[int, Words] = {}
    names: dict[tuple[int, str], str] = {}
    rows = []
    for subscription in to:
        site = subscription.site
        if site.pk not in words:
            words[site.pk] = Words(kind, site)
        with translation.override(subscription.language):
            found = values(subscription)
            if found is None:
                continue
            named = (site.pk, subscription.language)
            names[named] = names.get(named) or site_name(site)
            rows.append(_row(subscription, words[site.pk], {"site": names[named], **found}, key))
    Notice.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)
    return len(rows)


def _row(subscription: Subscription, words: Words, values: dict, key: str) -> Notice:
    subject, body = words.of(subscription.channel, subscription.language)
    values = {"off": manage_url(subscription), **values}
    return Notice(
        site=subscription.site,
        subscription=subscription,
        kind=words.kind.name,
        key=key,
        subject=" ".join(fill(subject, values).split())[:SUBJECT_LENGTH],
        body=GAPS.sub("\n\n", fill(body, values)).strip(),
        next_attempt_at=when(subscription),
        message_id=uuid.uuid4().hex,
    )


def ask_to_confirm(subscription: Subscription, days: int) -> None:
    """The one notice that an unconfirmed address gets."""
    values = {"about": subscription.about, "link": confirm_url(subscription), "days": days}
    asked = f"confirm:{subscription.requested_at.timestamp():.6f}"
    write(kinds()[CONFIRM], [subscription], lambda _each: values, key=asked)


def when(subscription: Subscription) -> datetime:
    """
    When a notice written now may be sent: at once; for one mail a day, when the district's hour strikes next; a digest
    not before its hour.
    """
    now = timezone.localtime()
    if subscription.is_digest:
        return max(now, _at(NoticeSettings.for_site(subscription.site).digest_hour, now))
    if not subscription.is_daily or subscription.channel == ChannelOfNotices.SMS or not subscription.is_confirmed:
        return now
    today = _at(NoticeSettings.for_site(subscription.site).daily_hour, now)
    return today if today > now else today + timedelta(days=1)


def _at(hour: int, day: datetime) -> datetime:
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)
