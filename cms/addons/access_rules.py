"""What is declared of this app's routes."""

from cms.access.roles import MANAGE_ADDONS
from cms.access.table.rules import read_only, rule, screen

RULES = [
    read_only("liaison_addons:index liaison_addons:of_site liaison_addons:detail", screen(MANAGE_ADDONS)),
    rule("liaison_addons:enable liaison_addons:disable", screen(MANAGE_ADDONS)),
]
