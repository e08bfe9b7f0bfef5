"""What the moves of a suggestion have in common."""

from typing import ClassVar

from django.utils.translation import gettext as _

from cms.kernel.exceptions import Denied
from cms.kernel.transitions import Transition
from plugins.suggestions.models import Suggestion
from plugins.suggestions.selectors import is_office, is_officer_of


class SuggestionTransition(Transition):
    """A move of one suggestion. Subclasses say who `permits` it; the system may make all but those of a deputy."""

    model = Suggestion
    icon_name: ClassVar[str] = "arrow-right"
    is_primary: ClassVar[bool] = False

    def permits(self, actor) -> bool:
        raise NotImplementedError

    def guard(self, actor) -> None:
        if not self.permits(actor):
            raise Denied(_("您没有做“%(move)s”的权限。") % {"move": self.title})

    def is_by_office(self, actor) -> bool:
        """Whether the district office acts, or the system for it."""
        return actor.kind == "system" or (actor.kind == "staff" and is_office(actor.user, self.object.site))

    def is_by_lead_unit(self, actor) -> bool:
        return actor.kind == "staff" and is_officer_of(actor.user, self.object.lead_unit)

    @classmethod
    def describe(cls, data: dict) -> str:
        """What the history line says beside the title, from what `apply` returned."""
        return ""


class OfficeTransition(SuggestionTransition):
    """A move that only the district office makes."""

    def permits(self, actor) -> bool:
        return self.is_by_office(actor)
