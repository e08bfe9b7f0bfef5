"""
The signed token that a form carries instead of a session and a cookie.

It holds a random request key (one form, one submission), the page, the version of the notice that was shown and the
channel. It is worth nothing to anybody else: who has it can hand in this form once.
"""

import uuid
from dataclasses import dataclass

from django.core import signing

from forms.models import Channel

SALT = "forms.intake"
MAX_AGE_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Token:
    request_key: uuid.UUID
    page_pk: int
    notice_version: str
    channel: str = Channel.WEB

    def sign(self) -> str:
        return signing.dumps([self.request_key.hex, self.page_pk, self.notice_version, self.channel], salt=SALT)


class BadToken(Exception):
    """Forged, damaged or of another page."""


class ExpiredToken(BadToken):
    """Right, but older than MAX_AGE_SECONDS."""


def new_token(*, page_pk: int, notice_version: str, channel: str = Channel.WEB) -> Token:
    return Token(uuid.uuid4(), page_pk, notice_version, channel)


def read_token(text: str, *, page_pk: int) -> Token:
    """The token of a form that was sent to the page; raises ExpiredToken or BadToken."""
    try:
        key, signed_page, version, channel = signing.loads(text, salt=SALT, max_age=MAX_AGE_SECONDS)
        token = Token(uuid.UUID(hex=key), signed_page, version, channel)
    except signing.SignatureExpired as error:
        raise ExpiredToken from error
    except (signing.BadSignature, ValueError) as error:
        raise BadToken from error
    if signed_page != page_pk:
        raise BadToken
    return token
