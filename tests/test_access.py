"""
The table of routes (`manage.py access table`), walked as every role with GET and POST, with ids of one's own venue and
of others': each answer is the expected one, no denied request writes, nothing foreign is shown.

`make access` walks all of it; `make test` a sample, the same at every run.
"""

import pytest

from cms.access.roles import Role
from cms.access.table.declared import declarations
from cms.access.table.rules import FOREIGN
from forms.models import IntakeSubmission
from tests.addresses import address_of, values
from tests.venue_rows import VenueRows
from tests.walking import Walk, report
from tests.worlds import WORLDS, World

pytestmark = pytest.mark.django_db
EVERYBODY = pytest.mark.parametrize(("role", "place"), WORLDS)


@pytest.mark.access
@EVERYBODY
def test_every_answer_is_the_expected_one(site, client, record_property, role, place):
    walk = Walk(client, World(site, role, place))
    walk.ask_all(walk.rows())
    for name, figure in walk.figures().items():
        record_property(name, figure)
    report(walk.violations)


@EVERYBODY
def test_sampled_answers_are_the_expected_ones(site, client, role, place):
    walk = Walk(client, World(site, role, place))
    walk.ask_all(walk.sample())
    report(walk.violations)


def test_every_route_has_one_declaration_and_every_declaration_a_route():
    report(declarations().problems)


def test_every_parameter_is_known(site):
    """A new route whose parameters `tests.addresses` does not know: teach it."""
    table, unknown, found = values(VenueRows(site)), [], declarations().by_route
    assert len(found) > 300  # fewer, and the walk would pass without going anywhere
    for route in found:
        try:
            address_of(route, table)
        except Exception as error:  # KeyError or NoReverseMatch, each with the route's name
            unknown.append(f"{route}: {type(error).__name__} {error}")
    report(unknown)


def test_walk_notices_a_door_left_open_and_what_is_written(site, client, monkeypatch):
    monkeypatch.setattr("cms.access.guarded.require", lambda user, action, instance: None)
    walk = Walk(client, World(site, Role.VENUE_EDITOR, FOREIGN))
    walk.ask_all([row for row in walk.rows() if row.name == "venues:edit"])
    where = "venues:edit /admin/venues/edit/<int:pk>/ as venue_editor, foreign:"
    expected = [f"GET {where} answers ok,", f"POST {where} answers redirect,", f"POST {where} wrote UPDATE"]
    assert [fault[: len(start)] for fault, start in zip(walk.violations, expected, strict=True)] == expected


def test_walk_notices_what_is_shown(site, client, monkeypatch):
    monkeypatch.setattr("forms.selectors.rights.visible_to", lambda user: IntakeSubmission.objects.all())
    walk = Walk(client, World(site, Role.READER, FOREIGN))
    walk.ask_all([row for row in walk.rows() if row.name == "liaison_queue:detail" and row.method == "GET"])
    assert ["shows" in fault for fault in walk.violations] == [False, True]
