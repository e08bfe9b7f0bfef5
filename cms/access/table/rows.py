"""The rows of the table."""

from dataclasses import asdict, dataclass

from cms.access.roles import ROLES
from cms.access.table.declared import Declarations
from cms.access.table.rules import ANONYMOUS, FOREIGN, METHODS, NONE, OWN


@dataclass(frozen=True)
class Row:
    """One question and its answer. `place`: the object's venue is one's own, foreign, or there is no object (none)."""

    name: str
    pattern: str
    method: str
    role: str
    place: str
    expected: str
    door: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def rows(declared: Declarations) -> list[Row]:
    """Every route × method × role × place. A visitor has no venue, so that every object is foreign."""
    return [
        Row(route.name, route.pattern, method, role, place, rule.answer(role, place, method), rule.door.title)
        for route, rule in declared.by_route.items()
        for role in (ANONYMOUS, *ROLES)
        for place in places(route, role)
        for method in METHODS
    ]


def places(route, role: str) -> tuple[str, ...]:
    """Where the object of a route may be."""
    if not route.parameters:
        return (NONE,)
    return (FOREIGN,) if role == ANONYMOUS else (OWN, FOREIGN)
