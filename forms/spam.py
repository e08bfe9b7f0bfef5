"""
What speaks for a machine at the other end. Such a form is taken like any other, and marked for the staff who read it.

A form with a solved riddle (`forms.proof`) is a browser's. One without (no JavaScript) is looked at more closely: how
fast it came, and how many came from the same address.
"""

import time

from django.conf import settings
from django.http import HttpRequest, QueryDict

from cms import limits
from forms import proof
from forms.models import SpamSign
from forms.tokens import Token
from liaison_pages.models import Venue

TRAP = "website"  # a field that nobody sees: machines fill in what they find


def admit(request: HttpRequest, *, token: Token, reach: str, venue: Venue) -> list[SpamSign]:
    """Count a form that is about to be taken; its signs. Raises Limited."""
    limits.spend(
        ("intake.address", limits.address_of(request)), ("intake.contact", reach), ("intake.venue", str(venue.pk))
    )
    return _signs(request.POST, token, request)


def _signs(data: QueryDict, token: Token, request: HttpRequest) -> list[SpamSign]:
    signs = [SpamSign.TRAP] if data.get(TRAP) else []
    if not settings.PROOF_MAX_NUMBER or proof.is_solved(data.get("token", ""), data.get(proof.FIELD, "")):
        return signs
    if time.time() - token.made_at < settings.INTAKE_MIN_SECONDS:
        signs.append(SpamSign.HASTE)
    if not limits.spend_one("intake.unproven", limits.address_of(request)):
        signs.append(SpamSign.MANY)
    return signs
