"""How to reach somebody: a Chinese phone number or an email address, told apart and tidied."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

# Mobile, landline with area code and extension, service numbers, and any number in international form.
PHONE = re.compile(r"(?:(?:\+|00)86)?1[3-9]\d{9}|0\d{2,3}[2-9]\d{6,7}(?:转?\d{1,5})?|\+(?!86)\d{7,15}")
BLANKS = re.compile(r"[\s\-‐-―()（）.]+")
MAX_LENGTH = 120
UNREADABLE = _("看不出是手机号还是邮箱，请检查。例如 13800000000、0514-87000000 或 name@example.com。")


@dataclass(frozen=True)
class Reach:
    """`kind` is 'phone' or 'email'."""

    kind: str
    value: str


def recognise(text: str) -> Reach:
    """What `text` is. Raises ValidationError when it is neither a phone number nor an address."""
    text = unicodedata.normalize("NFKC", text).strip()
    if len(text) > MAX_LENGTH:
        raise ValidationError(UNREADABLE, code="unreadable")
    if "@" in text:
        EmailValidator(message=UNREADABLE)(text)
        return Reach("email", text)
    number = BLANKS.sub("", text)
    if not PHONE.fullmatch(number):
        raise ValidationError(UNREADABLE, code="unreadable")
    return Reach("phone", re.sub(r"^(\+|00)86", "", number))
