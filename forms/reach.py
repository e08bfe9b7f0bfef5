"""How to reach somebody: a Chinese phone number or an email address, told apart and tidied."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from django.core.validators import EmailValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.notices.postmen import channels_on

# A mobile number of the mainland, which alone gets short messages: those to numbers elsewhere cost many times as much,
# and some are let out to earn by what they receive.
MOBILE = r"1[3-9]\d{9}"
# Mobile, landline with area code and extension, service numbers, and any number in international form.
PHONE = re.compile(rf"(?:(?:\+|00)86)?{MOBILE}|0\d{{2,3}}[2-9]\d{{6,7}}(?:转?\d{{1,5}})?|\+(?!86)\d{{7,15}}", re.ASCII)
BLANKS = re.compile(r"[\s\-‐-―()（）.]+")
MAX_LENGTH = 120
UNREADABLE = _("看不出是手机号还是邮箱，请检查。例如 13800000000、0514-87000000 或 name@example.com。")
UNREADABLE_MAIL = _("看不出是邮箱，请检查。例如 name@example.com。")


@dataclass(frozen=True)
class Reach:
    """`kind` is 'phone' or 'email'."""

    kind: str
    value: str

    @property
    def channel(self) -> str:
        """By which channel of notices it is reached ('mail', 'sms'); '' for any other telephone."""
        if self.kind == "email":
            return "mail"
        return "sms" if re.fullmatch(MOBILE, self.value, re.ASCII) else ""


def recognise(text: str, unreadable: Promise = UNREADABLE) -> Reach:
    """What `text` is. Raises ValidationError, `unreadable`, when it is neither a phone number nor an address."""
    text = unicodedata.normalize("NFKC", text).strip()
    if len(text) > MAX_LENGTH:
        raise ValidationError(unreadable, code="unreadable")
    if "@" in text:
        EmailValidator(message=unreadable, allowlist=[])(text)
        if not _can_be_written_to(text):
            raise ValidationError(unreadable, code="unreadable")
        return Reach("email", text)
    number = BLANKS.sub("", text)
    if not PHONE.fullmatch(number):
        raise ValidationError(unreadable, code="unreadable")
    return Reach("phone", re.sub(r"^(\+|00)86", "", number))


def _can_be_written_to(address: str) -> bool:
    """Whether a mail can be addressed so: by a name, of no machine's bare number, that IDNA can spell."""
    if address.endswith("]"):
        return False
    try:
        sanitize_address(address, "utf-8")
    except ValueError:
        return False
    return True


def channel_for(reach: Reach) -> str:
    """The channel of notices for `reach`. Raises ValidationError, with the way on, where there is none."""
    if reach.channel in channels_on():
        return reach.channel
    if reach.kind == "phone" and not reach.channel:
        raise ValidationError(_("这个号码收不到短信，短信只发到内地手机号。请留手机号或邮箱。"), code="no_mobile")
    if reach.kind == "phone":
        raise ValidationError(_("现在还不能发短信。要收通知，请留邮箱。"), code="no_sms")
    raise ValidationError(_("现在还不能发邮件。要收通知，请留手机号。"), code="no_mail")
