"""Published suggestions in the sitemap."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Site
from zope.interface import implementer

from cms.kernel.states import is_enabled
from cms.sitemaps import PER_FILE, ISitemapSection
from plugins.suggestions import selectors
from plugins.suggestions.models import Suggestion


class SuggestionsSitemap(Sitemap):
    """Those of one site."""

    limit = PER_FILE

    def __init__(self, site: Site):
        self.site = site

    def items(self):
        return selectors.published_with_days(self.site)

    def location(self, item: Suggestion) -> str:
        return reverse("suggestions:detail", args=selectors.public_key(item))

    def lastmod(self, item: Suggestion):
        return max(item.published_at, item.state_changed_at)

    def get_latest_lastmod(self):
        return None  # Django's own looks at every one for it


@implementer(ISitemapSection)
class SuggestionsSection:
    """The section `suggestions`."""

    def sitemap(self, request) -> SuggestionsSitemap | None:
        site = Site.find_for_request(request)
        return SuggestionsSitemap(site) if is_enabled(selectors.PLUGIN_ID, site) else None
