"""The pages that a site's venues hang on: its front page and the directory."""

from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.access.models import RoleGroup
from cms.access.services import write_permissions
from cms.kernel.audit import record
from liaison_pages.models import DirectoryPage, HomePage
from liaison_pages.selectors.pages import directory_page

SECOND_LANGUAGE = "en"


@transaction.atomic
def ensure_directory(*, site: Site, actor) -> DirectoryPage:
    """
    The directory of `site`; made, published, below the site's root page when there is none.

    A site that still has Wagtail's welcome page as its root gets a `HomePage` instead, and pages can be translated.
    """
    found = directory_page(site)
    if found is not None:
        return found
    Locale.objects.get_or_create(language_code=SECOND_LANGUAGE)
    home = _ensure_home(site, actor)
    directory = DirectoryPage(title="家站点", slug="venues", locale=home.locale, owner=actor.user)
    home.add_child(instance=directory)
    record(directory, action="page.create", actor=actor, site=site)
    return directory


def _ensure_home(site: Site, actor) -> Page:
    root = site.root_page.specific
    if isinstance(root, HomePage):
        return root
    tree = Page.objects.get(pk=root.get_parent().pk)
    home = HomePage(title="首页", slug="front", locale=root.locale, owner=actor.user)
    tree.add_child(instance=home)
    site.root_page = home
    site.save()
    for role_group in RoleGroup.objects.filter(site=site, venue=None).select_related("group", "site"):
        write_permissions(role_group)  # district roles hold their page permissions on the root page
    if type(root) is Page and root.is_leaf():  # the welcome page that Wagtail's migrations make
        Page.objects.get(pk=root.pk).delete()
    record(home, action="page.create", actor=actor, site=site)
    return home
