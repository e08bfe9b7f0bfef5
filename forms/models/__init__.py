"""The intake form, submissions with their photos and contact data."""

from forms.models.pages import IntakeField, IntakePage
from forms.models.submissions import (
    Channel,
    IntakeCategory,
    IntakeSubmission,
    State,
    SubmissionContact,
    SubmissionPhoto,
)

__all__ = [
    "Channel",
    "IntakeCategory",
    "IntakeField",
    "IntakePage",
    "IntakeSubmission",
    "State",
    "SubmissionContact",
    "SubmissionPhoto",
]
