"""What access asks of the place that roles are granted on."""

from zope.interface import Attribute, Interface


class IPlace(Interface):
    """A venue, as far as access is concerned."""

    path = Attribute("treebeard's materialised path: a venue is below another when its path starts with the other's.")
    site_id = Attribute("The site it belongs to.")
    collection = Attribute("Its own Wagtail collection, or None.")
    pages = Attribute("Related manager of its pages, one per language.")


class IPageReview(Interface):
    """Knows whether the pages of a site's venues are published by the district alone."""

    def is_on(site_id):
        """True where the roles of venues submit for review instead of publishing."""


class IPageKeeper(Interface):
    """Knows why a page must stay. Registered with `registrar.provide(keeper, IPageKeeper)` by any app."""

    def reasons(page):
        """Short clauses, translated: why `page`, with all below it, cannot be deleted now. Empty when it can."""
