"""A venue's screens for its staff: where each is, and who is offered it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.access import roles
from cms.access.selectors import may
from cms.kernel.registrar import registrar
from liaison_pages.interfaces import IVenueStaffLink
from liaison_pages.models import Venue, VenuePage


@dataclass(frozen=True)
class HubLink:
    """A screen of a venue: `name` tells which is the present one."""

    name: str
    label: str
    url: str
    icon: str


def hub_links(venue: Venue, user, page: VenuePage | None = None) -> list[HubLink]:
    """The screens of `venue` that `user` may open, in the order of the day's work. `page`: the page being edited."""
    page = page or main_page(venue)
    links = [*_page_links(page, user), *_record_links(venue, user)]
    for part in registrar().utilities(IVenueStaffLink):
        if url := part.url(venue, user):
            links.append(HubLink(part.name, str(part.label), url, part.icon))
    return links


def main_page(venue: Venue) -> VenuePage | None:
    """The venue's page in the site's first language, published or not."""
    return VenuePage.objects.filter(venue=venue).order_by("pk").first()


def public_url(page: Page | None) -> str:
    """The address of the published page; empty when there is none."""
    return (page.get_url() or "") if page is not None and page.live else ""


def _page_links(page: VenuePage | None, user) -> list[HubLink]:
    """The page's editor and those of the forms below it."""
    if page is None:
        return []
    found = []
    if page.permissions_for_user(user).can_edit():
        found.append(HubLink("page", _("网页"), _editor(page), "doc-full-inverse"))
    for child in page.get_children().not_type(VenuePage).specific():
        if child.permissions_for_user(user).can_edit():
            name = child.specific_class._meta.model_name
            found.append(HubLink(name, str(child.specific_class._meta.verbose_name), _editor(child), "form"))
    return found


def _editor(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _record_links(venue: Venue, user) -> list[HubLink]:
    if not may(user, roles.VIEW_VENUE, venue):
        return []
    found = [
        HubLink("rota", _("接待安排"), reverse("venue_hub:rota", args=[venue.pk]), "calendar-alt"),
        HubLink("roster", _("驻站代表"), reverse("venue_hub:roster", args=[venue.pk]), "group"),
        HubLink("wall", _("打印张贴"), reverse("venue_hub:wall", args=[venue.pk]), "clipboard-list"),
    ]
    if may(user, roles.CHANGE_VENUE, venue):
        found.append(HubLink("record", _("家站点资料"), reverse("venues:edit", args=[venue.pk]), "home"))
    if may(user, roles.SHARE_VENUE, venue):
        found.append(HubLink("sharing", _("共享"), reverse("venue_hub:sharing", args=[venue.pk]), "key"))
    return found


def page_of(page: Page) -> VenuePage | None:
    """The venue page that `page` is or stands below; None for a page not yet saved, or of no venue."""
    if page is None or page.pk is None:
        return None
    if isinstance(page, VenuePage):
        return page
    return VenuePage.objects.ancestor_of(page).select_related("venue").order_by("-depth").first()
