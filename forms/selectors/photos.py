"""Residents' photos."""

from forms.models import SubmissionPhoto


def photo_for_staff(pk: int) -> SubmissionPhoto | None:
    """The photo with what a permission check asks of it. One query."""
    return SubmissionPhoto.objects.select_related("submission__venue").filter(pk=pk).first()
