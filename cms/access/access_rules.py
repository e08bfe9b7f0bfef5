"""What is declared of this app's routes, and of Wagtail's, which declares none."""

from cms.access import wagtail_routes
from cms.access.roles import MANAGE_ADDONS
from cms.access.table.rules import rule, screen

# Who grants the roles of a district: `selectors.administered_sites` asks for the role, which alone switches add-ons.
ADMINISTRATOR = screen(MANAGE_ADDONS)

RULES = [
    rule("liaison_access:*", ADMINISTRATOR),
    *wagtail_routes.RULES,
]
