"""
The dashboard that people land on after signing in: the cards of the slot `admin.dashboard`.

Each app brings a card about what it owns. A card asks a selector, counts no further than people read
(`cms.kernel.counts`), and costs the same number of queries whatever there is to count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from wagtail.admin.ui.components import Component

from cms.kernel.counts import count_text
from cms.kernel.templatetags.liaison_slots import slot
from cms.kernel.viewlets import Viewlet

SLOT = "admin.dashboard"


@dataclass(frozen=True)
class Line:
    """A line of a card: how many of what, or one thing by its name. `url` is empty for what cannot be opened."""

    text: str
    url: str = ""
    count: int | None = None
    detail: str = ""
    is_late: bool = False
    links: Sequence[tuple[str, str]] = field(default=())  # (address, label) beside it

    @property
    def count_text(self) -> str:
        return count_text(self.count)


class DashboardCard(Viewlet):
    """
    A card. Subclasses set `name`, `title` and `icon`, and write `is_for` and `content`.

    Lines with a count are shown first and large, whatever their order among the others.
    """

    template_name = "kernel/dashboard_card.html"
    title = ""
    icon = "list-ul"

    def is_for(self, user) -> bool:
        """Whether the card concerns the person at all."""
        return True

    def content(self, user) -> list[Line]:
        """What it shows the person."""
        raise NotImplementedError

    def digest(self, user, since: datetime) -> list[Line]:
        """
        What a daily mail tells the person: lines with a count and an address, no names, for nothing in a mail may be a
        resident's words. `since`: of what is new, from when on. Nothing unless the card says so.
        """
        return []

    def empty(self, user) -> str:
        """What it says when there is nothing to show; "" leaves the card out then."""
        return ""

    def more(self, user) -> tuple[str, str] | None:
        """(address, label) of the whole list, if there is one."""
        return None

    def available(self, context) -> bool:
        return self.is_for(context["request"].user)

    def render_html(self, parent_context=None) -> str:
        user = parent_context["request"].user
        content = self.content(user)
        empty = "" if content else self.empty(user)
        if not content and not empty:
            return ""
        return super().render_html({**parent_context, "content": content, "empty": empty})

    def get_context_data(self, parent_context):
        content = parent_context["content"]
        return {
            "card": self,
            "empty": parent_context["empty"],
            "counts": [line for line in content if line.count is not None],
            "lines": [line for line in content if line.count is None],
            "more": self.more(parent_context["request"].user),
        }


class DashboardPanel(Component):
    """All cards, as one panel of Wagtail's home page, above its own."""

    name = "liaison_dashboard"
    order = 40
    template_name = "kernel/dashboard.html"

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        return {"cards": slot(parent_context, SLOT, request=self.request)}
