"""Two kinds of figures, never mixed: what a district reports for a period, and what the software counts itself."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone, translation

from cms.kernel.failures import attempt
from cms.kernel.registrar import Registration, registrar
from cms.kernel.states import enabled
from liaison_pages.interfaces import ILiveFigure
from liaison_pages.models import ReportedFigure


@dataclass(frozen=True)
class Reported:
    """What was published of one period by one source: `figures` are {value, unit, label}, all of it text."""

    period: str
    source: str
    figures: list[dict]


@dataclass(frozen=True)
class Live:
    """One figure counted by the software: the number, the word behind it, and what is counted."""

    count: int
    unit: str
    label: str


def reported_figures(site, **wanted) -> list[Reported]:
    """The reported figures of `site` that fit the field lookups `wanted`, in order, by period and source. One query."""
    rows = ReportedFigure.objects.filter(site=site, **wanted)
    groups = groupby(rows, key=lambda row: (_said(row, "period"), _said(row, "source")))
    return [
        Reported(period, source, [{name: _said(row, name) for name in ("value", "unit", "label")} for row in members])
        for (period, source), members in groups
    ]


def _said(row: ReportedFigure, name: str) -> str:
    """The text in the visitor's language; a unit is not said in English where only the Chinese one is known."""
    if translation.get_language() != "en":
        return getattr(row, name)
    english = getattr(row, f"{name}_en")
    return english if english or (name == "unit" and row.value_en) else getattr(row, name)


def counted_since(site) -> date:
    """The day from which live figures count: New Year, or the day this year on which the site was opened."""
    new_year = timezone.localdate().replace(month=1, day=1)
    opened = site.root_page.first_published_at
    return max(new_year, timezone.localtime(opened).date()) if opened else new_year


def live_figures(site, since: date) -> list[Live]:
    """What apps and add-ons that are on count on `site` from `since` on, without those that are nought."""
    entries = enabled(registrar().all("utility", target=ILiveFigure.__name__), site)
    found = []
    for entry in sorted(entries, key=lambda entry: entry.value.order):
        count = attempt("live figure", entry, partial(_kept_count, entry, site, since), otherwise=0)
        if count:
            found.append(Live(count, str(entry.value.unit), str(entry.value.label)))
    return found


def _kept_count(entry: Registration, site, since: date) -> int:
    """The count, at most `LIVE_FIGURES_SECONDS` old."""
    key = f"live-figure:{entry.name}:{site.pk}:{since}"
    return cache.get_or_set(key, partial(entry.value.count, site, since), settings.LIVE_FIGURES_SECONDS)
