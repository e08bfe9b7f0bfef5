"""Two homes and the staff of one, for the tests of the admin's screens."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.workdays.models import CalendarDay
from liaison_pages.models import Deputy, HandlingUnit, Reception, ReceptionRule, Venue, VenueMembership
from liaison_pages.services.rota import sync_rules
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import (
    DeputyGroupFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
)

ACTOR = System("test")
FAR = timezone.localdate() + timedelta(days=60)

WHOLE_VENUE = {
    "code": "V9", "kind": "home", "theme": "", "name": "改过的名字", "name_en": "", "community": "", "parent": "",
    "address": "示例路 9 号", "latitude": "", "longitude": "", "hours": "", "phone": "", "duties": "",
    "accessibility": "", "is_active": "on",
}  # fmt: skip


class World:
    """Two homes with everything that has a screen, and one member of staff for each role at the first."""

    def __init__(self, site):
        self.site = site
        self.mine, self.other = (self.venue(name) for name in ("甲", "乙"))
        self.unit = HandlingUnitFactory()
        self.group = DeputyGroupFactory()
        self.day = CalendarDay.objects.first()

    def venue(self, name):
        venue = VenueFactory(name=f"示例{name}之家")
        VenuePageFactory(venue=venue)
        membership = VenueMembershipFactory(venue=venue)
        rule = ReceptionRuleFactory(venue=venue, deputies=[membership.deputy])
        sync_rules(rules=[rule])
        ReceptionFactory(venue=venue, date=FAR)
        return venue

    def staff(self, role):
        user = UserFactory()
        district = role in (Role.DISTRICT_EDITOR, Role.DISTRICT_AUDITOR)
        grant(user=user, role=role, actor=ACTOR, **({"site": self.site} if district else {"venue": self.mine}))
        return user

    def venue_urls(self, venue):
        """Every screen of one venue: name → address."""
        rule = venue.reception_rules.first()
        reception = venue.receptions.filter(rule=None).get()
        hub = {
            "rota": [venue.pk], "roster": [venue.pk], "add_rule": [venue.pk], "add_reception": [venue.pk],
            "edit_rule": [venue.pk, rule.pk], "end_rule": [venue.pk, rule.pk],
        }  # fmt: skip
        urls = {name: reverse(f"venue_hub:{name}", args=args) for name, args in hub.items()}
        for action in ("move", "cancel", "restore", "people"):
            urls[action] = reverse("venue_hub:reception", args=[venue.pk, reception.pk, action])
        for name in ("edit", "delete", "history", "usage"):
            urls[f"venue_{name}"] = reverse(f"venues:{name}", args=[venue.pk])
        urls["page"] = reverse("wagtailadmin_pages:edit", args=[venue.pages.get().pk])
        return urls

    def district_urls(self):
        deputy = Deputy.objects.first()
        rows = {
            "deputies": deputy, "deputy_groups": self.group, "terms": deputy.term, "workdays": self.day,
            "divisions": self.mine.street,
        }  # fmt: skip
        urls = [reverse("venues:add")]
        for name, row in rows.items():
            urls += [reverse(f"{name}:{view}") for view in ("index", "add")]
            urls += [reverse(f"{name}:{view}", args=[row.pk]) for view in ("edit", "delete", "history", "usage")]
        base = "/admin/units/"
        return [
            *urls,
            base,
            f"{base}create/",
            *(f"{base}{view}/{self.unit.pk}/" for view in ("edit", "delete", "history")),
        ]


def snapshot():
    models = (Venue, ReceptionRule, Reception, VenueMembership, Deputy, HandlingUnit, CalendarDay)
    return [list(model.objects.order_by("pk").values()) for model in models]
