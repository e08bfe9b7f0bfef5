"""What is declared of this app's routes."""

from cms.access.table.rules import PUBLIC, rule

RULES = [
    rule("liaison_notices:confirm liaison_notices:manage", PUBLIC, because="the token in the address is the key"),
]
