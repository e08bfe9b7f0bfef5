"""The places in pages where add-ons show something. Few, named, and each says what a viewlet is given there."""

from typing import NamedTuple


class Slot(NamedTuple):
    """What a slot is for, and the names its viewlets find in their context beside the request."""

    purpose: str
    given: tuple[str, ...]


SLOTS: dict[str, Slot] = {
    "venue.main": Slot("A venue's public page, below its content.", ("venue", "page")),
    "venue.sidebar": Slot("A venue's public page, beside its content.", ("venue", "page")),
    "deputy.detail": Slot("A deputy's public page, below what is known of the deputy.", ("deputy",)),
    "submission.detail": Slot("A submission in the queue, for staff, below its text.", ("submission",)),
    "status.detail": Slot("A resident's status page, below its history.", ("submission",)),
    "queue.row": Slot(
        "A row of the queue, for staff, beside its title. Shown many times a page, so ask no query a row: "
        "`submissions` are all rows of the page.",
        ("submission", "submissions"),
    ),
    "site.footer": Slot("Every public page's footer: list items, `<li>`.", ()),
    "admin.dashboard": Slot("The admin's first page, for whoever signed in.", ()),
}
