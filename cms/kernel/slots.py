"""The places in pages where add-ons show something. Few, named, and each says what a viewlet is given there."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Slot(NamedTuple):
    """What people call it, what it is for, and what its viewlets find in their context beside the request."""

    label: str
    purpose: str
    given: tuple[str, ...]


SLOTS: dict[str, Slot] = {
    "home.main": Slot(_("首页，接待安排下面"), "A district's front page, below its receptions.", ("page",)),
    "venue.main": Slot(_("家站点页面，正文下面"), "A venue's public page, below its content.", ("venue", "page")),
    "venue.sidebar": Slot(_("家站点页面，侧栏"), "A venue's public page, beside its content.", ("venue", "page")),
    "deputy.detail": Slot(_("代表页面"), "A deputy's public page, below what is known of the deputy.", ("deputy",)),
    "submission.detail": Slot(
        _("后台的意见详情"), "A submission in the queue, for staff, below its text.", ("submission",)
    ),
    "status.detail": Slot(_("居民的进度页"), "A resident's status page, below its history.", ("submission",)),
    "queue.row": Slot(
        _("社情民意列表的每一行"),
        "A row of the queue, for staff, beside its title. Shown many times a page, so ask no query a row: "
        "`submissions` are all rows of the page.",
        ("submission", "submissions"),
    ),
    "site.footer": Slot(_("每个页面的页脚"), "Every public page's footer: list items, `<li>`.", ()),
    "admin.dashboard": Slot(_("后台的工作台"), "The admin's first page, for whoever signed in.", ()),
}
