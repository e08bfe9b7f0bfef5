"""What the intake form needs to know."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from cms.access import roles
from cms.access.selectors import venues_where
from cms.kept import kept
from cms.workdays.calendar import WorkCalendar
from forms.models import IntakeCategory, IntakePage, IntakeSubmission
from liaison_pages.models import Deputy, Venue, VenuePage
from liaison_pages.models.settings import DistrictSettings
from liaison_pages.selectors.hub import main_page

BIGGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Place:
    """
    Where a form is handed in: the venue, whether its page is published, and the district's settings.

    `venue_page` is there where the form is shown.
    """

    venue: Venue
    district: DistrictSettings
    is_published: bool
    venue_page: VenuePage | None = None


def intake_page(pk: int) -> IntakePage | None:
    """The page whose form is sent, published or not. One query."""
    if pk > BIGGEST_KEY:  # SQLite overflows on it
        return None
    return IntakePage.objects.filter(pk=pk).first()


def place_of(page: IntakePage) -> Place:
    """One query, whatever is asked of the result; one more on a site that was never set up."""
    related = ("venue__site__districtsettings__notice_page", "venue__street")
    venue_page = VenuePage.objects.select_related(*related).parent_of(page).get()
    return Place(venue_page.venue, _district_of(venue_page.venue), venue_page.live, venue_page)


@dataclass(frozen=True)
class Desk:
    """What takes the form of a page: the page with its fields, and its place. Others hold it too: not to be changed."""

    page: IntakePage
    place: Place


@kept("INTAKE_KEPT_SECONDS")
def desk_of(pk: int) -> Desk | None:
    """The desk behind the form that is sent to the page `pk`, published or not. Three queries, or none for a while."""
    page = intake_page(pk)
    if page is None:
        return None
    page.form_fields = list(page.form_fields.all())  # asked once
    return Desk(page, place_of(page))


@kept("INTAKE_KEPT_SECONDS")
def calendar_from(year: int) -> WorkCalendar:
    """The working days of this year and the next. One query, or none for a while."""
    return WorkCalendar().load(year, year + 1)


def _district_of(venue: Venue) -> DistrictSettings:
    return getattr(venue.site, "districtsettings", None) or DistrictSettings.for_site(venue.site)


def intake_page_of(venue: Venue) -> IntakePage | None:
    """The form below the venue's page in the site's first language, published or not. Two queries."""
    page = main_page(venue)
    return IntakePage.objects.child_of(page).first() if page else None


def receiving_venues(user) -> QuerySet[Venue]:
    """The venues in use whose submissions the user handles, each below its parent."""
    return venues_where(user, roles.HANDLE_SUBMISSIONS).filter(is_active=True).order_by("path")


def top_of(venues: QuerySet[Venue]) -> Venue | None:
    """The one of `venues`, each below its parent, that all the others stand below; None when there is none."""
    first = venues.first()
    return first if first and not venues.exclude(path__startswith=first.path).exists() else None


def accepts(page: IntakePage | None, place: Place) -> bool:
    """
    Whether the form can be sent now: both pages published, the form open, the venue in use. Without a page (the
    district's own entrance) the venue alone decides.
    """
    return place.venue.is_active and (page is None or (page.live and page.is_open and place.is_published))


def categories() -> QuerySet[IntakeCategory]:
    """Those that residents may choose."""
    return IntakeCategory.objects.filter(is_active=True)


def deputies_of(venue: Venue) -> QuerySet[Deputy]:
    """The serving, published deputies on the venue's roster, in its order."""
    return Deputy.objects.filter(memberships__venue=venue, is_serving=True, is_published=True).order_by(
        "memberships__sort_order", "memberships__pk"
    )


def submission_with_key(stored_key: UUID) -> IntakeSubmission | None:
    """What was already made with this form (`forms.codes.stored_key`)."""
    if not IntakeSubmission.objects.filter(request_key=stored_key).exists():  # as nearly always: no columns are read
        return None
    return IntakeSubmission.objects.select_related("site").get(request_key=stored_key)


WORDS = ("content", "place", "point", "title", "category", "deputy", "answers", "channel")
CHOICES = ("is_anonymous", "publish_consent", "guardian_consent")  # not ticked says something too


def adds_to(submission: IntakeSubmission, data: dict) -> bool:
    """
    Whether the cleaned data of an `IntakeForm` say anything else than `submission`, made with the same form.

    Fewer photos add nothing: browsers drop chosen files when one goes back. The contact is compared by
    `forms.services.contacts.is_kept`.
    """
    if any(data.get(name) and data[name] != getattr(submission, name) for name in WORDS):
        return True
    if any(data[name] != getattr(submission, name) for name in CHOICES):
        return True
    if (street := data.get("street")) and street.pk != submission.venue.street_id:
        return True
    return len(data["photos"]) > submission.photos.count()
