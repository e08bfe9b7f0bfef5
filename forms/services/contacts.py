"""Residents' contact data: written encrypted, read by those who may, with the look written down first."""

import json

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


def store_contact(*, submission: IntakeSubmission, reach: Reach) -> SubmissionContact:
    """Encrypt `reach` for `submission`, in the caller's transaction."""
    text = json.dumps({"kind": reach.kind, "value": reach.value})
    ciphertext, key_id = encrypt(text, context=_context(submission.pk))
    return SubmissionContact.objects.create(submission=submission, ciphertext=ciphertext, key_id=key_id)


def read_contact(*, submission: IntakeSubmission, actor, purpose: str) -> Reach | None:
    """
    How to reach the author, or None when no contact was left. The look is in the audit trail before it happens.

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


def is_kept(*, submission: IntakeSubmission, reach: str) -> bool:
    """
    Whether `reach` (tidied, '' for none) is the very contact that was left: for the form that left it, sent again.

    Tells nobody what was left. False too when the data do not open.
    """
    contact = SubmissionContact.objects.filter(submission=submission).first()
    if contact is None or not reach:
        return contact is None and not reach
    try:
        return _open(contact).value == reach
    except VaultError:
        return False


def _open(contact: SubmissionContact) -> Reach:
    kept = json.loads(decrypt(contact.ciphertext, key_id=contact.key_id, context=_context(contact.submission_id)))
    return Reach(kept["kind"], kept["value"])


def _context(submission_pk: int) -> str:
    return f"{SubmissionContact._meta.db_table}.ciphertext:{submission_pk}"
