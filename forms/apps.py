from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.kernel.plugin import CorePlugin
from forms.grams_index import INDEX


class FormsPlugin(CorePlugin):
    """What residents say: the form below every venue's page, and the moves of a submission."""

    id = "forms"
    title = _("社情民意")
    description = _("意见表、办理队列和居民的进度页。")

    def register(self, registrar) -> None:
        # Models are ready only when plugins register.
        from cms.access.interfaces import IPageKeeper
        from cms.clock.interfaces import IDeadlineKind
        from cms.demo import IDemoPart
        from cms.generate import IBulkPart
        from cms.notices.interfaces import INoticeKind
        from cms.search.interfaces import ISearchSource
        from cms.sitemaps import ISitemapSection
        from forms.deadline_kind import SubmissionDeadlines
        from forms.demo.part import SubmissionsPart
        from forms.generate import SubmissionsPart as ManySubmissions
        from forms.handlers import mark_main, resume_after_addition, separate_merged
        from forms.live_figures import OpinionsAnswered, OpinionsReceived
        from forms.notices import KINDS, MatterNews
        from forms.page_keeping import OpenCases
        from forms.search_source import MATTERS, MatterSource
        from forms.selectors.venue_gaps import IntakeGap
        from forms.services.intake import ACTION
        from forms.sitemap import MattersSection
        from forms.tasks import close_answered, drop_quiet_followers, end_done_notices, forget_page_faults, remind
        from forms.transitions import MOVES
        from forms.venue_page_part import IntakePagePart
        from forms.venue_staff_link import ReceivedLink, RegisterLink
        from forms.viewlets import (
            LatestMatters,
            MattersLink,
            PageFaultsCard,
            QueueCard,
            ReminderCard,
            ReportLink,
            VenueMatters,
        )
        from forms.ways import WAYS
        from liaison_pages.interfaces import ILiveFigure, IVenueGap, IVenuePagePart, IVenueStaffLink, IWayIn

        registrar.provide(OpenCases(), IPageKeeper)
        registrar.provide(IntakePagePart(), IVenuePagePart)
        registrar.provide(IntakeGap(), IVenueGap, IntakeGap.name)
        registrar.provide(SubmissionsPart(), IDemoPart)
        registrar.provide(SubmissionDeadlines(), IDeadlineKind)
        registrar.provide(ManySubmissions(), IBulkPart)
        registrar.provide(ReceivedLink(), IVenueStaffLink)
        registrar.provide(RegisterLink(), IVenueStaffLink, name="forms.register")
        for name, way in WAYS.items():
            registrar.provide(way, IWayIn, f"forms.{name}")
        registrar.provide(OpinionsReceived(), ILiveFigure, "forms.received")
        registrar.provide(OpinionsAnswered(), ILiveFigure, "forms.answered")
        registrar.provide(MattersSection(), ISitemapSection, name="matters")
        registrar.provide(MatterSource(_("您说的，办到了")), ISearchSource, MATTERS)
        registrar.slot("admin.dashboard", QueueCard(), weight=10)
        registrar.slot("admin.dashboard", ReminderCard(), weight=12)
        registrar.event(ACTION)
        registrar.slot("venue.main", VenueMatters(), weight=10)
        registrar.slot("home.main", LatestMatters(), weight=10)
        registrar.slot("site.footer", MattersLink(), weight=10)
        registrar.on("submission.withdraw", separate_merged, name="forms.separate_merged")
        registrar.on("submission.reject", separate_merged, name="forms.separate_rejected")
        registrar.on("submission.add", mark_main, name="forms.mark_main")
        registrar.on("submission.add", resume_after_addition, name="forms.resume_after_addition")
        registrar.task("forms.close_answered", close_answered)
        registrar.task("forms.remind", remind)
        registrar.task("forms.drop_quiet_followers", drop_quiet_followers)
        registrar.task("forms.end_done_notices", end_done_notices)
        registrar.task("forms.forget_page_faults", forget_page_faults)
        registrar.slot("site.footer", ReportLink(), weight=90)
        registrar.slot("admin.dashboard", PageFaultsCard(), weight=50)
        for move in MOVES:
            registrar.transition(move.name, move)
        for kind in (*KINDS, MatterNews()):
            registrar.provide(kind, INoticeKind, kind.name)


class FormsConfig(AppConfig):
    name = "forms"
    label = "liaison_forms"
    verbose_name = _("社情民意")
    plugin = FormsPlugin()
    public_styles = tuple(
        f"liaison_forms/css/{name}.css" for name in ("device", "matters", "point", "receipt", "similar")
    )

    def ready(self) -> None:
        INDEX.follow_migrations(self)
