"""
A large invented district, to measure with: venues, staff and what residents said, written in bulk.

The demo tells a story with the real moves; here only the numbers count. Each app brings its part through the registrar
(`IBulkPart`) and leaves rows as its services would have. All places and people are marked as examples (示例).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, transaction
from wagtail.models import Site
from zope.interface import Attribute, Interface

from cms.demo import require_empty_database, require_permission
from cms.kernel import audit
from cms.kernel.actors import System
from cms.kernel.registrar import registrar

BUILT = "generate.built"


class IBulkPart(Interface):
    """What one app adds to the generated district."""

    order = Attribute("Parts run from low to high: places (10), accounts (20), submissions (30).")
    title = Attribute("What the progress bar calls its rows.")

    def build(context):
        """Write the part's rows, calling `context.wrote(count)` as they come."""


@dataclass(frozen=True)
class Amounts:
    """How many of each are written."""

    venues: int
    staff: int
    submissions: int

    @property
    def total(self) -> int:
        return self.venues + self.staff + self.submissions


@dataclass
class BulkContext:
    """What the parts share: the site, how much is wanted, seeded chance, and where they tell how far they are."""

    site: Site
    amounts: Amounts
    seed: int
    wrote: Callable[[int], None]
    rng: random.Random = field(init=False)
    actor: System = field(default_factory=lambda: System("manage.py generate"))

    def __post_init__(self):
        self.rng = random.Random(self.seed)  # noqa: S311  repeatable rows, not a secret


def parts() -> list:
    return sorted(registrar().utilities(IBulkPart), key=lambda part: part.order)


@transaction.atomic
def generate(*, amounts: Amounts, seed: int, progress: Callable[[str, int], None]) -> BulkContext:
    """
    Write the district, all or nothing. The same seed and amounts give the same rows, but for the day they are written.

    `progress(title, count)` is told of each batch. Raises DemoRefused as the demo does.
    """
    require_permission()
    require_empty_database()
    context = BulkContext(Site.objects.get(is_default_site=True), amounts, seed, wrote=lambda count: None)
    for part in parts():
        context.wrote = lambda count, title=part.title: progress(str(title), count)
        part.build(context)
    data = {"seed": seed, "venues": amounts.venues, "staff": amounts.staff, "submissions": amounts.submissions}
    audit.record(context.site, action=BUILT, actor=context.actor, site=context.site, data=data)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the planner knows nothing of what came at once
    return context
