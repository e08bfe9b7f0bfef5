"""How the four kinds of venue present themselves within one design: what comes first, and what it is called."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison_pages.models import VenueKind


@dataclass(frozen=True)
class Character:
    """
    The parts of a page's main column in their order (`liaison_pages/venue/<part>.html`), and the words that differ.

    `past_shown` is how many receptions that are over are named with their topics; 0 names none.
    """

    parts: tuple[str, ...]
    next: Any = _("下一次接待")
    next_announced: Any = _("接待公告 · 下一次接待")
    next_moved: Any = _("下一次接待 · 已改期")
    rota: Any = _("接待安排")
    deputies: Any = _("驻站代表")
    places: Any = _("下面还有这些家站点")
    is_about_topics: bool = False  # what is talked over matters more than who receives
    past_shown: int = 0


CHARACTERS = {
    # The hub: its stations, then its own rota.
    VenueKind.HOME: Character(
        parts=("photo", "places", "rota", "deputies", "slot", "content", "papers"),
        places=_("这里带着的联络站、联络点"),
        deputies=_("在这里接待的代表"),
    ),
    # The desk near home: who receives when, and what came of it.
    VenueKind.STATION: Character(parts=("photo", "rota", "deputies", "slot", "places", "content", "papers")),
    # The smallest outlet: when, who, and where to go when nobody is there.
    VenueKind.POINT: Character(
        parts=("rota", "elsewhere", "deputies", "photo", "slot", "places", "content", "papers"),
        deputies=_("常来的代表"),
    ),
    # A place for something: what it is about, what happens there, what was talked over.
    VenueKind.SPACE: Character(
        parts=("photo", "events", "content", "past", "deputies", "slot", "places", "papers"),
        next=_("下一次活动"),
        next_announced=_("活动公告 · 下一次活动"),
        next_moved=_("下一次活动 · 已改期"),
        rota=_("接下来的活动"),
        deputies=_("主持和常来的代表"),
        is_about_topics=True,
        past_shown=6,
    ),
}
