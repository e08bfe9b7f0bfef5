"""驻站代表: which deputy works at which venue, and as what. Keyed by the two codes together."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from liaison_pages.importer import cells
from liaison_pages.importer.columns import Column, choice_column
from liaison_pages.importer.sheets.base import SheetKind
from liaison_pages.models import VenueMembership
from liaison_pages.services.rosters import ORDER_STEP

ROLES = {"站长": "head", "联络员": "liaison", "成员": "member"}
ROLES_EN = {value: value for value in ROLES.values()}


class MembershipSheet(SheetKind):
    name, name_en = "驻站代表", "memberships"
    model, table = VenueMembership, "memberships"
    key_fields = ("venue_code", "deputy_code")
    columns = (
        Column("venue_code", "家站点编码", "venue_code", cells.code(30), is_required=True, example="GL-DG-01"),
        Column("deputy_code", "代表编码", "deputy_code", cells.code(30), is_required=True, example="D-0001"),
        choice_column("role", "职务", "role", ROLES, ROLES_EN, blank="member", note=_("不填就是“成员”")),
        Column(
            "sort_order",
            "排序",
            "sort_order",
            cells.whole(0, 9999),
            blank=None,
            example="10",
            note=_("小的在前；不填就按行的先后"),
        ),
    )
    references = {"venue_code": ("venues", "家站点"), "deputy_code": ("deputies", "人大代表")}

    def current(self, obj, store):
        return {
            "venue_code": obj.venue.code, "deputy_code": obj.deputy.code, "role": obj.role,
            "sort_order": obj.sort_order,
        }  # fmt: skip

    def assign(self, obj, values, store):
        obj.venue = store.venues[values["venue_code"]]
        obj.deputy = store.deputies[values["deputy_code"]]
        for name in ("role", "sort_order"):
            if name in values:
                setattr(obj, name, values[name])

    def settle(self, sheet, store):
        """Without a number: ten, twenty, thirty by the order of the venue's rows, as the roster's screen has them."""
        is_given = "sort_order" in sheet.positions
        places = Counter()
        for row in sheet.rows:
            places[row.values.get("venue_code")] += ORDER_STEP
            is_new = self.existing(store, self.key(row.values)) is None
            if row.values.get("sort_order") is None and "sort_order" not in row.unread and (is_given or is_new):
                row.values["sort_order"] = places[row.values.get("venue_code")]


MEMBERSHIPS = MembershipSheet()
