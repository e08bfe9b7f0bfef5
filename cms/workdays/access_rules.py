"""What is declared of this app's routes."""

from cms.access.roles import MANAGE_DISTRICT
from cms.access.table.rules import shared_viewset

RULES = shared_viewset("workdays", MANAGE_DISTRICT)
