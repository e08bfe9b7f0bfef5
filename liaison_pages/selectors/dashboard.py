"""What the dashboard says of venues, receptions and pages. Each function costs the same whatever it finds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access import roles
from cms.access.selectors import holds_somewhere, paths_where, rows_where, venues_where
from liaison_pages.models import Deputy, HandlingUnit, Reception, ReceptionRule, Venue, VenueKind, VenuePage
from liaison_pages.selectors.receptions import local, not_over, with_people

ENDING_SOON = timedelta(days=60)  # as long ahead as the calendar's own warning
RECEIVING_KINDS = (VenueKind.HOME, VenueKind.STATION)  # points and spaces may do without a rota


@dataclass(frozen=True)
class OwnVenue:
    """A venue that somebody holds a role in, and its page in the site's first language, if they may edit it."""

    venue: Venue
    page: Page | None


def own_venues(user, limit: int) -> list[OwnVenue]:
    """The venues the user's roles were granted on, uppermost first; not those below them. None for the district."""
    paths = paths_where(user, roles.VIEW_VENUE)
    venues = list(Venue.objects.filter(path__in=paths).order_by("path")[:limit])
    pages = VenuePage.objects.filter(venue__in=venues, pk__in=editable_pages(user).values("pk")).order_by("-pk")
    first_page = {page.venue_id: page for page in pages}
    return [OwnVenue(venue, first_page.get(venue.pk)) for venue in venues]


def venues_below(user) -> int:
    """How many venues the user sees through roles that were granted further up."""
    paths = paths_where(user, roles.VIEW_VENUE)
    return venues_where(user, roles.VIEW_VENUE).exclude(path__in=paths).count() if paths else 0


def coming_for(user, limit: int, now: datetime | None = None) -> list[Reception]:
    """
    The next receptions that concern the user, cancelled ones left out, with venue and people.

    Those of the venues they see; of a deputy, those they receive at; of an officer, those their unit comes to.
    """
    receiving = Reception.deputies.through.objects.filter(deputy__user=user).values("reception")
    present = Reception.units.through.objects.filter(handlingunit__officers=user).values("reception")
    of_staff = rows_where(user, roles.VIEW_VENUE, site="venue__site")
    theirs = of_staff | Q(pk__in=receiving) | Q(pk__in=present)
    coming = Reception.objects.filter(not_over(local(now)), theirs, venue__is_active=True)
    coming = coming.exclude(status=Reception.Status.CANCELLED)
    return list(with_people(coming).select_related("venue").order_by("date", "starts_at", "pk")[:limit])


def public_addresses(receptions: list[Reception]) -> dict[int, str]:
    """By venue, the address of the page that everybody sees."""
    pages = VenuePage.objects.live().filter(venue__in={each.venue_id for each in receptions}).order_by("-pk")
    return {page.venue_id: page.get_url() or "" for page in pages}


def has_receptions(user) -> bool:
    """Whether receptions can concern the user at all."""
    return (
        holds_somewhere(user, roles.VIEW_VENUE)
        or Deputy.objects.filter(user=user, is_serving=True).exists()
        or HandlingUnit.objects.filter(officers=user).exists()
    )


def rules_ending(user, today: date) -> QuerySet[ReceptionRule]:
    """Rules of venues whose rota the user keeps that end soon and that no other rule of the venue outlasts."""
    later = ReceptionRule.objects.filter(venue=OuterRef("venue")).exclude(pk=OuterRef("pk"))
    later = later.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")))
    ending = ReceptionRule.objects.filter(
        rows_where(user, roles.MANAGE_ROTA, site="venue__site"),
        venue__is_active=True,
        ends_on__range=(today, today + ENDING_SOON),
    )
    return ending.exclude(Exists(later)).select_related("venue").order_by("ends_on", "pk")


def without_receptions(user, now: datetime | None = None) -> QuerySet[Venue]:
    """Homes and stations whose rota the user keeps and where nobody receives any more."""
    coming = Reception.objects.filter(not_over(local(now)), venue=OuterRef("pk"))
    coming = coming.exclude(status=Reception.Status.CANCELLED)
    kept = venues_where(user, roles.MANAGE_ROTA).filter(is_active=True, kind__in=RECEIVING_KINDS)
    return kept.exclude(Exists(coming)).order_by("code")


def editable_pages(user) -> QuerySet[Page]:
    """Pages that the user may edit."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def drafts(user) -> QuerySet[Page]:
    """Pages that the user may edit and whose last changes are not published, the latest first."""
    unpublished = editable_pages(user).filter(has_unpublished_changes=True)
    return unpublished.order_by("-latest_revision_created_at", "-pk")
