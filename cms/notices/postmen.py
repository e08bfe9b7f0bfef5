"""
Those who carry messages out of the house, by mail and by short message.

A postman calls `hand_over` at the last moment before a message may leave, and what is raised afterwards leaves open
whether it did: see `cms.notices.sending` for what follows from that.
"""

import json
import re
import smtplib
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.core.mail.backends.smtp import EmailBackend
from zope.interface import implementer

from cms.kernel.registrar import registrar
from cms.notices.interfaces import ISmsBackend
from cms.notices.models import ChannelOfNotices

SMTP = "django.core.mail.backends.smtp.EmailBackend"
DOTS = re.compile(rb"(?m)^\.")
PERMANENT, TEMPORARY = 500, 400  # replies of SMTP, from here on (RFC 5321, 4.2.1)


class Unreachable(Exception):
    """The mail server does not answer: no message's fault."""


class Refused(Exception):
    """The message certainly did not leave. `for_good`: trying again is of no use. The text holds no address."""

    def __init__(self, reason: str, *, for_good: bool = False):
        super().__init__(reason)
        self.for_good = for_good


class Unproven(Exception):
    """The message was handed over, and nobody said that it was taken. The text holds no address."""


class TakenOver(Exception):
    """Another worker has the message: this one was silent for too long."""


@dataclass(frozen=True)
class Letter:
    """One message; `off_url` ends the notices, '' where there is nothing to end."""

    address: str
    subject: str
    body: str
    message_id: str
    off_url: str = ""


def channels_on() -> frozenset[str]:
    """The channels that this installation can send by."""
    ways = {ChannelOfNotices.MAIL: settings.NOTICES_BY_MAIL, ChannelOfNotices.SMS: sms_backend() is not None}
    return frozenset(str(channel) for channel, is_on in ways.items() if is_on)


def sms_backend():
    """The `ISmsBackend` that SMS_BACKEND names; None for none."""
    name = settings.SMS_BACKEND
    return registrar().components.queryUtility(ISmsBackend, name) if name else None


# --- Mail -----------------------------------------------------------------------------------------------------------


class HandsOver:
    """
    `smtplib.SMTP` that calls `hand_over` when the server has asked for the message, right before all of it, its end
    included, goes out in one write.
    """

    hand_over: Callable[[], None]

    def data(self, msg: bytes):
        self.putcmd("data")
        code, answer = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, answer)
        whole = DOTS.sub(b"..", msg)
        whole += b".\r\n" if whole.endswith(b"\r\n") else b"\r\n.\r\n"
        self.hand_over()
        self.send(whole)
        return self.getreply()


class HandingSMTP(HandsOver, smtplib.SMTP):
    pass


class HandingSMTPS(HandsOver, smtplib.SMTP_SSL):
    pass


class HandingBackend(EmailBackend):
    """Django's SMTP backend, with connections that hand over."""

    @property
    def connection_class(self):
        return HandingSMTPS if self.use_ssl else HandingSMTP

    def deliver(self, message: mail.EmailMessage, hand_over: Callable[[], None]) -> None:
        self.connection.hand_over = hand_over
        self.send_messages([message])

    def drop(self) -> None:
        """Hang up without a word: the server may be waiting for a message, and take a farewell for its text."""
        self.connection.close()
        self.connection = None


class OtherBackend:
    """Any other backend of Django's (console, file, memory): handed over before it is asked."""

    def __init__(self):
        self.backend = mail.get_connection()

    def open(self) -> None:
        self.backend.open()

    def close(self) -> None:
        self.backend.close()

    def deliver(self, message: mail.EmailMessage, hand_over: Callable[[], None]) -> None:
        hand_over()
        self.backend.send_messages([message])

    def drop(self) -> None:
        self.backend.close()


class MailPostman:
    """One connection to the mail server, for as many letters as there are."""

    def __init__(self):
        self._backend = HandingBackend() if settings.EMAIL_BACKEND == SMTP else OtherBackend()
        self._is_open = False

    def deliver(self, letter: Letter, hand_over: Callable[[], None]) -> None:
        """Raises Unreachable, Refused, Unproven, and whatever `hand_over` raises."""
        self._open()
        is_handed = False

        def hand() -> None:
            nonlocal is_handed
            hand_over()
            is_handed = True

        try:
            self._backend.deliver(_mail(letter), hand)
        except BaseException as error:
            self._drop()
            if isinstance(error, (smtplib.SMTPException, OSError)):
                raise _outcome(error, is_handed) from None
            raise

    def _open(self) -> None:
        if self._is_open:
            return
        try:
            self._backend.open()
        except Exception as error:  # a setting that is no host's name is no message's fault either
            raise Unreachable(_reason(error, getattr(error, "smtp_code", None))) from None
        self._is_open = True

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            with suppress(smtplib.SMTPException, OSError):
                self._backend.close()

    def _drop(self) -> None:
        self._is_open = False
        with suppress(smtplib.SMTPException, OSError):
            self._backend.drop()


def _outcome(error: Exception, is_handed: bool) -> Refused | Unproven:
    """What an error of SMTP says of the message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, _text = next(iter(error.recipients.values()))
        return Refused(_reason(error, code), for_good=code >= PERMANENT)
    if isinstance(error, smtplib.SMTPSenderRefused):  # by a faulty setting, which may be mended
        return Refused(_reason(error, error.smtp_code))
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= TEMPORARY:
        return Refused(_reason(error, error.smtp_code), for_good=error.smtp_code >= PERMANENT)
    if is_handed:
        return Unproven(_reason(error))
    return Refused(_reason(error), for_good=isinstance(error, smtplib.SMTPNotSupportedError))


def _mail(letter: Letter) -> mail.EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{letter.message_id}@{domain}>", "Auto-Submitted": "auto-generated"}
    if letter.off_url:
        headers |= {"List-Unsubscribe": f"<{letter.off_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return mail.EmailMessage(letter.subject, letter.body, to=[letter.address], headers=headers)


def _reason(error: Exception, code: int | None = None) -> str:
    """What happened, without the server's words: they quote the address."""
    return f"{type(error).__name__} {code}" if code else type(error).__name__


# --- Short messages ---------------------------------------------------------------------------------------------------


class SmsPostman:
    def deliver(self, letter: Letter, hand_over: Callable[[], None]) -> None:
        """Raises Unreachable, Refused, Unproven, and whatever `hand_over` raises."""
        backend = sms_backend()
        if backend is None:
            raise Unreachable("SMS_BACKEND")
        hand_over()
        try:
            backend.send(letter.address, letter.body, letter.message_id)
        except Refused:
            raise
        except Exception as error:  # whatever a provider's add-on raises
            raise Unproven(_reason(error)) from None

    def close(self) -> None:
        """Nothing is kept open."""


@implementer(ISmsBackend)
class ConsoleSms:
    """Prints the message: for development."""

    def send(self, number: str, text: str, key: str) -> None:
        sys.stdout.write(f"SMS {number} [{key}]\n{text}\n")
        sys.stdout.flush()


@implementer(ISmsBackend)
class FileSms:
    """A line of JSON for each message in SMS_FILE_PATH/sms.jsonl: for demos and tests."""

    def send(self, number: str, text: str, key: str) -> None:
        folder = Path(settings.SMS_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        line = {"at": datetime.now(UTC).isoformat(), "number": number, "text": text, "key": key}
        with (folder / "sms.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


POSTMEN = {ChannelOfNotices.MAIL: MailPostman, ChannelOfNotices.SMS: SmsPostman}
