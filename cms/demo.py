"""
The demo district: invented people and matters in a real place, to try the product with.

Each app brings its part through the registrar (`IDemoPart`); the command `demo` runs them in order
and writes what an outside program needs to drive the product to a JSON file. Accounts share one password, which
is printed, so the demo is refused outside the demo, development and test settings.
"""

import random
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site
from zope.interface import Attribute, Interface

from cms.access.models import User
from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel import audit
from cms.kernel.actors import System
from cms.kernel.models import AuditEntry
from cms.kernel.registrar import registrar
from cms.workdays.selectors import is_workday, previous_workday

PASSWORD = "lianxin-2026"  # noqa: S105  printed by the command, for invented data only
BUILT = "demo.built"


class IDemoPart(Interface):
    """What one app adds to the demo district."""

    order = Attribute("Parts run from low to high: districts (10), submissions (20), what add-ons bring (30…).")

    def build(context):
        """Write the part's rows with the services and `perform`, as people would."""

    def describe(context):
        """What the part has, as a dict of lists to merge into the manifest; called again on a demo already built."""


class DemoRefused(Exception):
    """The demo must not be written here; the message says why."""


@dataclass
class DemoContext:
    """What the parts share: the site, seeded chance, a progress callback, and what they leave one another."""

    site: Site
    seed: int
    rng: random.Random = field(init=False)
    actor: System = field(default_factory=lambda: System("演示数据"))
    progress: Callable[[str], None] = lambda _message: None
    shared: dict = field(default_factory=dict)  # what an earlier part leaves for a later one, by name

    def __post_init__(self):
        self.rng = random.Random(self.seed)  # noqa: S311  a repeatable demo, not a secret

    def account(self, username: str, display_name: str, role: str, *, venue=None) -> User:
        """A user who signs in with the demo's password and holds `role` in `venue`, or for the district."""
        user = User.objects.create_user(username, password=PASSWORD, display_name=display_name, is_staff=True)
        grant(user=user, role=role, venue=venue, site=None if venue else self.site, actor=self.actor)
        return user

    def workday_moment(self, days_ago: int) -> datetime:
        """A moment in working hours `days_ago` days before today, not in the future."""
        day = timezone.localdate() - timedelta(days=days_ago)
        moment = timezone.make_aware(datetime.combine(day, time(8, 30))) + timedelta(minutes=self.rng.randrange(540))
        return min(moment, timezone.now())


def last_working_moment() -> datetime:
    """Now; on a day on which nobody works, the evening of the working day before."""
    today = timezone.localdate()
    if is_workday(today):
        return timezone.now()
    return timezone.make_aware(datetime.combine(previous_workday(today), time(18)))


@contextmanager
def at(moment: datetime):
    """Within it, the clock of this process shows `moment`: histories of weeks are written by the real moves."""
    import time_machine  # noqa: PLC0415  a development requirement, asked for by the demo alone

    with time_machine.travel(moment, tick=False):
        yield


def parts() -> list:
    return sorted(registrar().utilities(IDemoPart), key=lambda part: part.order)


def require_permission() -> None:
    """Raise DemoRefused unless the settings allow invented data."""
    if not settings.LIAISON_DEMO_ALLOWED:
        raise DemoRefused(_("这套设置不允许写入演示数据。请用 cms.settings.demo。"))


def require_empty_database() -> None:
    """Raise DemoRefused where somebody's data are: an account, or a page below the front page."""
    if User.objects.exists() or Page.objects.filter(depth__gt=2).exists():
        raise DemoRefused(_("数据库里已有其他数据，没有写入演示数据。请换一个空的数据库。"))


def build(*, seed: int, progress: Callable[[str], None]) -> DemoContext:
    """
    Write the demo district, or leave it as it is when it stands already.

    Raises DemoRefused under production settings and in a database that holds other data.
    """
    require_permission()
    site = Site.objects.get(is_default_site=True)
    context = DemoContext(site=site, seed=seed, progress=progress)
    if AuditEntry.objects.filter(action=BUILT).exists():
        return context
    require_empty_database()
    for part in parts():  # not in one transaction: what handlers do after each commit belongs to the story
        part.build(context)
    audit.record(site, action=BUILT, actor=context.actor, site=site, data={"seed": seed})
    return context


def describe(context: DemoContext) -> dict:
    """The manifest that outside programs read; keys and shapes are in docs/demo.md."""
    manifest = {
        "base_url": settings.WAGTAILADMIN_BASE_URL,
        "login_url": None,
        "queue_url": None,
        "suggestions_url": None,
        "search_url": None,
        "directory_url": None,
        "matters_url": None,
        "accounts": accounts(),
        "venues": [],
        "deputies": [],
        "submissions": [],
        "suggestions": [],
    }
    for part in parts():
        manifest.update(part.describe(context))
    return manifest


def accounts() -> list[dict]:
    """One entry for each (user, role): username, password, role and the venue's id or None."""
    rows = User.objects.filter(groups__role_group__isnull=False).values_list(
        "username", "groups__role_group__role", "groups__role_group__venue_id"
    )
    order = list(Role)
    return [
        {"username": username, "password": PASSWORD, "role": role, "venue_id": venue_id}
        for username, role, venue_id in sorted(rows, key=lambda row: (order.index(row[1]), row[0]))
    ]


def absolute(path: str) -> str:
    """`path` on the demo's own address."""
    return settings.WAGTAILADMIN_BASE_URL + path
