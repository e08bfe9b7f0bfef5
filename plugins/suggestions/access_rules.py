"""What is declared of this add-on's routes."""

from cms.access.roles import MANAGE_DISTRICT, VIEW_SUBMISSIONS, Role
from cms.access.table.rules import PUBLIC, needing, read_only, rule, viewset

INVOLVED = (Role.DEPUTY, Role.UNIT_OFFICER)  # a deputy it is proposed to or led by, an officer of its unit
READS = needing(VIEW_SUBMISSIONS, *INVOLVED)
OFFICE = needing(MANAGE_DISTRICT, knows=(VIEW_SUBMISSIONS, *INVOLVED))

RULES = [
    read_only("suggestions:list suggestions:detail", PUBLIC),
    rule("suggestions:feed", PUBLIC),
    read_only("suggestions_admin:index suggestions_admin:index_results suggestions_admin:detail", READS),
    rule("suggestions_admin:move suggestions_admin:publish suggestions_admin:unpublish", OFFICE),
    *viewset("suggestion_sessions", change=needing(MANAGE_DISTRICT)),
]
