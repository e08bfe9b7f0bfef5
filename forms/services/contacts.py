"""Residents' contact data: written encrypted, erased at will, read by those who may; each look is written down."""

import json
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cms.kernel.audit import record
from cms.kernel.exceptions import Denied
from cms.textfields import clean_text
from cms.vault import VaultError, decrypt, encrypt
from forms.models import IntakeSubmission, SubmissionContact
from forms.reach import Reach
from forms.selectors.rights import may_see_contact

PURPOSE_MAX_LENGTH = 60


@dataclass(frozen=True)
class Contact:
    """What is kept of an author: how to reach them, None where they left nothing; under 14, their guardian's name."""

    reach: Reach | None
    guardian: str = ""


def store_contact(*, submission: IntakeSubmission, reach: Reach | None, guardian: str = "") -> SubmissionContact:
    """Encrypt both for `submission`, in the caller's transaction."""
    kind, value = (reach.kind, reach.value) if reach else ("", "")
    text = json.dumps({"kind": kind, "value": value, "guardian": guardian})
    ciphertext, key_id = encrypt(text, context=_context(submission.pk))
    return SubmissionContact.objects.create(submission=submission, ciphertext=ciphertext, key_id=key_id)


def erase_contact(*, submission: IntakeSubmission) -> None:
    """Nobody reads it any more; that a guardian consented stays with the submission."""
    SubmissionContact.objects.filter(submission=submission).delete()


def read_contact(*, submission: IntakeSubmission, actor, purpose: str) -> Contact | None:
    """
    How to reach the author, or None when nothing was left. The look is in the audit trail before it happens.

    `purpose` says in a few words why, without personal data; it is shown to auditors. Raises Denied for whoever may
    not see this contact (`may_see_contact`), and VaultError when the data do not open.
    """
    if actor.user is None or not may_see_contact(actor.user, submission):
        raise Denied(_("您没有查看联系方式的权限。"))
    contact = SubmissionContact.objects.filter(submission=submission).first()
    if contact is None:
        return None
    with transaction.atomic():
        record(
            submission, action="contact.read", actor=actor, data={"purpose": clean_text(purpose)[:PURPOSE_MAX_LENGTH]}
        )
    return _open(contact)


def is_kept(*, submission: IntakeSubmission, reach: str, guardian: str) -> bool:
    """
    Whether these (tidied, '' for none) are the very ones that were left: for the form that left them, sent again.

    Tells nobody what was left. False too when the data do not open.
    """
    contact = SubmissionContact.objects.filter(submission=submission).first()
    if contact is None:
        return not reach and not guardian
    try:
        left = _open(contact)
    except VaultError:
        return False
    return (left.reach.value if left.reach else "", left.guardian) == (reach, guardian)


def _open(contact: SubmissionContact) -> Contact:
    kept = json.loads(decrypt(contact.ciphertext, key_id=contact.key_id, context=_context(contact.submission_id)))
    reach = Reach(kept["kind"], kept["value"]) if kept["value"] else None
    return Contact(reach, kept.get("guardian", ""))


def _context(submission_pk: int) -> str:
    return f"{SubmissionContact._meta.db_table}.ciphertext:{submission_pk}"
