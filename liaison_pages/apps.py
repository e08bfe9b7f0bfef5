from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.kernel.plugin import CorePlugin
from liaison_pages.indexes import follow_migrations


class LiaisonPagesPlugin(CorePlugin):
    """Venues, deputies and receptions, registered through the contract that add-ons use."""

    id = "liaison_pages"
    title = _("家站点")

    def register(self, registrar):
        # Models can be imported only now, after the app registry is ready.
        from cms.access.interfaces import IPageKeeper, IPageReview
        from cms.demo import IDemoPart
        from cms.generate import IBulkPart
        from cms.notices.interfaces import ISiteName
        from cms.search.interfaces import ISearchSource
        from cms.sitemaps import ISitemapSection
        from liaison_pages.demo.part import DistrictPart
        from liaison_pages.generate import PlacesPart, StaffPart
        from liaison_pages.handlers import follow_calendar
        from liaison_pages.importer.holding import clear
        from liaison_pages.interfaces import ILiveFigure, IVenueGap, IWayIn
        from liaison_pages.live_figures import ReceptionsHeld
        from liaison_pages.own_ways import WAYS
        from liaison_pages.page_keeping import VenuePagesBelow
        from liaison_pages.page_search import PageSource, follow_pages
        from liaison_pages.search_sources import DeputySource, PlaceSource, VenueSource
        from liaison_pages.selectors.review import PageReview
        from liaison_pages.selectors.site_names import DistrictName
        from liaison_pages.selectors.venue_gaps import GAPS
        from liaison_pages.sitemaps import DeputiesSitemap, ReceptionsSitemap, Section
        from liaison_pages.viewlets import DraftsCard, GapsCard, OwnVenuesCard, ReceptionsCard, RotaWarningsCard

        registrar.provide(VenuePagesBelow(), IPageKeeper)
        registrar.provide(PageReview(), IPageReview)
        cards = (15, OwnVenuesCard), (30, ReceptionsCard), (40, RotaWarningsCard), (50, GapsCard), (60, DraftsCard)
        for weight, card in cards:
            registrar.slot("admin.dashboard", card(), weight=weight)
        for gap in GAPS:
            registrar.provide(gap, IVenueGap, gap.name)
        registrar.task("liaison_pages.clear_imports", clear)
        registrar.on("workdays.changed", follow_calendar, name="liaison_pages.follow_calendar")
        registrar.provide(ReceptionsHeld(), ILiveFigure)
        for name, way in WAYS.items():
            registrar.provide(way, IWayIn, f"liaison_pages.{name}")
        registrar.provide(DistrictName(), ISiteName)
        registrar.provide(Section(DeputiesSitemap), ISitemapSection, name="deputies")
        registrar.provide(Section(ReceptionsSitemap), ISitemapSection, name="receptions")
        registrar.provide(DistrictPart(), IDemoPart)
        registrar.provide(PlacesPart(), IBulkPart)
        registrar.provide(StaffPart(), IBulkPart, "liaison_pages.staff")
        for source in (VenueSource(), DeputySource(), PlaceSource(), PageSource()):
            registrar.provide(source, ISearchSource, source.kind)
        follow_pages()


class LiaisonPagesConfig(AppConfig):
    name = "liaison_pages"
    label = "liaison_pages"
    verbose_name = _("家站点")
    plugin = LiaisonPagesPlugin()

    def ready(self):
        follow_migrations(self)
