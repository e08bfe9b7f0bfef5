"""Two venues and somebody at every desk, for the tests of the queue."""

from dataclasses import dataclass, field

from cms.access.roles import VENUE_ROLES, Role
from cms.access.services import grant
from cms.kernel.actors import Staff, System
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    HandlingUnitFactory,
    VenueFactory,
    VenueMembershipFactory,
    default_site,
)


def person(role: str, venue=None):
    """Somebody with `role` at `venue`, or for the whole district."""
    user = UserFactory()
    place = {"venue": venue} if role in VENUE_ROLES else {"site": default_site()}
    grant(user=user, role=role, actor=System("tests"), **place)
    return user


@dataclass
class Desks:
    """A home with a unit that answers, another home beside it, and people by role."""

    venue: object = field(default_factory=VenueFactory)
    elsewhere: object = field(default_factory=VenueFactory)
    unit: object = field(default_factory=HandlingUnitFactory)
    other_unit: object = field(default_factory=HandlingUnitFactory)

    def __post_init__(self):
        self.head = person(Role.VENUE_HEAD, self.venue)
        self.clerk = person(Role.RECEPTION_CLERK, self.venue)
        self.reader = person(Role.READER, self.venue)
        self.editor = person(Role.VENUE_EDITOR, self.venue)
        self.foreign_head = person(Role.VENUE_HEAD, self.elsewhere)
        self.district = person(Role.DISTRICT_EDITOR)
        self.auditor = person(Role.DISTRICT_AUDITOR)
        self.administrator = person(Role.ADMINISTRATOR)
        self.deputy = self._deputy(self.venue)
        self.foreign_deputy = self._deputy(self.elsewhere)
        self.officer = self._officer(self.unit)
        self.foreign_officer = self._officer(self.other_unit)

    def _deputy(self, venue):
        user = person(Role.DEPUTY)
        VenueMembershipFactory(venue=venue, deputy=DeputyFactory(user=user))
        return user

    def _officer(self, unit):
        user = person(Role.UNIT_OFFICER)
        unit.officers.add(user)
        return user

    def submission(self, state="screening", **kwargs):
        """A submission at the venue; a referred one lies with the unit."""
        if state == "referred":
            kwargs = {"referred_to": self.unit, "referral_kind": "unit", **kwargs}
        return IntakeSubmissionFactory(venue=self.venue, state=state, **kwargs)

    def actor(self, name: str) -> Staff:
        return Staff(getattr(self, name))
