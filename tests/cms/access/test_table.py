"""What the table of routes says is computed from the roles; what nobody declares, or declares for nothing, is found."""

import json

import pytest
from django.core.management import CommandError, call_command

from cms.access.roles import MANAGE_ROTA, VIEW_VENUE, Role
from cms.access.table import declared
from cms.access.table.declared import declarations
from cms.access.table.routes import Route, routes
from cms.access.table.rules import (
    ANONYMOUS,
    FORBIDDEN,
    FOREIGN,
    GET,
    NONE,
    OWN,
    POST,
    PUBLIC,
    REDIRECT,
    STAFF,
    SUPERUSER,
    anywhere,
    known,
    needing,
    post_only,
    rule,
    screen,
    shared,
)
from cms.kernel.discovery import CannotStart

ROTA = needing(MANAGE_ROTA, knows=[VIEW_VENUE])


@pytest.mark.parametrize(
    ("door", "role", "place", "expected"),
    [
        (PUBLIC, ANONYMOUS, FOREIGN, "ok"),
        (STAFF, ANONYMOUS, NONE, "login"),
        (STAFF, Role.READER, FOREIGN, "ok"),
        (SUPERUSER, Role.ADMINISTRATOR, OWN, "404"),
        (SUPERUSER, Role.ADMINISTRATOR, NONE, "403"),
        (ROTA, ANONYMOUS, FOREIGN, "login"),
        (ROTA, Role.VENUE_HEAD, OWN, "ok"),
        (ROTA, Role.VENUE_HEAD, FOREIGN, "404"),
        (ROTA, Role.READER, OWN, "403"),  # knows the venue, may not change its rota
        (ROTA, Role.READER, NONE, "403"),
        (ROTA, Role.DEPUTY, OWN, "404"),  # knows nothing of it
        (known(ROTA), Role.VENUE_HEAD, FOREIGN, "403"),
        (screen(MANAGE_ROTA), Role.DEPUTY, OWN, "403"),
        (screen(MANAGE_ROTA), Role.VENUE_HEAD, FOREIGN, "404"),
        (anywhere(MANAGE_ROTA), Role.VENUE_HEAD, FOREIGN, "ok"),
        (shared(MANAGE_ROTA), Role.VENUE_HEAD, OWN, "ok"),
        (shared(MANAGE_ROTA), Role.VENUE_HEAD, FOREIGN, "403"),
        (shared(MANAGE_ROTA), Role.VENUE_HEAD, NONE, "403"),
        (needing(Role.DEPUTY), Role.DEPUTY, OWN, "ok"),
        (needing(Role.DEPUTY), Role.DEPUTY, FOREIGN, "404"),
    ],
)
def test_door_answers_by_what_the_role_permits(door, role, place, expected):
    assert door.answer(role, place) == expected


def test_rule_answers_by_method_and_says_what_stands_for_a_refusal():
    claim = post_only("queue:claim", ROTA)
    assert [claim.answer(Role.VENUE_HEAD, OWN, method) for method in (GET, POST)] == ["405", "ok"]
    roster = rule("roster", needing(VIEW_VENUE), post_door=ROTA)
    assert [roster.answer(Role.READER, OWN, method) for method in (GET, POST)] == ["ok", "403"]
    history = rule("history", known(SUPERUSER), instead={FORBIDDEN: REDIRECT})
    assert [history.answer(role, FOREIGN, GET) for role in (ANONYMOUS, Role.READER)] == ["login", "redirect"]
    sign_in = rule("login", PUBLIC, get_signed_in=REDIRECT)
    assert [sign_in.answer(role, NONE, GET) for role in (ANONYMOUS, Role.READER)] == ["ok", "redirect"]


def test_route_is_matched_by_its_name_or_with_its_parameters():
    route = Route("settings/<app>/", "settings:edit", ("app", "model"))
    assert rule("settings:*", STAFF).matches(route)
    assert rule("other settings:edit(app,model)", STAFF).matches(route)
    assert not rule("settings:edit(app) settings", STAFF).matches(route)


def test_undeclared_twice_declared_and_idle_are_found():
    routes = [Route(f"{name}/", f"app:{name}", ()) for name in ("one", "two", "three")]
    found = declarations(
        routes,
        {
            "app": [rule("app:one", STAFF), rule("app:one app:two", PUBLIC)],
            "addon": [rule("app:two gone:*", SUPERUSER)],
        },
    )
    assert {route.name: rule.door for route, rule in found.by_route.items()} == {"app:one": STAFF}
    assert found.problems == [
        "app and addon declare app:two /two/: one must not.",
        "No app declares app:three /three/: add a rule to its access_rules.RULES (docs/plugins.md).",
    ]
    assert declarations([routes[0]], {"app": [rule("app:*", SUPERUSER), rule("app:two", STAFF)]}).problems == [
        "app.access_rules: app:two matches no route: delete it."
    ]


def test_what_is_open_to_all_is_named_in_full():
    found = declarations([Route("one/", "app:one", ())], {"app": [rule("app:*", PUBLIC)]})
    assert found.problems == ["app.access_rules: app:* is open to all: name each route."]


def test_table_is_a_list_of_flat_objects(capsys):
    call_command("access", "table", "--json")
    table = json.loads(capsys.readouterr().out)
    assert {"name", "pattern", "method", "role", "place", "expected", "door"} == set(table[0])
    assert {row["role"] for row in table} == {ANONYMOUS, *Role.values}
    assert {row["place"] for row in table} == {OWN, FOREIGN, NONE}
    assert {row["name"] for row in table} == {route.name for route in routes()}
    assert all(type(value) is str for row in table for value in row.values())


def test_check_passes_and_names_what_is_not_declared(capsys, monkeypatch):
    call_command("access", "table", "--check")
    assert capsys.readouterr().out.endswith("routes, each with one declaration.\n")
    rules = declared.declared_rules()
    monkeypatch.setattr(declared, "declared_rules", lambda: {app: its for app, its in rules.items() if app != "forms"})
    with pytest.raises(CommandError, match="No app declares liaison_queue:index"):
        call_command("access", "table", "--check")


@pytest.mark.parametrize(
    ("rules", "said"),
    [("toys", "holds 't', which is no rule"), (None, "no attribute 'RULES'")],
    ids=["no rule", "none"],
)
def test_faulty_rules_of_an_add_on_are_said_with_its_name(monkeypatch, rules, said):
    if rules is None:
        monkeypatch.delattr("tests.toys.access_rules.RULES")
    else:
        monkeypatch.setattr("tests.toys.access_rules.RULES", rules)
    with pytest.raises(CannotStart) as caught:
        call_command("access", "table", "--check")
    assert str(caught.value).startswith("The add-on 'toys' cannot be loaded: ")
    assert said in str(caught.value)
    assert str(caught.value).endswith("LIAISON_PLUGINS_EXCLUDE=toys.")


def test_faulty_rules_of_the_product_are_no_add_on_s(monkeypatch):
    monkeypatch.setattr("forms.access_rules.RULES", ["queue"])
    with pytest.raises(TypeError, match="which is no rule"):
        declared.declared_rules()
