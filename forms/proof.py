"""
Proof of work in place of a captcha: a riddle bound to the form's token, which a browser solves while somebody types.

ALTCHA's riddle (a number whose SHA-256 with a salt before it is known), but the salt is made from the token: a solution
fits that form alone, and one form makes one submission. Nothing is stored, nothing is asked of another server, and no
cookie is set. Who has no JavaScript sends no solution: `forms.spam` looks at the form in other ways then.
"""

import secrets

from altcha import ChallengeOptionsV1, PayloadV1, create_challenge_v1, hash_hex, verify_solution_v1
from django.conf import settings

from cms.vault import digest

ALGORITHM = "SHA-256"
FIELD = "proof"  # "<number>.<signature>"
LONGEST = 100


def riddle(token: str) -> dict[str, str | int]:
    """{"salt", "challenge", "signature", "most"}: what the browser needs to know; empty when none is asked for."""
    if not settings.PROOF_MAX_NUMBER:
        return {}
    made = create_challenge_v1(
        ChallengeOptionsV1(
            algorithm=ALGORITHM,
            hmac_key=_key(),
            salt=_salt(token),
            number=secrets.randbelow(settings.PROOF_MAX_NUMBER + 1),
        )
    )
    return {
        "salt": made.salt,
        "challenge": made.challenge,
        "signature": made.signature,
        "most": settings.PROOF_MAX_NUMBER,
    }


def is_solved(token: str, answer: str) -> bool:
    """Whether `answer` solves a riddle that was made for the form with this token."""
    number, _dot, signature = answer[:LONGEST].partition(".")
    if not (number.isascii() and number.isdigit() and signature.isascii()):
        return False
    salt = _salt(token) + "&"
    challenge = hash_hex(ALGORITHM, f"{salt}{number}".encode())
    return verify_solution_v1(PayloadV1(ALGORITHM, challenge, int(number), salt, signature), _key())[0]


def _salt(token: str) -> str:
    return digest(token, purpose="proof-salt")


def _key() -> str:
    return digest("", purpose="proof-key")
