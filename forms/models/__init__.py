"""The intake form, submissions with their photos and contact data."""

from forms.models.feedback import MessageKind, Review, Satisfaction, SubmissionMessage
from forms.models.grams import GramFrequency, MatterGrams
from forms.models.page_faults import PageFault
from forms.models.pages import IntakeField, IntakePage
from forms.models.public import MATTER_TOPIC, News, Progress, Publication, PublicDraft, PublicMatter, PublicTexts
from forms.models.submissions import (
    HIDING_REASONS,
    ON_BEHALF,
    OPEN_STATES,
    AddressedTo,
    Channel,
    Due,
    IntakeCategory,
    IntakeSubmission,
    PauseReason,
    ReferralKind,
    RejectReason,
    SpamSign,
    State,
    SubmissionContact,
    SubmissionPhoto,
)

__all__ = [
    "HIDING_REASONS",
    "MATTER_TOPIC",
    "ON_BEHALF",
    "OPEN_STATES",
    "AddressedTo",
    "Channel",
    "Due",
    "GramFrequency",
    "IntakeCategory",
    "IntakeField",
    "IntakePage",
    "IntakeSubmission",
    "MatterGrams",
    "MessageKind",
    "News",
    "PageFault",
    "PauseReason",
    "Progress",
    "PublicDraft",
    "PublicMatter",
    "PublicTexts",
    "Publication",
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
