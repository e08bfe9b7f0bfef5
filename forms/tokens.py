"""
The signed token that a form carries instead of a session and a cookie.

It holds a random request key (one form, one submission), the page, the version of the notice that was shown, the
channel, of the form that staff fill in for somebody the account it was made for, when the form was opened, and the
paper whose code was scanned. It is worth nothing to anybody else: who has it can hand in this form once.
"""

import time
import uuid
from dataclasses import dataclass

from django.core import signing

from forms.models import Channel

SALT = "forms.intake"
ENTRANCE = 0  # in place of a page: the district's own entrance
FOLLOWING = -1  # in place of a page: no intake form, but the one to follow a public matter
REPORTING = -2  # … but the one to say what is wrong on a page
MAX_AGE_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Token:
    request_key: uuid.UUID
    page_pk: int
    notice_version: str
    channel: str = Channel.WEB
    staff_pk: int | None = None
    made_at: int = 0  # seconds since 1970; a form that is shown again keeps that of the first time
    paper: str = ""  # a `Paper`, of a visitor who scanned one

    def sign(self) -> str:
        rest = [self.page_pk, self.notice_version, self.channel, self.staff_pk, self.made_at, self.paper]
        return signing.dumps([self.request_key.hex, *rest], salt=SALT)


class BadToken(Exception):
    """Forged, damaged, of another page or of somebody else."""


class ExpiredToken(BadToken):
    """
    Right, but older than MAX_AGE_SECONDS. It makes nothing more; for what it made earlier, `token` still gives the
    receipt, to somebody whose network failed before the answer came.
    """

    def __init__(self, token: Token):
        super().__init__()
        self.token = token


def new_token(
    *,
    page_pk: int,
    notice_version: str,
    channel: str = Channel.WEB,
    staff=None,
    made_at: int | None = None,
    paper: str = "",
) -> Token:
    """
    A token for one form; `staff` is the user who fills it in for somebody, None a resident. `made_at`: of the form that
    is shown again, None for now.
    """
    made_at = int(time.time()) if made_at is None else made_at
    return Token(uuid.uuid4(), page_pk, notice_version, channel, staff and staff.pk, made_at, paper)


def read_token(text: str, *, page_pk: int, staff=None) -> Token:
    """The token of a form that was sent to the page, by `staff` or by a resident; raises ExpiredToken or BadToken."""
    token = _signed(text)
    if (token.page_pk, token.staff_pk) != (page_pk, staff and staff.pk):
        raise BadToken
    try:
        signing.loads(text, salt=SALT, max_age=MAX_AGE_SECONDS)
    except signing.SignatureExpired as error:
        raise ExpiredToken(token) from error
    return token


def _signed(text: str) -> Token:
    """The token in `text`, whatever its age."""
    try:
        key, *rest = signing.loads(text, salt=SALT)
        return Token(uuid.UUID(hex=key), *rest)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadToken from error
