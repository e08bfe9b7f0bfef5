"""
What speaks for a machine at the other end. Such a form is taken like any other, and marked for the staff who read it.

A form with a solved riddle (`forms.proof`) is a browser's. One without (no JavaScript) is looked at more closely: how
fast it came, and how many came from the same address.
"""

import time

from django.conf import settings
from django.http import HttpRequest, QueryDict

from cms import limits
from forms import proof, tokens
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


def admit_follower(request: HttpRequest) -> bool:
    """
    Count a form with an address to send mail to; False for a machine's. Raises Limited: there nobody reads a mark, and
    the mail would go to somebody. A solved riddle counts once.
    """
    address = limits.address_of(request)
    data = request.POST
    solved = proof.is_solved(data.get("token", ""), data.get(proof.FIELD, ""))
    if not settings.PROOF_MAX_NUMBER or (solved and _is_first_use(data["token"])):
        limits.spend(("follow.address", address))
    else:
        limits.spend(("follow.address", address), ("follow.unproven", address))
    return not data.get(TRAP)


def _is_first_use(text: str) -> bool:
    try:
        token = tokens.read_token(text, page_pk=tokens.FOLLOWING)
    except tokens.BadToken:
        return False
    return limits.spend_one("follow.proof", token.request_key.hex)


def _signs(data: QueryDict, token: Token, request: HttpRequest) -> list[SpamSign]:
    signs = [SpamSign.TRAP] if data.get(TRAP) else []
    if not settings.PROOF_MAX_NUMBER or proof.is_solved(data.get("token", ""), data.get(proof.FIELD, "")):
        return signs
    if time.time() - token.made_at < settings.INTAKE_MIN_SECONDS:
        signs.append(SpamSign.HASTE)
    if not limits.spend_one("intake.unproven", limits.address_of(request)):
        signs.append(SpamSign.MANY)
    return signs
