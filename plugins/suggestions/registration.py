"""What the add-on brings, by contract."""

from django.utils.translation import gettext_lazy as _

from cms.clock.interfaces import IDeadlineKind
from cms.demo import IDemoPart
from cms.notices.interfaces import INoticeKind
from cms.search.interfaces import ISearchSource
from cms.sitemaps import ISitemapSection
from forms.notices import SubmissionNotice
from forms.search_source import MatterSource
from liaison_pages.interfaces import ILiveFigure, IWayIn
from liaison_pages.models import Dimension
from liaison_pages.ways import Way
from plugins.suggestions import handlers
from plugins.suggestions.deadlines import SuggestionDeadlines, remind
from plugins.suggestions.demo import SuggestionsPart
from plugins.suggestions.live_figures import SuggestionsPublished
from plugins.suggestions.menu import SuggestionsMenuItem
from plugins.suggestions.selectors import PLUGIN_ID
from plugins.suggestions.sitemap import SuggestionsSection
from plugins.suggestions.transitions import MOVES, Escalate
from plugins.suggestions.viewlets import DeskCard, LedViewlet, ProgressViewlet, PublicListViewlet, SourceViewlet

PUBLIC_LIST = Way(
    Dimension.CLOSED_LOOP,
    order=30,
    title=_("代表建议"),
    text=_("代表写成的建议，交给哪个部门办，怎么答复的。"),
    route="suggestions:list",
)


def register(registrar) -> None:
    """Once, at the start."""
    _moves(registrar)
    _screens(registrar)
    _contracts(registrar)


def _moves(registrar) -> None:
    for move in MOVES:
        registrar.transition(move.name, move)
    registrar.on("suggestion.decline", handlers.give_back, "suggestions.give_back_declined")
    registrar.on("suggestion.return", handlers.give_back, "suggestions.give_back_returned")
    registrar.on("suggestion.close", handlers.answer, "suggestions.answer")
    registrar.on("suggestion.close", handlers.tell_public, "suggestions.tell_public")
    for event in ("submission.decline", "submission.withdraw"):
        registrar.on(event, handlers.let_go, f"suggestions.let_go_after_{event.rpartition('.')[2]}")
    registrar.task("suggestions.remind", remind)


def _screens(registrar) -> None:
    registrar.slot("status.detail", ProgressViewlet())
    registrar.slot("deputy.detail", LedViewlet())
    registrar.slot("submission.detail", SourceViewlet())
    registrar.slot("admin.dashboard", DeskCard(), weight=20)
    registrar.slot("site.footer", PublicListViewlet())
    registrar.menu("suggestions", SuggestionsMenuItem())
    registrar.urls("plugins.suggestions.urls")
    registrar.urls("plugins.suggestions.admin_urls", in_admin=True)


def _contracts(registrar) -> None:
    registrar.provide(SuggestionsPart(), IDemoPart)
    registrar.provide(SuggestionsPublished(), ILiveFigure)
    registrar.provide(PUBLIC_LIST, IWayIn)
    registrar.provide(SuggestionsSection(), ISitemapSection, name="suggestions")
    registrar.provide(SuggestionDeadlines(), IDeadlineKind)
    registrar.provide(MatterSource(_("代表建议"), kind=PLUGIN_ID, order=60), ISearchSource, PLUGIN_ID)
    escalated = SubmissionNotice(Escalate, example=_("您的意见已写成建议，请代表领衔"))
    registrar.provide(escalated, INoticeKind, escalated.name)
