"""The intake form, submissions with their photos and contact data."""

from forms.models.feedback import MessageKind, Review, Satisfaction, SubmissionMessage
from forms.models.pages import IntakeField, IntakePage
from forms.models.submissions import (
    HIDING_REASONS,
    ON_BEHALF,
    OPEN_STATES,
    Channel,
    Due,
    IntakeCategory,
    IntakeSubmission,
    ReferralKind,
    RejectReason,
    SpamSign,
    State,
    SubmissionContact,
    SubmissionPhoto,
)

__all__ = [
    "HIDING_REASONS",
    "ON_BEHALF",
    "OPEN_STATES",
    "Channel",
    "Due",
    "IntakeCategory",
    "IntakeField",
    "IntakePage",
    "IntakeSubmission",
    "MessageKind",
    "ReferralKind",
    "RejectReason",
    "Review",
    "Satisfaction",
    "SpamSign",
    "State",
    "SubmissionContact",
    "SubmissionMessage",
    "SubmissionPhoto",
]
