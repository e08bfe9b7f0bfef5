"""Somebody who follows a submission, and the outbox."""

import re

from django.utils import translation

from cms.kernel.actors import Resident
from cms.notices import services
from cms.notices.models import Notice, Subscription
from forms.services.following import TOPIC, about

ADDRESS = "li@example.com"
LINK = re.compile(r"https?://[^\s/]+(/\S*)")


def ask(submission, address: str = ADDRESS, *, channel="mail", language="zh-hans", is_daily=False) -> Subscription:
    """A subscription that its address was asked to confirm."""
    with translation.override(language):
        words = about(submission.number)
    services.subscribe(
        obj=submission,
        topic=TOPIC,
        channel=channel,
        address=address,
        about=words,
        language=language,
        is_daily=is_daily,
        actor=Resident(),
    )
    digest = services.address_digest(channel, address)
    return Subscription.objects.select_related("site").get(object_id=submission.pk, address_digest=digest)


def follow(submission, address: str = ADDRESS, **kwargs) -> Subscription:
    """A confirmed one; the request to confirm is out of the way."""
    subscription = services.confirm(subscription=ask(submission, address, **kwargs), actor=Resident())
    subscription.notices.all().delete()
    return subscription


def notices(**where) -> list[tuple[str, str]]:
    """Kind and state of what is in the outbox, in order."""
    return list(Notice.objects.filter(**where).order_by("pk").values_list("kind", "state"))


def path_in(text: str) -> str:
    """The path of the first link in a message."""
    return LINK.search(text).group(1)
