"""
Following something by e-mail or short message, and telling those who follow.

An app that lets people follow something of its own:

1. registers a kind of notice for what it tells (`registrar.provide(kind, INoticeKind, kind.name)`), with a `topic`;
   where the kind names an `event`, the notices are written by themselves in the transaction of that event;
2. calls `subscribe` when somebody leaves an address. They get a message that asks them to confirm, and nothing else
   before they did;
3. calls `queue` for what no event tells, or `announce` where any number may follow, and `end_all` when what is
   followed is gone.

Links to confirm, to end and to change to one mail a day are in the messages; no page of the app's is needed for them.
What a page says after `subscribe` is the same whether the address was known or not.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.kernel import audit
from cms.limits import spend_one
from cms.notices import outbox
from cms.notices.kinds import COMMON_WORDS, CONFIRM, NoticeKind, kinds
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
from cms.notices.placeholders import unknown
from cms.notices.postmen import channels_on
from cms.notices.selectors import STUCK, followed_among, followers
from cms.vault import digest, encrypt

logger = logging.getLogger(__name__)

ABOUT_LENGTH = Subscription._meta.get_field("about").max_length
ONE_DAY = timedelta(days=1)
SAME_CLICK = timedelta(minutes=2)  # asked again within it, the message is still on its way


@transaction.atomic
def subscribe(
    *, obj, topic: str, channel: str, address: str, about: str, language: str, is_daily: bool = False, actor
) -> None:
    """
    Let `address` follow `obj` (which has a `site`), and ask it to confirm, in the caller's transaction if there is one.

    `address` is an e-mail address for the channel 'mail', a tidied telephone number for 'sms' (`forms.reach`); `about`
    says in `language` what is followed, in a few words without personal data: it is in the message to an address that
    nobody has confirmed yet. Returns nothing, for nobody is told whether an address is known: asked again, one that is
    confirmed gets nothing; one that ended or did not answer is asked anew, as often a day as the district lets one
    address be asked and, by short message, LIMIT_CONFIRM_SMS lets the site ask. Raises ValueError for a channel that is
    not set up (`cms.notices.postmen.channels_on`).
    """
    if channel not in channels_on():
        raise ValueError(f"The channel {channel!r} is not set up.")
    limits = NoticeSettings.for_site(obj.site)
    content_type = ContentType.objects.get_for_model(obj)
    what = {"content_type": content_type, "object_id": obj.pk, "topic": topic}
    key = address_digest(channel, address)
    asked_since = timezone.now() - ONE_DAY
    of_address = Subscription.objects.filter(address_digest=key).select_for_update(of=("self",))
    known = list(of_address.filter(Q(**what) | Q(requested_at__gte=asked_since)))
    mine = next((each for each in known if all(getattr(each, name) == value for name, value in what.items())), None)
    if mine and (mine.is_confirmed or (mine.is_asked and mine.requested_at > timezone.now() - SAME_CLICK)):
        return
    asked = Notice.objects.filter(kind=CONFIRM, subscription__address_digest=key, created_at__gte=asked_since)
    if asked.count() >= limits.requests_a_day:
        return
    if channel == ChannelOfNotices.SMS and not spend_one("confirm.sms", str(obj.site.pk)):
        logger.warning("site %s: no more requests to confirm by short message for now (LIMIT_CONFIRM_SMS)", obj.site.pk)
        return
    subscription = mine or Subscription(**what, site=obj.site, address_digest=key)
    subscription.channel, subscription.language, subscription.about = channel, language, about[:ABOUT_LENGTH]
    subscription.is_daily = is_daily and channel == ChannelOfNotices.MAIL
    subscription.ciphertext, subscription.key_id = encrypt(address, context=vault_context(subscription))
    subscription.state, subscription.requested_at = SubscriptionState.UNCONFIRMED, timezone.now()
    try:
        with transaction.atomic():
            subscription.save()
    except IntegrityError:  # the same asked twice at once: the other one asks
        return
    audit.record(subscription, action="notices.ask", actor=actor, data={"channel": channel, "topic": topic})
    outbox.ask_to_confirm(subscription, limits.confirm_days)


@transaction.atomic
def confirm(*, subscription: Subscription, actor) -> Subscription:
    """Notices from now on. Who confirmed already stays so; one that ended stays ended. Returns the fresh row."""
    fresh = Subscription.objects.select_for_update(of=("self",)).select_related("site").get(pk=subscription.pk)
    if fresh.state != SubscriptionState.UNCONFIRMED:
        return fresh
    fresh.state, fresh.confirmed_at = SubscriptionState.CONFIRMED, timezone.now()
    fresh.save(update_fields=["state", "confirmed_at"])
    audit.record(fresh, action="notices.confirm", actor=actor)
    return fresh


@transaction.atomic
def end(*, subscription: Subscription, actor) -> None:
    """No more notices: what waits is dropped, and the address is wiped. Ended twice, nothing more happens."""
    fresh = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if fresh.is_ended:
        return
    fresh.state, fresh.ended_at = SubscriptionState.ENDED, timezone.now()
    fresh.ciphertext, fresh.key_id = b"", ""
    fresh.save(update_fields=["state", "ended_at", "ciphertext", "key_id"])
    Notice.objects.filter(subscription=fresh).exclude(state=NoticeState.SENT).exclude(state=NoticeState.HANDED).delete()
    audit.record(fresh, action="notices.end", actor=actor)


@transaction.atomic
def set_daily(*, subscription: Subscription, is_daily: bool, actor) -> None:
    """One mail a day, or each at once; of what waits already, too. Short messages are always sent at once."""
    if not subscription.may_be_daily:
        return
    fresh = Subscription.objects.select_for_update(of=("self",)).select_related("site").get(pk=subscription.pk)
    fresh.is_daily = is_daily
    fresh.save(update_fields=["is_daily"])
    waiting = Notice.objects.filter(subscription=fresh, state=NoticeState.WAITING, attempts=0, worker="")
    waiting.update(next_attempt_at=outbox.when(fresh))
    audit.record(fresh, action="notices.daily" if is_daily else "notices.at_once", actor=actor)


def queue(*, obj, kind: str, values: Mapping[str, object], key: str) -> int:
    """
    Write a notice of the registered `kind` for every confirmed follower of `obj`, in the transaction of the change
    that it tells of. Returns for how many; asks one query where there are none.

    `values` are the kind's placeholders; lazy translations among them are read in each follower's language. No personal
    data: they are kept in plain. `key` names what happened ('digest:17'): said again, nothing is doubled. Kinds with an
    `event` are queued by themselves.
    """
    chosen = kinds()[kind]
    content_type = ContentType.objects.get_for_model(obj)
    to = followers(Q(content_type=content_type, object_id=obj.pk, topic=chosen.topic))
    return outbox.write(chosen, to, lambda _each: values, key) if to else 0


def announce(*, objects: Iterable, kind: str, data: Mapping[str, object]) -> int:
    """
    Tell all who follow each of `objects` (of one model), in the transaction of the change. For what thousands may
    follow: costs a query where nobody does and two where somebody does, and the worker makes the notices.

    The kind's `load` and `values` are asked when it makes them: it tells how things stand then, with `data` for what
    happened. Returns how many of `objects` are followed.
    """
    rows = list(objects)
    told = followed_among(rows, kinds()[kind].topic) if rows else []
    if told:
        content_type = ContentType.objects.get_for_model(told[0])
        Announcement.objects.bulk_create(
            Announcement(site_id=obj.site_id, content_type=content_type, object_id=obj.pk, kind=kind, data=data)
            for obj in told
        )
    return len(told)


@transaction.atomic
def end_all(*, obj, topic: str, asked_before: datetime | None = None) -> None:
    """
    Nobody follows `obj` any more, or nobody who asked for it before then: addresses are wiped, and so is whatever was
    written to them, sent or not. Nobody is told. Three queries, however many; the caller holds a lock on `obj`.
    """
    of_thing = {"content_type": ContentType.objects.get_for_model(obj), "object_id": obj.pk}
    subscriptions = Subscription.objects.filter(**of_thing, topic=topic)
    if asked_before is None:
        Announcement.objects.filter(**of_thing).delete()  # first: waits for a worker that is at it
    else:
        subscriptions = subscriptions.filter(requested_at__lt=asked_before)
    ended_at = Coalesce("ended_at", timezone.now())
    subscriptions.update(state=SubscriptionState.ENDED, ended_at=ended_at, ciphertext=b"", key_id="", about="")
    Notice.objects.filter(subscription__in=subscriptions).delete()


def rename(*, obj, topic: str, about: str) -> None:
    """What is followed is called otherwise from now on, in messages too. One query."""
    content_type = ContentType.objects.get_for_model(obj)
    followed = Subscription.objects.filter(content_type=content_type, object_id=obj.pk, topic=topic)
    followed.exclude(state=SubscriptionState.ENDED).update(about=about[:ABOUT_LENGTH])


@transaction.atomic
def resend(*, notice: Notice, actor) -> None:
    """Put a stuck notice, and those of the same mail, into the outbox again. A person decides: it may arrive twice."""
    stuck = Notice.objects.filter(message_id=notice.message_id, subscription=notice.subscription_id, state__in=STUCK)
    stuck.update(state=NoticeState.WAITING, attempts=0, next_attempt_at=timezone.now(), worker="", reason="")
    audit.record(notice, action="notices.resend", actor=actor, site=notice.site)


@transaction.atomic
def save_template(
    *, site, kind: NoticeKind, channel: str, language: str, subject: str, body: str, actor
) -> NoticeTemplate:
    """Keep the district's own words. Raises ValidationError, by field, for placeholders that the kind does not know."""
    check_words(kind, subject=subject, body=body)
    row, _created = NoticeTemplate.objects.update_or_create(
        site=site, kind=kind.name, channel=channel, language=language, defaults={"subject": subject, "body": body}
    )
    audit.record(row, action="notices.template", actor=actor, data=_name_of(row))
    return row


@transaction.atomic
def reset_template(*, template: NoticeTemplate, actor) -> None:
    """Back to the kind's default words."""
    audit.record(template, action="notices.template_reset", actor=actor, data=_name_of(template))
    template.delete()


def check_words(kind: NoticeKind, **words: str) -> None:
    """Raise ValidationError, by the names of `words`, for braces that hold no placeholder of the kind."""
    errors = {}
    for field, text in words.items():
        if found := unknown(text, {**COMMON_WORDS, **kind.words}):
            errors[field] = _("不认识 %(found)s。花括号里只能写下面列出的词。") % {"found": " ".join(found)[:60]}
    if errors:
        raise ValidationError(errors)


def vault_context(subscription: Subscription) -> str:
    """Where the address is kept, for `cms.vault`."""
    return f"{Subscription._meta.db_table}.ciphertext:{subscription.uid.hex}"


def address_digest(channel: str, address: str) -> str:
    return digest(f"{channel}:{address.strip().lower()}", purpose="notices.address")


def _name_of(template: NoticeTemplate) -> dict:
    return {"kind": template.kind, "channel": template.channel, "language": template.language}
