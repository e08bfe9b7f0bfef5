"""What is declared of this app's routes."""

from cms.access.roles import MANAGE_DISTRICT
from cms.access.table.rules import PUBLIC, anywhere, needing, post_only, read_only, rule, screen

OFFICE = needing(MANAGE_DISTRICT)
WORDS = anywhere(MANAGE_DISTRICT)  # always of one's own district

RULES = [
    rule("liaison_notices:confirm liaison_notices:manage", PUBLIC, because="the token in the address is the key"),
    read_only("liaison_notices_admin:report liaison_notices_admin:templates", OFFICE),
    post_only("liaison_notices_admin:resend", screen(MANAGE_DISTRICT)),
    rule("liaison_notices_admin:template", WORDS),
    post_only("liaison_notices_admin:preview", WORDS),
]
