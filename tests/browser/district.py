"""A small district for walking through: one street, two stations, and somebody at every desk. All of it invented."""

from dataclasses import dataclass, field
from datetime import time, timedelta

from django.utils import timezone

from cms.access.roles import VENUE_ROLES, Role
from cms.access.services import grant
from cms.kernel.actors import System
from liaison_pages.models import Venue, VenuePage
from tests.factories.access import UserFactory
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    DivisionFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
    default_site,
)
from tests.factories.suggestions import CongressSessionFactory


def somebody(username: str, display_name: str, role: str, venue: Venue | None = None):
    """An account with `role` at `venue`, or for the whole district."""
    user = UserFactory(username=username, display_name=display_name)
    place = {"venue": venue} if role in VENUE_ROLES else {"site": default_site()}
    grant(user=user, role=role, actor=System("tests"), **place)
    return user


@dataclass
class District:
    """
    汶河街道 with its home, and below it 琼花观 and 皮市街, each with a page and a form.

    琼花观 receives twice: in two weeks with a deputy, and a month later.
    """

    name: str = "琼花观社区代表联络站"
    page: VenuePage = field(init=False)
    foreign_page: VenuePage = field(init=False)

    def __post_init__(self):
        street = DivisionFactory(name="汶河街道")
        home = VenueFactory(code="HOME", name="汶河街道代表之家", street=street)
        VenuePageFactory(venue=home)
        self.page = self._station(home, "QHG", self.name)
        self.foreign_page = self._station(home, "PSJ", "皮市街社区代表联络站")
        self.station = self.page.venue
        self._people()
        self._receptions()

    @staticmethod
    def _station(home: Venue, code: str, name: str) -> VenuePage:
        page = VenuePageFactory(venue=VenueFactory(parent=home, code=code, name=name, hours="工作日 9:00–17:00"))
        page.save_revision().publish()  # as everything that staff published: its history begins with it
        IntakePageFactory(venue=page.venue)
        return page

    def _people(self) -> None:
        self.head = somebody("head", "示例站长", Role.VENUE_HEAD, self.station)
        self.office = somebody("office", "示例编辑甲", Role.DISTRICT_EDITOR)
        self.second_office = somebody("office2", "示例编辑乙", Role.DISTRICT_EDITOR)
        self.deputy_user = somebody("deputy", "示例代表账号", Role.DEPUTY)
        self.officer = somebody("officer", "示例经办人", Role.UNIT_OFFICER)
        self.deputy = DeputyFactory(name="示例代表甲", user=self.deputy_user)
        VenueMembershipFactory(venue=self.station, deputy=self.deputy, role="head")
        self.unit = HandlingUnitFactory(name="示例城管局", officers=[self.officer])
        self.session = CongressSessionFactory()

    def _receptions(self) -> None:
        today = timezone.localdate()
        self.reception = ReceptionFactory(
            venue=self.station, date=today + timedelta(days=14), deputies=[self.deputy], topic="巷口停车"
        )
        ReceptionFactory(venue=self.station, date=today + timedelta(days=45), starts_at=time(14), ends_at=time(16))
