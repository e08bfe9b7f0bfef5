"""The places and the staff of the generated district (`cms.generate`)."""

from collections.abc import Iterator
from itertools import islice

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page
from zope.interface import implementer

from cms.access.models import User
from cms.access.roles import VENUE_ROLES, Role
from cms.access.services import grant
from cms.demo import PASSWORD
from cms.generate import BulkContext, IBulkPart
from cms.kernel.audit import record_all
from liaison_pages.importer.bulk import add_nodes, add_pages, index_rows
from liaison_pages.models import DistrictSettings, Division, Venue, VenueKind, VenuePage
from liaison_pages.services.site_tree import ensure_directory
from liaison_pages.services.venues import collection_name, get_root_collection, page_parts

# Of four venues two are homes, so that a district of 112 fills a page of fifty already: what is measured is growth, not
# a longer page. Kind, and which of the four it stands below.
PATTERN = (
    (VenueKind.HOME, None),
    (VenueKind.HOME, None),
    (VenueKind.STATION, 1),
    (VenueKind.POINT, 2),
)
STREETS, COMMUNITIES = 12, 10  # a district keeps its dozen streets, however many venues it has
BATCH = 100 * len(PATTERN)
DISTRICT_STAFF = (
    ("admin", "示例管理员", Role.ADMINISTRATOR),
    ("office", "示例工委", Role.DISTRICT_EDITOR),
    ("auditor", "示例监督员", Role.DISTRICT_AUDITOR),
)


@implementer(IBulkPart)
class PlacesPart:
    """Streets, and venues with collection, page and the parts of the page."""

    order = 10
    title = _("家站点")

    def build(self, context: BulkContext) -> None:
        DistrictSettings.objects.update_or_create(site=context.site, defaults={"full_name": "示例大区人大代表家站点"})
        directory = ensure_directory(site=context.site, actor=context.actor)
        context.site.refresh_from_db()  # its root page is the district's now
        streets = _divisions(context)
        root = get_root_collection()
        venues = _venues(context, streets)
        while batch := list(islice(venues, BATCH)):
            _add_venues(batch, root)
            _add_pages(batch, directory, context)
            entries = [(each, {"code": each.code, "name": each.name, "kind": each.kind}) for each, _above in batch]
            record_all(entries, action="venue.create", actor=context.actor)
            context.wrote(len(batch))


def _divisions(context: BulkContext) -> list[tuple[Division, list[Division]]]:
    """The streets of the district, each with its communities."""
    district = Division.objects.create(code="999000", level=Division.Level.DISTRICT, name="示例大区")
    found = []
    for number in range(1, STREETS + 1):
        code = f"{district.code}{number:03d}"
        street = Division.objects.create(code=code, level="street", name=f"示例街道{number}", parent=district)
        communities = [
            Division(code=f"{code}{each:03d}", level="community", name=f"示例社区{number}之{each}", parent=street)
            for each in range(1, COMMUNITIES + 1)
        ]
        found.append((street, Division.objects.bulk_create(communities)))
        index_rows([street, *communities])
    return found


def _venues(context: BulkContext, streets: list) -> Iterator[tuple[Venue, Venue | None]]:
    """The venues, unsaved, each with the one it stands below; in the order of their codes."""
    group: list[Venue] = []
    for index in range(context.amounts.venues):
        place = index % len(PATTERN)
        if place == 0:
            group, (street, communities) = [], context.rng.choice(streets)
        kind, above = PATTERN[place]
        number = f"{index + 1:06d}"
        venue = Venue(
            code=f"EX-{number}", site=context.site, kind=kind, name=f"示例{number}号{kind.label}", street=street,
            community=context.rng.choice(communities), address=f"示例路{index + 1}号", hours="工作日 9:00–17:00",
        )  # fmt: skip
        group.append(venue)
        yield venue, None if above is None else group[above]


def _add_venues(batch: list[tuple[Venue, Venue | None]], root: Collection) -> None:
    """Saves the venues, each with its collection, the upper ones first."""
    for venue, _above in batch:
        venue.collection = Collection(name=collection_name(venue))
    add_nodes(Collection, [(root, venue.collection) for venue, _above in batch])
    for venue, _above in batch:
        venue.collection = venue.collection  # takes over the key that saving gave it
    for level in _levels(batch):
        add_nodes(Venue, [(above, venue) for venue, above in level])
    index_rows(venue for venue, _above in batch)


def _levels(batch: list) -> Iterator[list[tuple[Venue, Venue | None]]]:
    """The venues of each kind; a kind comes after those it stands below."""
    for kind in dict.fromkeys(kind for kind, _above in PATTERN):
        yield [row for row in batch if row[0].kind == kind]


def _add_pages(batch: list, directory: Page, context: BulkContext) -> None:
    """A published page for every venue below that of the venue above it, with what other apps add to it."""
    pages: dict[str, VenuePage] = {}
    for level in _levels(batch):
        placed = []
        for venue, above in level:
            page = VenuePage(title=venue.name, slug=venue.code.lower(), venue=venue, locale=directory.locale)
            placed.append((pages[above.code] if above else directory, page))
            pages[venue.code] = page
        add_pages(placed)
    parts = [(page, part) for page in pages.values() for part in page_parts(page)]
    add_pages(parts)
    index_rows([*pages.values(), *(part for _page, part in parts)])


@implementer(IBulkPart)
class StaffPart:
    """Accounts: three of the district, the others in teams of one for each role of a venue, spread over the venues."""

    order = 20
    title = _("账号")

    def build(self, context: BulkContext) -> None:
        count = context.amounts.staff
        for username, name, role in DISTRICT_STAFF[:count]:
            [user] = _add_accounts([(username, name)])
            grant(user=user, role=role, site=context.site, actor=context.actor)
        teams = _teams(context, max(count - len(DISTRICT_STAFF), 0))
        while batch := list(islice(teams, BATCH)):
            users = _add_accounts([(username, f"示例人员{username[1:]}") for username, _role, _venue in batch])
            for user, (_username, role, venue) in zip(users, batch, strict=True):
                grant(user=user, role=role, venue=venue, actor=context.actor)
            context.wrote(len(batch))


def _teams(context: BulkContext, count: int) -> Iterator[tuple[str, str, Venue]]:
    """(user name, role, venue) of the venues' staff, a team at a time, by turns on every place of the pattern."""
    venues = list(Venue.objects.filter(site=context.site).order_by("path"))
    teams = -(-count // len(VENUE_ROLES))
    for index in range(count if venues else 0):
        team, member = divmod(index, len(VENUE_ROLES))
        venue = venues[min(team * len(venues) // teams + team % len(PATTERN), len(venues) - 1)]
        yield f"s{index + 1:06d}", VENUE_ROLES[member], venue


def _add_accounts(rows: list[tuple[str, str]]) -> list[User]:
    """Staff who sign in with the demo's password."""
    password = make_password(PASSWORD)
    return User.objects.bulk_create(
        [User(username=username, display_name=name, password=password, is_staff=True) for username, name in rows]
    )
