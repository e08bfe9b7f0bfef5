"""Receiving what a resident says: the one place where an `IntakeSubmission` is made."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.clock.services import start
from cms.kernel import events
from cms.kernel.audit import record
from cms.kernel.exceptions import Conflict
from cms.kernel.models import Event
from cms.kernel.numbers import next_number
from forms import codes
from forms.models import AddressedTo, Due, IntakePage, IntakeSubmission, State
from forms.reach import recognise
from forms.selectors.intake import Place, accepts, calendar_from, place_of, submission_with_key
from forms.services.contacts import store_contact
from forms.services.following import follow
from forms.services.photos import files_removed_on_failure, store_photos

ACTION = "submission.receive"
NUMBER_LENGTH = IntakeSubmission._meta.get_field("number").max_length
TEXT_FIELDS = (
    "category",
    "title",
    "content",
    "place",
    "deputy",
    "is_anonymous",
    "publish_consent",
    "guardian_consent",
    "answers",
    "spam_signs",
)


@dataclass(frozen=True)
class Receipt:
    """What the author gets. The code is known here and nowhere else. `is_new` is False for a retry."""

    submission: IntakeSubmission
    code: str
    is_new: bool


class PageClosed(Conflict):
    """The form cannot be sent now: unpublished, closed, or the venue is no longer in use."""


def receive(
    *,
    page: IntakePage | None,
    data: dict,
    photos: list,
    channel: str,
    request_key: UUID,
    language: str,
    actor,
    place: Place | None = None,
    paper: str = "",
) -> Receipt:
    """
    Make one submission with its number, code, due date, contact and photos, or give back the one already made.

    `data` are the cleaned data of an `IntakeForm` (`reach` as text, `guardian_name` and `guardian_consent` of who is
    under 14, `point` as a `Point`, `answers` as [{"name", "label", "value"}],
    `notice_version` as shown, `wants_notices`, `was_told` when staff told the author of it, `spam_signs` with blanks
    between them); `photos` are `CleanImage`s; `paper` is the `Paper` whose code was scanned. All or nothing in one
    transaction. Two calls with one `request_key`, even at once, make one submission. Raises PageClosed.
    """
    place = place or place_of(page)
    if not accepts(page, place):
        raise PageClosed(_("这里暂时不接收意见。"))
    try:
        with files_removed_on_failure() as stored, transaction.atomic():
            submission = _create(page, place, data, request_key, language, channel=channel, paper=paper)
            reach = recognise(data["reach"]) if data.get("reach") else None
            if reach or data.get("guardian_name"):
                store_contact(submission=submission, reach=reach, guardian=data.get("guardian_name", ""))
            store_photos(submission=submission, images=photos, stored=stored)
            event = _tell(submission, actor, data, photos)
            _number(submission, place.district.number_prefix)
            if data.get("wants_notices"):  # the message that asks to confirm names the number
                with translation.override(language):  # who fills in the form for the author may read another one
                    follow(submission=submission, reach=reach, language=language, actor=actor)
    except IntegrityError:
        made = made_before(request_key)
        if made is None:  # not the other of two equal requests
            raise
        return made
    events.deliver_after_commit(event)
    return Receipt(submission, codes.make_code(request_key), is_new=True)


def made_before(request_key: UUID) -> Receipt | None:
    """The receipt of the submission already made with this form, if there is one; also after the form was closed."""
    made = submission_with_key(codes.stored_key(request_key))
    return Receipt(made, codes.make_code(request_key), is_new=False) if made else None


def _create(page, place: Place, data: dict, request_key: UUID, language: str, **arrival: str) -> IntakeSubmission:
    now = timezone.now()
    today = timezone.localdate(now)
    due_on = calendar_from(today.year).add_workdays(today, place.district.screening_days)
    stored_key = codes.stored_key(request_key)
    submission = IntakeSubmission.objects.create(
        number=stored_key.hex[:NUMBER_LENGTH],  # until `_number`
        site=place.venue.site,
        venue=place.venue,
        page=page,
        request_key=stored_key,
        code_digest=codes.code_digest(codes.make_code(request_key)),
        language=language,
        addressed_to=_addressed_to(page, data),
        notice_version=data.get("notice_version") or place.district.notice_version,
        **arrival,
        **(data["point"]._asdict() if data.get("point") else {}),
        state=State.SCREENING,
        state_changed_at=now,
        created_at=now,
        due_on=due_on,
        **{name: data[name] for name in TEXT_FIELDS if data.get(name) is not None},
    )
    start(submission, due_on=due_on, what=Due.SCREENING)
    return submission


def _addressed_to(page: IntakePage | None, data: dict) -> str:
    if page is None:
        return AddressedTo.ANYBODY
    return AddressedTo.DEPUTY if data.get("deputy") else AddressedTo.VENUE


def _number(submission: IntakeSubmission, prefix: str) -> None:
    """Give it its number, last of all: until the transaction ends everybody else's intake waits for the next one."""
    year = timezone.localdate(submission.created_at).year
    count = next_number(submission.site, f"submission:{year}")
    submission.number = codes.make_number(prefix, year, count)
    IntakeSubmission.objects.filter(pk=submission.pk).update(number=submission.number)


def _tell(submission: IntakeSubmission, actor, data: dict, photos: list) -> Event:
    """The audit entry, and the event that add-ons react to."""
    kept = {"channel": submission.channel, "photos": len(photos)}
    if data.get("was_told"):
        kept["was_told"] = True
    record(submission, action=ACTION, actor=actor, data=kept, to_state=submission.state)
    return events.write(ACTION, [submission], kept)
