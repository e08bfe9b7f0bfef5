"""Recurring tasks of notices, run by `manage.py tasks run`, each for one site."""

from datetime import timedelta

from django.utils import timezone

from cms.notices.models import DIGEST_TOPIC, Notice, NoticeSettings, NoticeState, Subscription, SubscriptionState
from cms.notices.sending import send_waiting

KEPT = (NoticeState.WAITING, NoticeState.HANDED)


def send(site) -> None:
    """What `manage.py notices send` does, for a district that has no worker of its own for it."""
    send_waiting(site=site)


def tidy(site) -> None:
    """Forget addresses that were never confirmed, subscriptions that ended, and notices that are done with, in time."""
    limits, now = NoticeSettings.for_site(site), timezone.now()
    kept_since = now - timedelta(days=limits.keep_days)
    asked_since = now - timedelta(days=limits.confirm_days)
    subscriptions = Subscription.objects.filter(site=site)
    subscriptions.filter(state=SubscriptionState.UNCONFIRMED, requested_at__lt=asked_since).delete()
    ended = subscriptions.filter(state=SubscriptionState.ENDED, ended_at__lt=kept_since)
    ended.exclude(topic=DIGEST_TOPIC).delete()  # of an account: its "no", without an address
    Notice.objects.filter(site=site, created_at__lt=kept_since).exclude(state__in=KEPT).delete()
