"""
Addresses in messages. A link names a subscription by a random number and a keyed digest of it and of what it is for:
nothing can be guessed, and the link to end notices does not confirm them.

No link in a message carries a resident's query code. Mail is read by filters that fetch what it links to and keep it,
short messages show on locked screens, and both outlast the matter; the code opens the whole of what somebody said, and
stays with its author alone (docs/adr/0006). A message says in plain words what happened and gives the number; the
page that it leads to asks for the code.
"""

import base64
import binascii
import hmac
import uuid

from django.urls import reverse
from django.utils import translation

from cms.notices.models import Subscription
from cms.vault import digest

CONFIRM, MANAGE = "confirm", "manage"
KEY_CHARACTERS = 22  # of 128 random bits
MARK_CHARACTERS = 16  # of 96 bits of the digest


def token_of(subscription: Subscription, purpose: str) -> str:
    """38 characters that fit into an address."""
    return _encoded(subscription.uid.bytes) + _mark(subscription.uid, purpose)


def read_token(token: str, purpose: str) -> uuid.UUID | None:
    """The `uid` that the token was made of for this purpose; None for any other text."""
    if len(token) != KEY_CHARACTERS + MARK_CHARACTERS or not token.isascii():
        return None
    try:
        uid = uuid.UUID(bytes=base64.urlsafe_b64decode(token[:KEY_CHARACTERS] + "=="))
    except (binascii.Error, ValueError):
        return None
    return uid if hmac.compare_digest(token[KEY_CHARACTERS:], _mark(uid, purpose)) else None


def _mark(uid: uuid.UUID, purpose: str) -> str:
    return _encoded(bytes.fromhex(digest(uid.hex, purpose=f"notices.{purpose}"))[:12])


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def confirm_url(subscription: Subscription) -> str:
    return url(subscription, "liaison_notices:confirm", token_of(subscription, CONFIRM))


def manage_url(subscription: Subscription) -> str:
    """Where notices are ended with one click, by people and by mail programs (RFC 8058)."""
    return url(subscription, "liaison_notices:manage", token_of(subscription, MANAGE))


def url(subscription: Subscription, name: str, *args) -> str:
    """The whole address of a route, in the language of the subscription."""
    with translation.override(subscription.language):
        return subscription.site.root_url + reverse(name, args=args)
