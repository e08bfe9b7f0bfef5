"""Figures that were reported, and figures that are counted."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone, translation
from zope.interface import implementer

from cms.kernel.actors import System
from cms.kernel.registrar import Registration, registrar
from cms.kernel.states import set_enabled
from liaison_pages.interfaces import ILiveFigure
from liaison_pages.models import Reception
from liaison_pages.selectors import figures
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import (
    ReceptionFactory,
    ReportedFigureFactory,
    VenueFactory,
    build_second_site,
)
from tests.factories.suggestions import CongressSessionFactory, SuggestionFactory

pytestmark = pytest.mark.django_db


def test_reported_figures_are_grouped_by_period_and_source(site):
    ReportedFigureFactory(label="接待", sort_order=1)
    ReportedFigureFactory(label="群众", sort_order=2)
    ReportedFigureFactory(label="培训", period="换届之初", sort_order=3)
    ReportedFigureFactory(label="别区", site=build_second_site())
    found = figures.reported_figures(site)
    assert [(group.period, [each["label"] for each in group.figures]) for group in found] == [
        ("近三年", ["接待", "群众"]),
        ("换届之初", ["培训"]),
    ]


def test_reported_figures_can_be_narrowed(site):
    ReportedFigureFactory(label="首页", dimension="platforms")
    ReportedFigureFactory(label="别处", dimension="guidance", is_on_front_page=False)
    narrowed = [
        [each["label"] for group in figures.reported_figures(site, **wanted) for each in group.figures]
        for wanted in ({"is_on_front_page": True}, {"dimension": "guidance"})
    ]
    assert narrowed == [["首页"], ["别处"]]


def test_reported_figure_is_said_in_english_as_far_as_that_is_known(site):
    ReportedFigureFactory(label_en="Receptions", value_en="1,500+")
    with translation.override("en"):
        (group,) = figures.reported_figures(site)
    assert group.figures == [{"value": "1,500+", "unit": "", "label": "Receptions"}]
    assert group.period == "近三年"


def live(site) -> dict[str, int]:
    since = figures.counted_since(site)
    return {str(each.label): each.count for each in figures.live_figures(site, since)}


def test_live_figures_count_rows_of_this_year(site):
    now = timezone.localtime()
    venue = VenueFactory()
    over = {"starts_at": time(0), "ends_at": time(0, 0, 1)}
    ReceptionFactory(venue=venue, date=now.date(), **over)
    ReceptionFactory(venue=venue, date=now.date(), status=Reception.Status.CANCELLED, **over)
    ReceptionFactory(venue=venue, date=now.date() + timedelta(days=1))
    ReceptionFactory(venue=venue, date=date(now.year - 1, 12, 31))
    IntakeSubmissionFactory(venue=venue, replied_at=now)
    IntakeSubmissionFactory(venue=venue, replied_at=now - timedelta(days=400))
    session = CongressSessionFactory()
    SuggestionFactory(session=session, number=1, is_published=True, created_at=now)
    SuggestionFactory(session=session, number=2, is_published=False, created_at=now)
    assert live(site) == {"代表接待": 1, "已经答复的意见": 1, "公开的代表建议": 1}


def test_live_figures_of_an_add_on_that_is_off_are_left_out(site):
    SuggestionFactory(session=CongressSessionFactory(), number=1, is_published=True)
    assert live(site) == {"公开的代表建议": 1}
    set_enabled(plugin_id="suggestions", site=site, is_enabled=False, actor=System("tests"))
    assert live(site) == {}


def test_year_in_which_a_site_opens_counts_from_that_day(site):
    today = timezone.localdate()
    assert figures.counted_since(site) == date(today.year, 1, 1)
    site.root_page.first_published_at = datetime(today.year, 1, 1, 20, tzinfo=UTC)  # the second, in China
    assert figures.counted_since(site) == date(today.year, 1, 2)
    site.root_page.first_published_at = datetime(today.year - 1, 6, 1, tzinfo=UTC)
    assert figures.counted_since(site) == date(today.year, 1, 1)


@implementer(ILiveFigure)
class Counter:
    order, label, unit = 5, "示例", ""

    def __init__(self, counts):
        self.counts = iter(counts)

    def count(self, site, since):
        return next(self.counts)


def show_only(monkeypatch, figure) -> None:
    entry = Registration("utility", "ILiveFigure:tests", "liaison_pages", figure, target="ILiveFigure")
    monkeypatch.setattr(registrar(), "all", lambda kind, target=None: [entry])


def test_counts_are_kept_for_a_while(site, counts_kept, monkeypatch):
    show_only(monkeypatch, Counter([3, 4]))
    assert [live(site), live(site)] == [{"示例": 3}, {"示例": 3}]


def test_figure_that_raises_is_left_out(site, settings, monkeypatch):
    settings.LIAISON_RAISE_IN_SLOTS = False
    show_only(monkeypatch, Counter([]))
    assert live(site) == {}
