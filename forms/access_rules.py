"""What is declared of this app's routes."""

from cms.access.roles import (
    ANSWER_ESCALATED,
    CHANGE_VENUE,
    HANDLE_SUBMISSIONS,
    MANAGE_DISTRICT,
    VIEW_CONTACTS,
    VIEW_SUBMISSIONS,
    VIEW_VENUE,
    Role,
)
from cms.access.table.rules import PUBLIC, REDIRECT, needing, post_only, read_only, rule, shared_viewset

DESKS = (Role.DEPUTY, Role.UNIT_OFFICER)  # a deputy on the venue's roster, an officer of the unit it was referred to
KNOWN = (VIEW_SUBMISSIONS,)
READS = needing(VIEW_SUBMISSIONS, *DESKS)
HANDLES = needing(HANDLE_SUBMISSIONS, *DESKS, knows=KNOWN)
BULK = needing(ANSWER_ESCALATED, knows=(*KNOWN, Role.DEPUTY))  # of escalated ones, which no unit has
REGISTERS = needing(HANDLE_SUBMISSIONS, knows=(VIEW_VENUE,))
CONTACT = needing(VIEW_CONTACTS, knows=(*KNOWN, *DESKS))

RULES = [
    rule("liaison_forms:submit", PUBLIC, get=REDIRECT, because="leads to the page that holds the form"),
    rule("liaison_forms:entrance", PUBLIC),
    rule("liaison_forms:status_lookup liaison_forms:report_fault", PUBLIC),
    read_only("liaison_forms:mine", PUBLIC),
    post_only("liaison_forms:mine_states", PUBLIC, because="each code that is sent is the key to its own matter"),
    read_only("liaison_forms:status forms.views.status.status", PUBLIC, because="the code in the address is the key"),
    rule("liaison_forms:act forms.views.status_acts.act", PUBLIC, because="the code in the address is the key"),
    rule("liaison_forms:notices forms.views.status_notices.notices", PUBLIC, because="the code is the key"),
    read_only("liaison_forms:matters liaison_forms:matter", PUBLIC),
    rule("liaison_forms:follow", PUBLIC, get=REDIRECT, because="leads to the matter that holds the form"),
    post_only("liaison_forms:similar", PUBLIC, because="so that what is written stands in no address"),
    rule("liaison_forms:matters_feed liaison_forms:venue_matters_feed liaison_forms:matter_feed", PUBLIC),
    read_only("liaison_queue:index liaison_queue:index_results liaison_queue:detail", READS),
    rule("liaison_photo", READS),
    read_only("liaison_queue:register", REGISTERS),
    rule("liaison_queue:register_at", REGISTERS),
    post_only("liaison_queue:contact", CONTACT),
    post_only("liaison_queue:claim liaison_queue:release", HANDLES),
    rule("liaison_queue:move", HANDLES),
    rule("liaison_queue:bulk", BULK),
    read_only("page_faults:index", needing(CHANGE_VENUE)),
    post_only("page_faults:done page_faults:reopen", needing(CHANGE_VENUE)),
    *shared_viewset("intake_categories", MANAGE_DISTRICT),
]
