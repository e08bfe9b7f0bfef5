"""
Pages of add-ons: served, listed and edited while their add-on is on for their site.

A page type of an add-on is an `AddOnPage` that is registered with `registrar.page_type`. While the add-on is off its
pages answer 404, and in the admin they can be looked at in the explorer and nothing else. The same holds for pages
whose type is gone with its package.
"""

from wagtail.models import Page, Site

from cms.kernel.registrar import registrar
from cms.kernel.states import is_enabled


def is_served(page: Page) -> bool:
    """Whether the add-on of the page's type is on for the page's site; True for types of the product and Wagtail."""
    page_class = page.specific_class
    if page_class is None:
        return False
    entry = registrar().get("page_type", page_class._meta.label_lower)
    return entry is None or is_enabled(entry.plugin_id, site_of(page))


def site_of(page: Page) -> Site | None:
    """The site the page belongs to, its primary key alone: Wagtail keeps the sites' roots, so it costs no query."""
    parts = page.get_url_parts()
    return Site(pk=parts[0]) if parts else None


class AddOnPage:
    """Put first among the bases of an add-on's page type, before `Page`."""

    is_add_on = True

    @classmethod
    def can_create_at(cls, parent) -> bool:
        entry = registrar().get("page_type", cls._meta.label_lower)
        return super().can_create_at(parent) and entry is not None and is_enabled(entry.plugin_id, site_of(parent))

    def get_sitemap_urls(self, request=None) -> list[dict]:
        return super().get_sitemap_urls(request) if is_served(self) else []


class ReadOnly:
    """Wagtail's answers about what a user may do with a page, all of them no."""

    def __init__(self, tester):
        self._tester = tester

    def __getattr__(self, name: str):
        answer = getattr(self._tester, name)
        return (lambda *args, **kwargs: False) if name.startswith("can_") else answer


def keep_pages_of_absent_add_ons() -> None:
    """
    Make pages that are not served read-only in every screen of Wagtail's admin, for superusers too.

    Each of those screens asks `Page.permissions_for_user`, many of them of the bare `Page`, and Wagtail has no hook or
    setting there.
    """
    ask = Page.permissions_for_user

    def permissions_for_user(page, user):
        tester = ask(page, user)
        return tester if is_served(page) else ReadOnly(tester)

    Page.permissions_for_user = permissions_for_user
