"""Publishing submissions, called by moves on locked rows that they save: consent and publication exclude each other."""

from forms.models import IntakeSubmission, Publication, PublicDraft, PublicMatter
from forms.selectors.publishing import progress_of
from forms.services import matters


def write_draft(*, submission: IntakeSubmission, texts: dict) -> PublicDraft:
    """Keep the text for review. `texts`: the fields of `PublicTexts` but progress, which follows from the state."""
    values = {**texts, "progress": progress_of(submission), "note": ""}
    draft, _is_new = PublicDraft.objects.update_or_create(submission=submission, defaults=values)
    return draft


def publish(*, submission: IntakeSubmission, texts: dict) -> PublicMatter:
    """Let everybody read it, with the reviewed `texts`."""
    draft = write_draft(submission=submission, texts=texts)
    submission.publication = Publication.PUBLISHED
    return matters.show(
        source=submission,
        site=submission.site,
        venue=submission.venue,
        street=submission.venue.street,
        category=submission.category,
        language=submission.language,
        progress=draft.progress,
        **texts,
    )


def pass_on(*, submission: IntakeSubmission) -> None:
    """What the public reads of it, if anything, is found with the venue that has it now."""
    matters.move(source=submission, venue=submission.venue, street=submission.venue.street)


def send_back(*, submission: IntakeSubmission, reason: str) -> None:
    """The draft goes back to its desk with what has to change; what is public stays."""
    PublicDraft.objects.filter(submission=submission).update(note=reason)
    submission.publication = Publication.RETURNED


def take_down(*, submission: IntakeSubmission) -> bool:
    """Let nobody read it any more. Whether it was public; the draft stays with its desk."""
    was_public = matters.hide(source=submission)
    if was_public:
        submission.publication = Publication.TAKEN_DOWN
    return was_public


def forget(*, submission: IntakeSubmission) -> None:
    """Its author no longer wants it published: it is taken down, and the text prepared for it goes as well."""
    if not take_down(submission=submission) and submission.publication != Publication.TAKEN_DOWN:
        submission.publication = ""
    PublicDraft.objects.filter(submission=submission).delete()


def take_up_again(*, submission: IntakeSubmission) -> None:
    """What is public of it, and of those merged into it, is being handled once more."""
    matters.take_up_again(sources=[submission, *submission.merged_submissions.all()])
