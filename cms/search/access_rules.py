"""What is declared of this app's routes."""

from cms.access.table.rules import PUBLIC, read_only

RULES = [read_only("liaison_search:search liaison_search:suggest", PUBLIC)]
