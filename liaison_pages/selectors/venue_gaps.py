"""The gaps that this app knows of: what a venue's record, page, rota and roster do not say yet."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from zope.interface import implementer

from cms.access import roles
from cms.access.selectors import may
from liaison_pages.interfaces import IVenueGap
from liaison_pages.models import HomePage, Reception, Venue, VenueMembership, VenuePage, VenuePhoto
from liaison_pages.selectors.dashboard import RECEIVING_KINDS

ENGLISH = "en"


@implementer(IVenueGap)
@dataclass(frozen=True)
class RecordGap:
    """A fact of the venue's record that is empty."""

    is_optional = False

    name: str
    label: Promise
    weight: int
    field: str

    def condition(self) -> Q:
        empty = None if Venue._meta.get_field(self.field).null else ""
        return Q(**{self.field: empty})

    def addresses(self, venues, user) -> dict[int, str]:
        return {
            venue.pk: f"{reverse('venues:edit', args=[venue.pk])}#id_{self.field}"
            for venue in venues
            if may(user, roles.CHANGE_VENUE, venue)
        }


@dataclass(frozen=True)
class ScreenGap:
    """Something that is mended on a screen of the venue."""

    is_optional = False

    name: str
    label: Promise
    weight: int
    screen: str
    permission: str

    def addresses(self, venues, user) -> dict[int, str]:
        return {
            venue.pk: reverse(f"venue_hub:{self.screen}", args=[venue.pk])
            for venue in venues
            if may(user, self.permission, venue)
        }


@implementer(IVenueGap)
class RotaGap(ScreenGap):
    """
    Nobody receives from next month on. Homes and stations alone: points and themed spaces may do without a rota.

    Not "in next month": who receives every odd month has planned well.
    """

    def condition(self) -> Q:
        today = timezone.localdate()
        next_month = today.replace(year=today.year + today.month // 12, month=today.month % 12 + 1, day=1)
        coming = Reception.objects.filter(venue=OuterRef("pk"), date__gte=next_month)
        return Q(kind__in=RECEIVING_KINDS) & ~Q(Exists(coming.exclude(status=Reception.Status.CANCELLED)))


@implementer(IVenueGap)
class RosterGap(ScreenGap):
    """No deputy of the roster has a public page."""

    def condition(self) -> Q:
        shown = VenueMembership.objects.filter(venue=OuterRef("pk"), deputy__is_serving=True, deputy__is_published=True)
        return ~Q(Exists(shown))


def pages_of_venue():
    """The pages of the outer venue in the first language of its site."""
    return VenuePage.objects.filter(venue=OuterRef("pk"), locale=OuterRef("site__root_page__locale"))


class PageGap:
    """Something that is mended in the editor of the venue's page."""

    is_optional = False

    def addresses(self, venues, user) -> dict[int, str]:
        return editors(VenuePage.objects.filter(venue__in=venues), user)


def editors(pages, user) -> dict[int, str]:
    """By venue, the editor of the first of `pages`, which are few, that `user` may edit. One query."""
    pages = pages.defer("body", "rules", "process", "yearly_plan").order_by("-pk")
    editable = [page for page in pages if page.permissions_for_user(user).can_edit()]
    return {page.venue_id: reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in editable}


@implementer(IVenueGap)
class PublishedGap(PageGap):
    """The page is not published, so that the public sees nothing of the venue."""

    name, label, weight = "page", _("发布了的网页"), 10

    def condition(self) -> Q:
        return ~Q(Exists(pages_of_venue().filter(live=True)))


@implementer(IVenueGap)
class IntroductionGap(PageGap):
    name, label, weight = "introduction", _("一句话介绍"), 80

    def condition(self) -> Q:
        return Q(Exists(pages_of_venue().filter(introduction="")))


@implementer(IVenueGap)
class PhotoGap(PageGap):
    name, label, weight = "photo", _("照片"), 70

    def condition(self) -> Q:
        return ~Q(Exists(VenuePhoto.objects.filter(page__venue=OuterRef("pk"))))


@implementer(IVenueGap)
class AlternativeGap(PageGap):
    """A photo of the page that a screen reader passes over in silence."""

    name, label, weight = "alternative", _("照片的替代文字"), 75

    def condition(self) -> Q:
        return Q(Exists(VenuePhoto.objects.filter(page__venue=OuterRef("pk"), image__description="")))


@implementer(IVenueGap)
class EnglishGap:
    """No English page, where the district has an English front page: `/en/` shows the Chinese one instead."""

    name, label, weight = "english", _("英文网页"), 120
    is_optional = True

    def condition(self) -> Q:
        front = HomePage.objects.live().filter(
            locale__language_code=ENGLISH, translation_key=OuterRef("site__root_page__translation_key")
        )
        page = VenuePage.objects.live().filter(venue=OuterRef("pk"), locale__language_code=ENGLISH)
        return Q(Exists(front)) & ~Q(Exists(page))

    def addresses(self, venues, user) -> dict[int, str]:
        """Its draft, where there is one; else the screen on which Wagtail makes it."""
        pages = VenuePage.objects.filter(venue__in=venues)
        drafts = editors(pages.filter(locale__language_code=ENGLISH), user)
        if not user.has_perm(roles.TRANSLATE):
            return drafts
        first = [page for page in pages.order_by("-pk") if page.permissions_for_user(user).can_edit()]
        screen = "simple_translation:submit_page_translation"
        return {page.venue_id: reverse(screen, args=[page.pk]) for page in first} | drafts


GAPS = [
    PublishedGap(),
    RotaGap("rota", _("下个月起的接待安排"), 20, "rota", roles.MANAGE_ROTA),
    RecordGap("phone", _("电话"), 40, "phone"),
    RecordGap("address", _("地址"), 50, "address"),
    RecordGap("hours", _("开放时间"), 60, "hours"),
    RosterGap("roster", _("驻站代表"), 65, "roster", roles.MANAGE_ROSTER),
    PhotoGap(),
    AlternativeGap(),
    IntroductionGap(),
    RecordGap("point", _("地图上的位置"), 90, "latitude"),
    RecordGap("accessibility", _("无障碍设施"), 100, "accessibility"),
    EnglishGap(),
]
