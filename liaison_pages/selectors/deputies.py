"""
What the public may know of deputies.

`public_deputy` is the one door: templates get its result, never the model, so that nothing a `shows_…` field hides
can reach a page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from liaison_pages.models import Deputy, DeputyLevel, Venue, VenueMembership
from liaison_pages.selectors.venue_lists import public_venues

FACE = "fill-168x210"
PORTRAIT = "fill-400x500"


@dataclass(frozen=True)
class PublicDeputy:
    """A deputy as the public sees them. Empty where a field is unset or not public; `photo` is an image or None."""

    code: str
    name: str
    level: str
    is_serving: bool
    is_example: bool
    base: str
    base_label: str
    work_unit: str
    groups: tuple[str, ...]
    introduction: str
    photo: Any

    @property
    def url(self) -> str:
        return reverse("liaison_pages:deputy", args=[self.code])


@dataclass(frozen=True)
class RosterEntry:
    """A deputy's place at a venue; `role` is empty for a plain member."""

    deputy: PublicDeputy
    role: str


def public_deputy(deputy: Deputy, *, with_photo: bool = True, with_groups: bool = False) -> PublicDeputy | None:
    """
    What is public of `deputy`; None when the deputy is not published.

    Photo and groups cost a query each unless they were fetched with the deputy.
    """
    if not deputy.is_published:
        return None
    groups = tuple(group.name for group in deputy.groups.all()) if with_groups and deputy.shows_groups else ()
    return PublicDeputy(
        code=deputy.code,
        name=deputy.name,
        level=deputy.get_level_display(),
        is_serving=deputy.is_serving,
        is_example=deputy.is_example,
        base=deputy.base if deputy.shows_constituency else "",
        base_label=_("选区") if deputy.constituency else _("选举单位"),
        work_unit=deputy.work_unit if deputy.shows_work_unit else "",
        groups=groups,
        introduction=deputy.introduction if deputy.shows_introduction else "",
        photo=deputy.photo if with_photo and deputy.shows_photo else None,
    )


def public_deputies(deputies: Iterable[Deputy], *, with_photo: bool = True) -> list[PublicDeputy]:
    """Those of `deputies` that are published, in their order."""
    found = (public_deputy(deputy, with_photo=with_photo) for deputy in deputies)
    return [shown for shown in found if shown is not None]


def with_faces(deputies: QuerySet[Deputy], *specs: str) -> QuerySet[Deputy]:
    """With photos and their renditions: two more queries, however many deputies."""
    images = get_image_model().objects.prefetch_renditions(*specs)
    return deputies.prefetch_related(Prefetch("photo", images))


def fetch_faces(deputies: Iterable[Deputy], *specs: str) -> None:
    """The photos of `deputies` with their renditions, kept on them: two queries, none without deputies."""
    prefetch_related_objects(list(deputies), Prefetch("photo", get_image_model().objects.prefetch_renditions(*specs)))


def roster(venue: Venue) -> list[RosterEntry]:
    """The published, serving deputies of `venue`: heads, liaisons, members. One query; renditions are not fetched."""
    rows = VenueMembership.objects.filter(venue=venue, deputy__is_published=True, deputy__is_serving=True)
    rows = rows.select_related("deputy__photo")
    ranks = list(VenueMembership.MemberRole.values)
    entries = sorted(rows, key=lambda row: ranks.index(row.role))
    plain = VenueMembership.MemberRole.MEMBER
    return [
        RosterEntry(shown, "" if row.role == plain else row.get_role_display())
        for row in entries
        if (shown := public_deputy(row.deputy)) is not None
    ]


def listed_deputies(site) -> QuerySet[Deputy]:
    """The published, serving deputies of `site`, nation first, then by code."""
    return Deputy.objects.filter(site=site, is_published=True, is_serving=True)


def filtered_deputies(site, *, name: str = "", level: str = "", street: str = "", venue: str = "") -> QuerySet[Deputy]:
    """Listed deputies that match: part of a name, a level, a street's division code, a venue's code."""
    found = listed_deputies(site)
    if name:
        found = found.filter(name__icontains=name)
    if level:
        found = found.filter(level=level)
    if street:
        found = found.filter(venues__street__code=street)
    if venue:
        found = found.filter(venues__code=venue)
    return with_faces(found.distinct().order_by("code"), FACE)


def level_counts(site) -> dict[str, int]:
    """How many listed deputies each level has, in the order of the levels; one query."""
    rows = dict(listed_deputies(site).order_by().values_list("level").annotate(Count("pk")))
    return {level: rows[level] for level in DeputyLevel.values if level in rows}


def deputy_by_code(site, code: str) -> Deputy | None:
    """The published deputy of `site` with this code, with groups and photo."""
    found = Deputy.objects.filter(site=site, code=code, is_published=True)
    return with_faces(found.prefetch_related("groups"), PORTRAIT).first()


def venues_of_deputy(deputy: Deputy) -> list[Venue]:
    """The public venues where the deputy is on the roster, in the order of the tree."""
    found = public_venues(deputy.site_id).filter(memberships__deputy=deputy)
    return list(found.select_related("street").order_by("path"))
