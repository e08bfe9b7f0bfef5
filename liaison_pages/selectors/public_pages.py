"""Where the public finds things: pages of venues in the visitor's language, crumbs, and what a page leads to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.utils import translation
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, get_page_models

from liaison_pages.models import Dimension, DimensionPage, InfoPage, Reception, Venue, VenuePage, VenuePhoto
from liaison_pages.models.pages import restrictions_above
from liaison_pages.selectors.receptions import local, not_over

UNREADABLE = (OSError, SourceImageIOError, InvalidFilterSpecError)  # the file is gone, or is no picture
HEAD_PHOTO = ("fill-480x320", "fill-960x640", "fill-1440x960")  # includes/head_photo.html
SHARED_PHOTO = HEAD_PHOTO[1]
SMALL_PHOTO = ("fill-360x240", "fill-720x480")  # includes/small_photo.html


@dataclass
class Surroundings:
    """What stands around a page: `trail` above it; below it `actions` (something to do there) and `places` (venues)."""

    trail: list[Page] = field(default_factory=list)
    actions: list[Page] = field(default_factory=list)
    places: list[Page] = field(default_factory=list)


def action_models() -> list[type[Page]]:
    """Page types that offer an action on their parent: they name it in `venue_action`, the text of the button."""
    return [model for model in get_page_models() if getattr(model, "venue_action", "")]


def surroundings(page: Page) -> Surroundings:
    """
    The published pages above `page` (below the site's home), the actions and the venues right below it. One query.

    Pages of venues carry `venue_name_en`, `venue_kind` and the next reception (`next_day`, `starts_at`, `ends_at`).
    Venues behind a password of their own are left out.
    """
    if not page.path:  # a page being created is previewed
        return Surroundings()
    steps = range(3 * page.steplen, len(page.path), page.steplen)
    above = Page.objects.filter(path__in=[page.path[:length] for length in steps])
    below = Page.objects.child_of(page).type(VenuePage, *action_models())
    found = Surroundings()
    pages = (above | below).live().select_related("content_type").order_by("path")
    for other in pages.annotate(**_of_venue(), is_restricted=Exists(restrictions_above())):
        if other.depth < page.depth:
            found.trail.append(other)
        elif not other.venue_kind:
            found.actions.append(other)
        elif not other.is_restricted or getattr(page, "is_restricted", False):
            found.places.append(other)
    return found


def _of_venue() -> dict:
    """What `surroundings` tells of a page's venue."""
    coming = Reception.objects.filter(not_over(local(None)), venue=OuterRef("venuepage__venue"))
    coming = coming.exclude(status=Reception.Status.CANCELLED).order_by("date", "starts_at", "pk")
    return {
        "venue_name_en": F("venuepage__venue__name_en"),
        "venue_kind": F("venuepage__venue__kind"),
        "next_day": Subquery(coming.values("date")[:1]),
        "starts_at": Subquery(coming.values("starts_at")[:1]),
        "ends_at": Subquery(coming.values("ends_at")[:1]),
    }


def articles_below(page: Page) -> list[Page]:
    """The information pages right below `page` that everybody may read, the newest first. One query."""
    if not page.path:  # a page being created is previewed
        return []
    return list(_newest_first(InfoPage.objects.open_to_all().child_of(page)))


def newest_articles(home_path: str, count: int) -> list[Page]:
    """
    The newest `count` information pages below other ones, which is what a district's news are; of the front page at
    `home_path` (treebeard's path; "" finds none), and such as everybody may read. One query.
    """
    below = _articles(home_path).filter(depth__gt=_depth(home_path) + 1)
    return list(below[:count]) if home_path else []


def articles_of(home_path: str, dimension: str) -> list[Page]:
    """The information pages of a dimension, anywhere below the front page, the newest first. One query."""
    return list(_articles(home_path).filter(dimension=dimension)) if home_path and dimension else []


def dimension_pages(home_path: str) -> list[DimensionPage]:
    """The pages of the five dimensions right below the front page that everybody may read, in order. One query."""
    if not home_path:
        return []
    below = DimensionPage.objects.open_to_all().filter(path__startswith=home_path, depth=_depth(home_path) + 1)
    return sorted(below, key=lambda page: list(Dimension).index(page.dimension))


def _articles(home_path: str) -> QuerySet[InfoPage]:
    return _newest_first(InfoPage.objects.open_to_all().filter(path__startswith=home_path))


def _newest_first(pages: QuerySet[InfoPage]) -> QuerySet[InfoPage]:
    return pages.order_by(F("first_published_at").desc(nulls_last=True), "path")


def _depth(path: str) -> int:
    return len(path) // Page.steplen


def actions_of_translations(page: VenuePage) -> list[Page]:
    """The actions below the venue's pages in other languages: for a translated page that has none of its own."""
    others = VenuePage.objects.live().filter(venue_id=page.venue_id).exclude(pk=page.pk)
    return [action for other in others for action in surroundings(other).actions]


def pages_of_venues(venues: Iterable[Venue]) -> dict[int, VenuePage]:
    """Venue id → its page that is open to all, in the visitor's language where there is one. One query."""
    language = translation.get_language()
    chosen: dict[int, VenuePage] = {}
    pages = VenuePage.objects.open_to_all().filter(venue__in=[venue.pk for venue in venues])
    for page in pages.select_related("locale").order_by("locale_id", "path"):
        if page.venue_id not in chosen or page.locale.language_code == language:
            chosen[page.venue_id] = page
    return chosen


def forms_to_deputies(venues: Iterable[Venue]) -> dict[int, Page]:
    """
    Venue id → the page below one of its pages where residents write to a deputy now, the visitor's language first.

    Of page types that say so: `takes_deputy`, the query parameter that takes a deputy's code, and a field `is_open`.
    Two queries.
    """
    language = translation.get_language()
    pages = VenuePage.objects.open_to_all().filter(venue__in=[venue.pk for venue in venues]).select_related("locale")
    above = {page.path: page for page in sorted(pages, key=lambda page: page.locale.language_code != language)}
    found: dict[int, Page] = {}
    for model in action_models() if above else []:
        if getattr(model, "takes_deputy", ""):
            below = [Q(path__startswith=path, depth=page.depth + 1) for path, page in above.items()]
            forms = model.objects.live().filter(Q(*below, _connector=Q.OR), is_open=True)
            by_path = {form.path[: -Page.steplen]: form for form in forms}
            for path, page in above.items():
                if path in by_path:
                    found.setdefault(page.venue_id, by_path[path])
    return found


def photos_of(page: VenuePage) -> list[VenuePhoto]:
    """The page's photos with their images; in a preview those that are not saved yet. Renditions are not fetched."""
    photos = list(page.photos.select_related("image"))
    if any(not VenuePhoto.image.is_cached(photo) for photo in photos):
        images = get_image_model().objects.in_bulk({photo.image_id for photo in photos})
        for photo in photos:
            photo.image = images[photo.image_id]
    return photos


def picture_url(image, spec: str) -> str:
    """Where `image` is in this size; empty without one that can be read. No query once its renditions are fetched."""
    try:
        return image.get_rendition(spec).url if image else ""
    except UNREADABLE:
        return ""


def shared_photo(image) -> str:
    """Where what a messenger shows beside a link is; empty without an image. No query once `HEAD_PHOTO` is fetched."""
    return picture_url(image, SHARED_PHOTO)


def images_in(body: Iterable) -> list:
    """The images of the pictures and galleries in a page's content. One query for each of the two kinds it has."""
    found = []
    for block in body:
        if block.block_type == "picture":
            found.append(block.value["image"])
        elif block.block_type == "gallery":
            found += [picture["image"] for picture in block.value]
    return found


def fetch_renditions(images: Iterable, *specs: str) -> None:
    """The renditions of all `images` in one query, kept on them for the image tag; none without images."""
    images = [image for image in images if image is not None]
    if images:
        renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=specs)
        prefetch_related_objects(images, Prefetch("renditions", renditions, to_attr="prefetched_renditions"))
