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
    """
    Count a form that is about to be taken; its signs. Raises Limited.

    Anybody may type a contact or choose a venue, and would keep everybody else away: beyond their limits a form with a
    solved riddle is marked, and only one without is refused.
    """
    address = ("intake.address", limits.address_of(request))
    shared = (("intake.contact", reach.lower()), ("intake.venue", str(venue.pk)))
    signs = [SpamSign.TRAP] if request.POST.get(TRAP) else []
    if settings.PROOF_MAX_NUMBER and not _is_solved(request.POST):
        limits.spend(address, *shared)
        return signs + _signs_without_proof(token, address[1])
    limits.spend(address)
    within = [limits.spend_one(*use) for use in shared]  # each is counted
    return signs if all(within) else [*signs, SpamSign.CROWD]


def admit_person(request: HttpRequest, name: str, page_pk: int) -> bool:
    """
    Count a small form, by the limits `name` ("follow", "report") and with tokens of `page_pk`; False for a machine's.
    Raises Limited: there nobody reads a mark, and the mail would go to somebody. A solved riddle counts once.
    """
    address = limits.address_of(request)
    data = request.POST
    if not settings.PROOF_MAX_NUMBER or (_is_solved(data) and _is_first_use(data["token"], name, page_pk)):
        limits.spend((f"{name}.address", address))
    else:
        limits.spend((f"{name}.address", address), (f"{name}.unproven", address))
    return not data.get(TRAP)


def _is_first_use(text: str, name: str, page_pk: int) -> bool:
    try:
        token = tokens.read_token(text, page_pk=page_pk)
    except tokens.BadToken:
        return False
    return limits.spend_one(f"{name}.proof", token.request_key.hex)


def _is_solved(data: QueryDict) -> bool:
    return proof.is_solved(data.get("token", ""), data.get(proof.FIELD, ""))


def _signs_without_proof(token: Token, address: str | None) -> list[SpamSign]:
    signs = [SpamSign.HASTE] if time.time() - token.made_at < settings.INTAKE_MIN_SECONDS else []
    return signs if limits.spend_one("intake.unproven", address) else [*signs, SpamSign.MANY]
