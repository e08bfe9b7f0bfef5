"""System checks of the roles and permissions that plugins name."""

import pytest
from django.apps import apps
from django.core.checks import Error, Warning

from cms.access.checks import check_move_permissions, check_role_permissions
from cms.kernel.plugin import Plugin
from cms.kernel.registrar import Registry
from cms.kernel.transitions import Transition


@pytest.fixture
def load(monkeypatch):
    """`load(lambda registrar: …)`: the toys register so, alone in the process."""
    registry = Registry()
    monkeypatch.setattr(apps.get_app_config("liaison_kernel"), "registry", registry)

    def load(register):
        body = {"id": "toys", "register": lambda self, registrar: register(registrar)}
        registry.load([type("Toys", (Plugin,), body)()])

    return load


def asking(permission: str):
    return type("Move", (Transition,), {"name": "toys.move", "permission": permission})


def test_permissions_of_what_is_there_are_known():
    assert (check_move_permissions(None), check_role_permissions(None)) == ([], [])


@pytest.mark.parametrize(
    ("permission", "said"),
    [
        ("", None),  # asks the guard alone
        ("liaison_pages.handle_submissions", None),
        ("toys.change_toypage", None),
        ("liaison_pages.handle_submission", Error),
        ("handle_submissions", Warning),
        ("liaison_absent.change_bench", Warning),  # of an add-on that it may require
    ],
)
def test_move_whose_permission_there_is_not_is_told(load, permission, said):
    load(lambda registrar: registrar.transition("toys.move", asking(permission)))
    found = check_move_permissions(None)
    assert [type(message) for message in found] == ([said] if said else [])
    for message in found:
        assert message.msg == (
            f"The move 'toys.move' of the add-on 'toys' asks for the permission {permission!r}, which there is not."
        )
        assert message.hint


@pytest.mark.parametrize(
    ("role", "permission", "ids"),
    [
        ("venue_head", "toys.view_toypage", []),
        ("venue_heads", "toys.view_toypage", ["liaison.E008"]),
        ("venue_head", "toys.view_toy", ["liaison.E009"]),
        ("reader", "liaison_pages.manage_district", ["liaison.E009"]),  # would stay given while the add-on is off
    ],
)
def test_role_and_permission_that_an_add_on_gives_must_be_there(load, role, permission, ids):
    load(lambda registrar: registrar.role_permission(role, permission))
    found = check_role_permissions(None)
    assert [error.id for error in found] == ids
    assert all(f"The add-on 'toys' gives {permission!r} to {role!r}" in error.msg and error.hint for error in found)
