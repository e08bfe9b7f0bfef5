"""`manage.py access check`: what has drifted from the roles granted, and with --repair brings it in step."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.access.selectors import inactive_members, orphaned_groups, role_groups
from cms.access.services import drop_empty_groups, repair, revoke
from cms.kernel.actors import System

ACTOR = System("manage.py access")


class Command(BaseCommand):
    help = (
        "check: find rows that are not those of the roles granted, groups left behind by deleted places or without "
        "members, and roles of inactive accounts; fails when there are any. --repair mends them."
    )

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["check"])
        parser.add_argument("--repair", action="store_true")

    @transaction.atomic
    def handle(self, *args, **options):
        is_repair = options["repair"]
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
