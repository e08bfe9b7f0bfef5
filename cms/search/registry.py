"""The kinds of things that are found on a site."""

from cms.kernel.registrar import registrar
from cms.kernel.states import enabled
from cms.search.interfaces import ISearchSource


def sources_on(site) -> list:
    """The sources whose apps are on for `site`, in the order of their groups."""
    entries = registrar().all("utility", ISearchSource.__name__)
    return sorted((entry.value for entry in enabled(entries, site)), key=lambda source: (source.order, source.kind))


def all_sources() -> list:
    return sorted(registrar().utilities(ISearchSource), key=lambda source: (source.order, source.kind))


def source_of(kind: str):
    """The source of `kind`, on or off; None without one."""
    return registrar().components.queryUtility(ISearchSource, kind)
