"""The Atom feed of published suggestions."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.feeds import MOST, AtomFeed
from plugins.suggestions import selectors
from plugins.suggestions.models import Suggestion

FIRST_CHARACTERS = 200


class SuggestionsFeed(AtomFeed):
    """The published suggestions with the highest numbers."""

    def get_object(self, request) -> Site:
        return Site.find_for_request(request)

    def title(self, site: Site) -> str:
        return _("代表建议")

    def link(self, site: Site) -> str:
        return reverse("suggestions:list")

    def items(self, site: Site):
        return selectors.published_with_days(site)[:MOST]

    def item_title(self, item: Suggestion) -> str:
        return f"{item.number_text} {item.title}"

    def item_text(self, item: Suggestion) -> str:
        return Truncator(item.facts).chars(FIRST_CHARACTERS)

    def item_link(self, item: Suggestion) -> str:
        return reverse("suggestions:detail", args=selectors.public_key(item))

    def item_pubdate(self, item: Suggestion):
        return item.published_at

    def item_updateddate(self, item: Suggestion):
        return max(item.published_at, item.state_changed_at)
