"""Everybody a suggestion meets, and the way to each of its states."""

import datetime
from dataclasses import dataclass, field

from cms.access.roles import VENUE_ROLES, Role
from cms.access.services import grant
from cms.kernel.actors import Staff, System
from cms.kernel.perform import perform
from plugins.suggestions.models import Suggestion
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    HandlingUnitFactory,
    VenueFactory,
    VenueMembershipFactory,
    default_site,
)
from tests.factories.suggestions import CongressSessionFactory

DRAFT = {"title": "关于修复古城路灯的建议", "facts": "三条街巷的路灯不亮。", "proposals": "请尽快修复。"}
REPLY = {
    "category": "A",
    "body": "三条街巷的路灯已经修好。",
    "document_number": "示例〔2026〕7号",
    "signatory": "示例签发人",
}


def person(role: str, venue=None):
    """Somebody with `role` at `venue`, or for the whole district."""
    user = UserFactory()
    place = {"venue": venue} if role in VENUE_ROLES else {"site": default_site()}
    grant(user=user, role=role, actor=System("tests"), **place)
    return user


@dataclass
class Stage:
    """A venue, a unit, a session, and the people."""

    venue: object = field(default_factory=VenueFactory)
    unit: object = field(default_factory=HandlingUnitFactory)
    session: object = field(default_factory=CongressSessionFactory)

    def __post_init__(self):
        self.head = person(Role.VENUE_HEAD, self.venue)
        self.foreign_head = person(Role.VENUE_HEAD, VenueFactory())
        self.clerk = person(Role.RECEPTION_CLERK, self.venue)
        self.reader = person(Role.READER, self.venue)
        self.venue_editor = person(Role.VENUE_EDITOR, self.venue)
        self.office = person(Role.DISTRICT_EDITOR)
        self.auditor = person(Role.DISTRICT_AUDITOR)
        self.deputy_user = person(Role.DEPUTY)
        self.deputy = DeputyFactory(user=self.deputy_user)
        self.other_deputy_user = person(Role.DEPUTY)
        self.other_deputy = DeputyFactory(user=self.other_deputy_user)
        self.officer = person(Role.UNIT_OFFICER)
        self.unit.officers.add(self.officer)
        self.foreign_officer = person(Role.UNIT_OFFICER)
        HandlingUnitFactory().officers.add(self.foreign_officer)

    def user(self, name: str):
        return getattr(self, name)

    def guest(self, submission):
        """A deputy who receives where the submission was made, and whom its suggestion does not concern."""
        user = person(Role.DEPUTY)
        VenueMembershipFactory(venue=submission.venue, deputy=DeputyFactory(user=user))
        return user

    def submissions(self, count: int = 1, **values) -> list:
        values = {"venue": self.venue, "state": "accepted", **values}
        return IntakeSubmissionFactory.create_batch(count, **values)

    def escalate(self, submissions=None, actor=None, **data) -> Suggestion:
        submissions = submissions or self.submissions()
        perform(submissions, "submission.escalate", Staff(actor or self.head), {**DRAFT, **data})
        return Suggestion.objects.latest("pk")

    def move(self, suggestion: Suggestion, name: str, user, data: dict | None = None) -> Suggestion:
        perform([suggestion], f"suggestion.{name}", Staff(user), data or {})
        return Suggestion.objects.get(pk=suggestion.pk)

    def adopt(self, suggestion: Suggestion) -> Suggestion:
        return self.move(suggestion, "adopt", self.deputy_user)

    def accept(self, suggestion: Suggestion) -> Suggestion:
        return self.move(suggestion, "accept", self.office, {"session": self.session.pk})

    def assign(self, suggestion: Suggestion, **data) -> Suggestion:
        return self.move(suggestion, "assign", self.office, {**self.assignment(), **data})

    def reply(self, suggestion: Suggestion) -> Suggestion:
        return self.move(suggestion, "reply", self.officer, self.answer())

    def close(self, suggestion: Suggestion) -> Suggestion:
        return self.move(suggestion, "close", self.office)

    def assignment(self) -> dict:
        return {"unit": self.unit.pk, "due_on": datetime.date.today() + datetime.timedelta(days=90)}

    def answer(self) -> dict:
        return {**REPLY, "replied_on": datetime.date.today()}

    def at(self, state: str, submissions=None) -> Suggestion:
        """A suggestion that went its way to `state`."""
        suggestion = self.escalate(submissions)
        for reached, step in (
            ("submitted", self.adopt),
            ("accepted", self.accept),
            ("assigned", self.assign),
            ("replied", self.reply),
            ("closed", self.close),
        ):
            if suggestion.state == state:
                break
            suggestion = step(suggestion)
            assert suggestion.state == reached
        return suggestion


def states(submissions) -> list[str]:
    """The submissions' states as the database has them."""
    rows = type(submissions[0]).objects.filter(pk__in=[each.pk for each in submissions]).order_by("pk")
    return list(rows.values_list("state", flat=True))
