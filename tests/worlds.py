"""Where the table of routes is walked: somebody with a role, and rows of a venue of their own or of somebody else's."""

from django.contrib.auth.models import AnonymousUser

from cms.access.roles import DISTRICT_ROLES, ROLES, VENUE_ROLES, Role
from cms.access.services import grant, sync_venue
from cms.access.table.rules import ANONYMOUS, FOREIGN, OWN
from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from forms.models import State
from liaison_pages.models import DistrictSettings
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    HandlingUnitFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
    build_second_site,
)
from tests.factories.media import collection_of
from tests.venue_rows import VenueRows

ACTOR = System("tests")
IN_PERSON = (Role.DEPUTY, Role.UNIT_OFFICER)  # no place: what is theirs names them
OFFICES = tuple(role for role in DISTRICT_ROLES if role not in IN_PERSON)
WORLDS = [(ANONYMOUS, FOREIGN), *((role, place) for role in ROLES for place in (OWN, FOREIGN))]


class World:
    """
    `user` holds `role`; `things` are rows of a venue that is the user's own, or somebody else's.

    What is foreign to a venue's staff, deputies and officers is another venue of the same district; to a district's
    office, a venue of another district.
    """

    def __init__(self, site, role: str, place: str):
        self.site, self.role, self.place = site, role, place
        self.user = AnonymousUser() if role == ANONYMOUS else UserFactory(username="asking")
        other = build_second_site() if role in OFFICES and place == FOREIGN else site
        for each in {site, other}:
            set_enabled(plugin_id="toys", site=each, is_enabled=True, actor=ACTOR)
            DistrictSettings.for_site(each)  # made at the first look, whoever looks
        self.own = self._own_venue()
        self.things = VenueRows(other)
        sync_venue(self.things.venue)  # its files came after its people
        self._grant()

    def __str__(self):
        return f"{self.role}, {self.place}"

    def _own_venue(self):
        venue = VenuePageFactory(title="自己的页面").venue
        VenuePageFactory(title="自己的页面", venue=VenueFactory(parent=venue))
        collection_of(venue)
        IntakeSubmissionFactory(venue=venue)
        return venue

    def _grant(self):
        is_own = self.place == OWN
        if self.role in VENUE_ROLES:
            grant(user=self.user, role=self.role, venue=self.things.venue if is_own else self.own, actor=ACTOR)
        elif self.role != ANONYMOUS:
            grant(user=self.user, role=self.role, site=self.site, actor=ACTOR)
        if self.role == Role.DEPUTY:
            self._make_deputy(is_own)
        if self.role == Role.UNIT_OFFICER:
            self._make_officer(is_own)
        if is_own:
            self._own_sessions()

    def _make_deputy(self, is_own: bool):
        deputy = self.things.deputy if is_own else DeputyFactory()
        deputy.user = self.user
        deputy.save()
        if not is_own:
            VenueMembershipFactory(venue=self.own, deputy=deputy)

    def _make_officer(self, is_own: bool):
        things = self.things
        unit = things.unit if is_own else HandlingUnitFactory()
        unit.officers.add(self.user)
        if is_own:
            things.submission.referred_to, things.submission.state = unit, State.REFERRED
            things.submission.save()
            things.suggestion.lead_unit = unit
            things.suggestion.save()
            things.move = "submission.answer"

    def _own_sessions(self):
        """An open editor and an upload are one person's."""
        self.things.editing_session.user = self.user
        self.things.editing_session.save()
        for upload in self.things.uploads.values():
            upload.uploaded_by_user = self.user
            upload.save()
