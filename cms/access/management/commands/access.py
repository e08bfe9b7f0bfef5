"""
`manage.py access check`: what has drifted from the roles granted, and with --repair brings it in step.
`manage.py access table`: what every route answers to every role.
"""

import json
from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.access.selectors import inactive_members, orphaned_groups, role_groups
from cms.access.services import drop_empty_groups, repair, revoke
from cms.access.table.declared import declarations
from cms.access.table.rows import rows
from cms.access.table.rules import ANSWERS
from cms.kernel.actors import System

ACTOR = System("manage.py access")


class Command(BaseCommand):
    help = (
        "check: find rows that are not those of the roles granted, groups left behind by deleted places or without "
        "members, and roles of inactive accounts; fails when there are any. --repair mends them. "
        "table: the routes and how many of each role's questions get which answer; --json writes every row; --check "
        "fails when a route has no declaration, or a declaration no route."
    )

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["check", "table"])
        parser.add_argument("--repair", action="store_true", help="check: mend what is found")
        parser.add_argument("--json", action="store_true", help="table: every row, as a list of flat objects")
        parser.add_argument("--check", action="store_true", help="table: only look whether all is declared")

    def handle(self, *args, action: str, repair: bool, **options):
        if action == "check":
            self._check(repair)
        else:
            self._table(as_json=options["json"], is_check=options["check"])

    def _table(self, *, as_json: bool, is_check: bool) -> None:
        declared = declarations()
        if declared.problems and is_check:
            raise CommandError("\n".join(declared.problems))
        if is_check:
            self.stdout.write(f"{len(declared.by_route)} routes, each with one declaration.")
        elif as_json:
            table = [row.as_dict() for row in rows(declared)]
            self.stdout.write(json.dumps(table, ensure_ascii=False, indent=1))
        else:
            self._summary(declared)

    def _summary(self, declared) -> None:
        """One line a role: how many of its questions get which answer."""
        counts: dict[str, Counter] = {}
        for row in rows(declared):
            counts.setdefault(row.role, Counter())[row.expected] += 1
        self.stdout.write("".join(f"{title:>18}" if title == "role" else f"{title:>9}" for title in ("role", *ANSWERS)))
        for role, found in counts.items():
            self.stdout.write(f"{role:>18}" + "".join(f"{found[answer]:>9}" for answer in ANSWERS))
        self.stdout.write(f"{len(declared.by_route)} routes, {sum(map(Counter.total, counts.values()))} answers.")
        for problem in declared.problems:
            self.stderr.write(problem)

    @transaction.atomic
    def _check(self, is_repair: bool) -> None:
        found = [*self._drift(), *self._orphans(), *self._inactive()]
        found += [f"groups without members: {count}"] if (count := drop_empty_groups()) else []
        for line in found:
            self.stdout.write(line)
        if not is_repair:
            transaction.set_rollback(True)  # looked at by mending, and undone
        if found and not is_repair:
            raise CommandError(f"{len(found)} findings; `manage.py access check --repair` mends them.")
        self.stdout.write(f"{len(found)} findings mended." if found else "Access is as granted.")

    def _drift(self):
        for role_group in role_groups():
            added, removed = repair(role_group)
            if added or removed:
                yield f"drift: {role_group}: +{added} −{removed}"

    def _orphans(self):
        for group in orphaned_groups():
            yield f"group of a place that is gone: {group.name}, {group.user_set.count()} members"
            group.delete()

    def _inactive(self):
        for user, role_group in inactive_members():
            yield f"role of an inactive account: {user.get_username()}: {role_group}"
            where = {"venue": role_group.venue} if role_group.venue else {"site": role_group.site}
            revoke(user=user, role=role_group.role, actor=ACTOR, **where)
