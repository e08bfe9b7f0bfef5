"""Which rule each route has. Every app declares its own routes, in `access_rules.RULES`; add-ons do it alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

from cms.access.table.routes import Route, routes
from cms.access.table.rules import Rule
from cms.kernel.discovery import cannot_be
from cms.kernel.registrar import is_core

MODULE = "access_rules"


@dataclass
class Declarations:
    """The rule of every route, and what is wrong with the declarations: one sentence each."""

    by_route: dict[Route, Rule] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def declared_rules() -> dict[str, list[Rule]]:
    """The rules by the name of the app that declares them; raises CannotStart naming the add-on whose are none."""
    return {
        config.name: _rules_of(config)
        for config in apps.get_app_configs()
        if module_has_submodule(config.module, MODULE)
    }


def _rules_of(config: AppConfig) -> list[Rule]:
    name = f"{config.name}.{MODULE}"
    try:
        rules = list(import_module(name).RULES)
        if faulty := [rule for rule in rules if not isinstance(rule, Rule)]:
            raise TypeError(f"{name}.RULES holds {faulty[0]!r}, which is no rule: see cms.access.table.rules")
    except Exception as error:
        plugin = getattr(config, "plugin", None)
        if plugin is None or is_core(plugin):
            raise
        raise cannot_be("loaded", plugin.id, error) from error
    return rules


def declarations(found: list[Route] | None = None, rules: dict[str, list[Rule]] | None = None) -> Declarations:
    """
    What is declared of `found` (every route) by `rules` (those of every app).

    Within an app the first rule that matches counts, so exceptions come first. Two apps may not declare one route: an
    add-on cannot speak for the product.
    """
    rules = declared_rules() if rules is None else rules
    result, used = Declarations(), set()
    for route in routes() if found is None else found:
        matching = {app: rule for app, its in rules.items() if (rule := _first(its, route))}
        used |= {id(rule) for rule in matching.values()}
        if len(matching) == 1:
            result.by_route[route] = next(iter(matching.values()))
        else:
            result.problems.append(_ambiguous(route, list(matching)))
    for app, its in rules.items():
        result.problems += [f"{app}.{MODULE}: {' '.join(rule.names)} {fault}" for rule, fault in _faults(its, used)]
    return result


def _first(rules: list[Rule], route: Route) -> Rule | None:
    return next((rule for rule in rules if rule.matches(route)), None)


def _ambiguous(route: Route, apps_declaring: list[str]) -> str:
    if apps_declaring:
        return f"{' and '.join(apps_declaring)} declare {route}: one must not."
    return f"No app declares {route}: add a rule to its {MODULE}.RULES (docs/plugins.md)."


def _faults(rules: list[Rule], used: set[int]) -> Iterator[tuple[Rule, str]]:
    """
    Rules wrong by themselves. What is open to all names its routes in full: a pattern would open those to come.
    """
    for rule in rules:
        if id(rule) not in used:
            yield rule, "matches no route: delete it."
        elif rule.door.is_open and any("*" in name for name in rule.names):
            yield rule, "is open to all: name each route."
