"""What is declared of this app's routes."""

from cms.access.roles import VIEW_SUBMISSIONS
from cms.access.table.rules import read_only, screen

RULES = [read_only("liaison_clock:late liaison_clock:late_export", screen(VIEW_SUBMISSIONS))]
