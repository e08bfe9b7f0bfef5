"""Notices to invented people, to measure with: written and counted in a process of their own (`manage.py shell -c`)."""

import json
import sys
import time
import uuid
from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Site

from cms.notices.models import ChannelOfNotices, Notice, NoticeState, Subscription, SubscriptionState
from cms.notices.sending import send_waiting
from cms.notices.services import address_digest, vault_context
from cms.vault import encrypt

UNDONE = (NoticeState.WAITING, NoticeState.HANDED)


def write(count: int) -> None:
    """`count` confirmed subscriptions with one notice each, due now."""
    site = Site.objects.get(is_default_site=True)
    followed = {"content_type": ContentType.objects.get_for_model(Site), "object_id": site.pk, "topic": "bench"}
    subscriptions = []
    for number in range(count):
        address = f"example{number}@example.com"
        row = Subscription(
            **followed,
            site=site,
            about="示例",
            channel=ChannelOfNotices.MAIL,
            address_digest=address_digest("mail", address),
            language="zh-hans",
            state=SubscriptionState.CONFIRMED,
        )
        row.ciphertext, row.key_id = encrypt(address, context=vault_context(row))
        subscriptions.append(row)
    Subscription.objects.bulk_create(subscriptions, batch_size=500)
    text = {"subject": "示例：有新进展", "body": "示例：您提交的意见有新进展。\n\n" + "说明。" * 60}
    Notice.objects.bulk_create(
        [
            Notice(site=site, subscription=row, kind="bench", key="bench", message_id=uuid.uuid4().hex, **text)
            for row in subscriptions
        ],
        batch_size=500,
    )


def finish(longest_seconds: float) -> None:
    """Send until nothing waits and nothing is in doubt; then print state → message ids, as JSON."""
    until = time.monotonic() + longest_seconds
    while Notice.objects.filter(state__in=UNDONE).exists() and time.monotonic() < until:
        send_waiting()
        time.sleep(0.2)
    found = defaultdict(list)
    for state, message_id in Notice.objects.filter(kind="bench").values_list("state", "message_id"):
        found[state].append(message_id)
    json.dump(found, sys.stdout)
