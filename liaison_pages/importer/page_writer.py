"""Writing the pages of venues in bulk."""

from collections.abc import Collection, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from liaison_pages.importer.bulk import add_pages, index_rows
from liaison_pages.importer.faults import Fault
from liaison_pages.models import Venue, VenuePage
from liaison_pages.selectors.pages import addresses_below, directory_page
from liaison_pages.services.site_tree import ensure_directory
from liaison_pages.services.venues import page_parts


def check_addresses(sheet, kind, store, *, overwrite: bool) -> Iterator[Fault]:
    """A fault for each new page whose address another page has taken."""
    directory = directory_page(store.site)
    if directory is None:
        return
    taken = addresses_below(directory)
    parents = {row.values.get("code"): row.values.get("parent_code") or "" for row in sheet.rows}
    gone = set() if overwrite else {code for code in parents if kind.is_gone(code, store)}
    for row in sheet.rows:
        code = row.values.get("code")
        if not code or code in gone or kind.existing(store, code) is not None:
            continue
        address = _address(code, parents, kind, store, directory.url_path, gone)
        if address in taken:
            reason = _("网址“%s”已被另一个页面占用。") % address
            yield sheet.fault(row, "code", reason, _("请换一个编码，或先改掉那个页面的网址。"))


def _address(code: str, parents: dict[str, str], kind, store, root: str, gone: Collection[str]) -> str:
    """Where the new page of `code` will be: below its parent's page, new or standing, or below `root` without one."""
    steps, seen = [], set()
    while code and code not in seen:
        page = kind.existing(store, code)
        if page is not None:
            root = page.url_path
            break
        if code in gone:
            break
        seen.add(code)
        steps.append(code.lower())
        code = parents.get(code) or ""
    return root + "/".join(reversed(steps)) + "/"


def create(items: list, kind, store) -> None:
    """New pages, published, parents before children, each with the parts that other apps add."""
    if not items:
        return
    directory = ensure_directory(site=store.site, actor=store.actor)
    venues = {venue.path: venue for venue in store.venues.values()}
    for depth in sorted({store.venues[item.key].depth for item in items}):
        placed = []
        for item in items:
            venue = store.venues[item.key]
            if venue.depth == depth:
                above = venues.get(venue.path[: -Venue.steplen])
                placed.append(
                    (store.pages.get(above.pk, directory) if above else directory, _new_page(item, kind, store))
                )
        add_pages(placed)
        store.keep("pages", {page.venue_id: page for _parent, page in placed})
    pages = [item.obj for item in items]
    parts = [(page, part) for page in pages for part in page_parts(page)]
    add_pages(parts)
    made = [*pages, *(part for _page, part in parts)]
    _log_creation(made, store)
    index_rows(made)


def _new_page(item, kind, store) -> VenuePage:
    now = timezone.now()
    page = item.obj = VenuePage(
        venue=store.venues[item.key], slug=item.key.lower(), locale=store.locale, owner=store.actor.user,
        first_published_at=now, last_published_at=now,
    )  # fmt: skip
    kind.assign(page, item.values, store)
    return page


def change(items: list, kind, store) -> None:
    """
    Changed pages. One with revisions gets a new, published one, or its editor would bring back the old text.

    Pages with drafts never come here (`VenuePageSheet.untouchable`).
    """
    for item in items:
        page = VenuePage.objects.get(pk=item.obj.pk)
        kind.assign(page, item.values, store)
        if page.latest_revision_id is not None:
            page.save_revision(user=store.actor.user).publish(user=store.actor.user)
        else:
            page.draft_title, page.last_published_at = page.title, timezone.now()
            page.save(user=store.actor.user, log_action="wagtail.edit")


def _log_creation(pages: list, store) -> None:
    """Entries for Wagtail's page history."""
    for page in pages:
        log(instance=page, action="wagtail.create", user=store.actor.user, content_changed=True)
