"""What the public search finds of public matters: what residents said, and what was answered."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from zope.interface import implementer

from cms.frame import in_language
from cms.search.interfaces import Entry, Found, ISearchSource
from cms.search.registry import all_sources, source_of
from cms.search.services import follow
from cms.search.source import SearchSource, lines, pks
from forms.models import PublicMatter
from forms.selectors.matters import public_matters

MATTERS = "matters"


@implementer(ISearchSource)
class MatterSource(SearchSource):
    """
    Public matters. An add-on that publishes matters of its own gives them a group of their own with a source whose
    `kind` is the add-on's id; without one they stand among all others.
    """

    def __init__(self, title, *, kind: str = MATTERS, order: int = 50):
        self.kind, self.title, self.order = kind, title, order

    def keys(self, site, after: str, limit: int) -> list[str]:
        return pks(self._rows(site), after, limit)

    def entries(self, site, keys) -> Iterator[Entry]:
        for matter in self._rows(site).filter(pk__in=keys).order_by("pk"):
            yield Entry(str(matter.pk), text=lines(matter.title, *_words(matter)))

    def load(self, request, site, keys) -> dict[str, Found]:
        return {
            str(matter.pk): Found(
                title=matter.title,
                url=_address(matter),
                note=" · ".join(map(str, filter(None, (matter.get_progress_display(), _place(matter))))),
                texts=_words(matter),
                moment=matter.progressed_at,
            )
            for matter in public_matters(site).filter(pk__in=keys)
            if kind_of(matter.plugin_id) == self.kind
        }

    def _rows(self, site) -> QuerySet[PublicMatter]:
        rows = PublicMatter.objects.filter(site=site, is_public=True)
        if self.kind != MATTERS:
            return rows.filter(plugin_id=self.kind)
        return rows.exclude(plugin_id__in=[source.kind for source in all_sources() if source.kind != MATTERS])


def follow_matter(matter: PublicMatter) -> None:
    """Let the search find what is public of `matter` now."""
    follow(kind_of(matter.plugin_id), [matter.pk], site=matter.site)


def kind_of(plugin_id: str) -> str:
    """Which group the matters of an add-on stand in; '' are the product's own."""
    return plugin_id if plugin_id and source_of(plugin_id) is not None else MATTERS


def _words(matter: PublicMatter) -> tuple[str, ...]:
    return tuple(filter(None, (matter.place, matter.said, matter.done, matter.done_by)))


def _place(matter: PublicMatter) -> str:
    place = matter.venue or matter.street
    return place.display_name if place else ""


def _address(matter: PublicMatter) -> str:
    if matter.more_path:
        return in_language(matter.more_path, get_language())
    return reverse("liaison_forms:matter", args=[matter.code])
