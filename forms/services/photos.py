"""Storing residents' photos. They arrive checked and re-encoded (`media.uploads.clean_image`)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile

from forms.models import IntakeSubmission, SubmissionPhoto
from media.uploads import CleanImage


@contextmanager
def files_removed_on_failure() -> Iterator[list[SubmissionPhoto]]:
    """
    A list for the photos stored inside; when the block fails, their files go, as their rows do by the rollback.

    Put it around the transaction, not into it, so that a failing commit counts too.
    """
    stored: list[SubmissionPhoto] = []
    try:
        yield stored
    except BaseException:
        for photo in stored:
            photo.file.storage.delete(photo.file.name)
        raise


def store_photos(
    *, submission: IntakeSubmission, images: Iterable[CleanImage], stored: list[SubmissionPhoto]
) -> list[SubmissionPhoto]:
    """One row and one file for each image; `stored` is the list of `files_removed_on_failure`."""
    for image in images:
        photo = SubmissionPhoto(submission=submission, size_bytes=len(image.content))
        photo.file.save("photo.jpg", ContentFile(image.content), save=False)
        stored.append(photo)
        photo.width, photo.height = image.width, image.height
        photo.save()
    return stored
