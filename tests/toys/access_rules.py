"""What is declared of this add-on's routes."""

from cms.access.table.rules import PUBLIC, STAFF, rule

RULES = [rule("toys:index", PUBLIC), rule("toys_admin:index", STAFF)]
