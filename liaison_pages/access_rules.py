"""What is declared of this app's routes."""

from cms.access.roles import (
    CHANGE_VENUE,
    MANAGE_DISTRICT,
    MANAGE_ROSTER,
    MANAGE_ROTA,
    SHARE_VENUE,
    VIEW_VENUE,
)
from cms.access.table.rules import (
    NOT_FOUND,
    PUBLIC,
    REDIRECT,
    anywhere,
    needing,
    read_only,
    rule,
    screen,
    shared_viewset,
    viewset,
)

KNOWN = (VIEW_VENUE,)
READS = needing(VIEW_VENUE)
ROTA, ROSTER, SHARING = (needing(name, knows=KNOWN) for name in (MANAGE_ROTA, MANAGE_ROSTER, SHARE_VENUE))
OFFICE = needing(MANAGE_DISTRICT)
NO_TICKET = "a ticket is its owner's, and leads back when there is none"

RULES = [
    *(read_only(f"liaison_pages:{name}_calendar", PUBLIC) for name in ("district", "venue", "deputy", "reception")),
    read_only("liaison_pages:reception liaison_pages:venue_points", PUBLIC),
    read_only("liaison_pages:venue_notice liaison_pages:venue_poster liaison_pages:deputy_poster", PUBLIC),
    rule("liaison_pages:news_feed", PUBLIC),
    rule("liaison_pages:deputy_list liaison_pages:my_deputy liaison_pages:deputy liaison_pages:venue_year", PUBLIC),
    read_only(
        "liaison_pages:printed liaison_pages.views.printed.printed",
        PUBLIC,
        get=REDIRECT,
        because="leads to the form or the deputy that the paper names",
    ),
    read_only("venue_hub:rota venue_hub:wall", READS),
    rule("venue_hub:roster", READS, post_door=ROSTER),
    rule("venue_hub:sharing", SHARING),
    rule("venue_hub:*", ROTA),
    *viewset(
        "venues",
        view=needing(VIEW_VENUE),
        change=needing(CHANGE_VENUE, knows=KNOWN),
        add=needing(MANAGE_DISTRICT, knows=KNOWN),
    ),
    *viewset("deputies", change=OFFICE),
    *viewset("constituencies", change=OFFICE),
    *viewset("reported_figures", change=OFFICE),
    *(each for name in ("deputy_groups", "terms", "divisions") for each in shared_viewset(name, MANAGE_DISTRICT)),
    read_only("units_modeladmin_index units_modeladmin_history", OFFICE),
    rule("units_modeladmin_*", OFFICE),
    rule("district_import:upload", OFFICE),
    read_only("district_import:template", OFFICE),
    read_only("district_import:done", OFFICE, get=NOT_FOUND, because="shows the last import, when there was one"),
    rule("district_import:review", anywhere(MANAGE_DISTRICT), get=REDIRECT, because=NO_TICKET),
    read_only("venue_gaps:list venue_gaps:export", screen(VIEW_VENUE)),
    rule("page_review", OFFICE),
]
