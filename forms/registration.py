"""What this app brings, by contract: the moves of a submission, what follows from them, and where residents see it."""

from django.utils.translation import gettext_lazy as _

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


def register(registrar) -> None:
    """Once, at the start."""
    _moves(registrar)
    _afterwards(registrar)
    _places(registrar)
    _for_the_public(registrar)
    _for_staff(registrar)


def _moves(registrar) -> None:
    registrar.event(ACTION)
    for move in MOVES:
        registrar.transition(move.name, move)
    registrar.provide(SubmissionDeadlines(), IDeadlineKind)
    for kind in (*KINDS, MatterNews()):
        registrar.provide(kind, INoticeKind, kind.name)


def _afterwards(registrar) -> None:
    registrar.on("submission.withdraw", separate_merged, name="forms.separate_merged")
    registrar.on("submission.reject", separate_merged, name="forms.separate_rejected")
    registrar.on("submission.add", mark_main, name="forms.mark_main")
    registrar.on("submission.add", resume_after_addition, name="forms.resume_after_addition")
    for task in (close_answered, remind, drop_quiet_followers, end_done_notices, forget_page_faults):
        registrar.task(f"forms.{task.__name__}", task)


def _places(registrar) -> None:
    registrar.provide(OpenCases(), IPageKeeper)
    registrar.provide(IntakePagePart(), IVenuePagePart)
    registrar.provide(IntakeGap(), IVenueGap, IntakeGap.name)
    registrar.provide(SubmissionsPart(), IDemoPart)
    registrar.provide(ManySubmissions(), IBulkPart)


def _for_the_public(registrar) -> None:
    registrar.slot("venue.main", VenueMatters(), weight=10)
    registrar.slot("home.main", LatestMatters(), weight=10)
    registrar.slot("site.footer", MattersLink(), weight=10)
    registrar.slot("site.footer", ReportLink(), weight=90)
    registrar.provide(MattersSection(), ISitemapSection, name="matters")
    registrar.provide(MatterSource(_("您说的，办到了")), ISearchSource, MATTERS)
    registrar.provide(OpinionsReceived(), ILiveFigure, "forms.received")
    registrar.provide(OpinionsAnswered(), ILiveFigure, "forms.answered")
    for name, way in WAYS.items():
        registrar.provide(way, IWayIn, f"forms.{name}")


def _for_staff(registrar) -> None:
    registrar.slot("admin.dashboard", QueueCard(), weight=10)
    registrar.slot("admin.dashboard", ReminderCard(), weight=12)
    registrar.slot("admin.dashboard", PageFaultsCard(), weight=50)
    registrar.provide(ReceivedLink(), IVenueStaffLink)
    registrar.provide(RegisterLink(), IVenueStaffLink, name="forms.register")
