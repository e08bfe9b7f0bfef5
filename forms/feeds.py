"""Atom feeds of public matters: of the district, of a venue, of one matter."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.feeds import MOST, AtomFeed
from forms.models import PublicMatter
from forms.selectors.matters import latest, public_matter
from liaison_pages.models import DistrictSettings, Venue
from liaison_pages.selectors.venue_lists import venue_by_code


class MattersFeed(AtomFeed):
    """Base of the feeds: what an entry says."""

    def item_title(self, item: PublicMatter) -> str:
        return _("%(progress)s：%(title)s") % {"progress": item.get_progress_display(), "title": item.title}

    def item_text(self, item: PublicMatter) -> str:
        return "\n\n".join(filter(None, [item.said, item.done and _("答复：%(reply)s") % {"reply": item.done}]))

    def item_link(self, item: PublicMatter) -> str:
        return reverse("liaison_forms:matter", args=[item.code])

    def item_pubdate(self, item: PublicMatter):
        return item.published_at

    def item_updateddate(self, item: PublicMatter):
        return item.progressed_at

    def item_categories(self, item: PublicMatter) -> list[str]:
        return [item.category.display_name] if item.category else []


class DistrictFeed(MattersFeed):
    """The newest of the district."""

    def get_object(self, request) -> Site:
        return Site.find_for_request(request)

    def title(self, site: Site) -> str:
        return _("您说的，办到了 · %(place)s") % {"place": DistrictSettings.for_site(site).display_name}

    def link(self, site: Site) -> str:
        return reverse("liaison_forms:matters")

    def items(self, site: Site) -> list[PublicMatter]:
        return latest(site, count=MOST)


class VenueFeed(MattersFeed):
    """The newest of a venue."""

    def get_object(self, request, code: str) -> Venue:
        venue = venue_by_code(Site.find_for_request(request), code)
        if venue is None:
            raise Http404
        return venue

    def title(self, venue: Venue) -> str:
        return _("您说的，办到了 · %(place)s") % {"place": venue.display_name}

    def link(self, venue: Venue) -> str:
        return f"{reverse('liaison_forms:matters')}?venue={venue.code}"

    def items(self, venue: Venue) -> list[PublicMatter]:
        return latest(venue.site, count=MOST, venue=venue)


class MatterFeed(MattersFeed):
    """One matter: what is known of it now. Each progress is news of its own to a reader."""

    def get_object(self, request, code: str) -> PublicMatter:
        matter = public_matter(Site.find_for_request(request), code)
        if matter is None:
            raise Http404
        return matter

    def title(self, matter: PublicMatter) -> str:
        return matter.title

    def link(self, matter: PublicMatter) -> str:
        return self.item_link(matter)

    def items(self, matter: PublicMatter) -> list[PublicMatter]:
        return [matter]

    def item_link(self, item: PublicMatter) -> str:
        return f"{super().item_link(item)}#{item.progress}"
