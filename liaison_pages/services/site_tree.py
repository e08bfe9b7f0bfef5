"""The pages that every site has: its front page, the directory that venues hang on, and the five dimensions."""

from django.db import transaction
from django.utils import translation
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

from cms.access.models import RoleGroup
from cms.access.services import write_permissions
from cms.kernel.audit import record
from liaison_pages.models import Dimension, DimensionPage, DirectoryPage, HomePage
from liaison_pages.selectors.pages import directory_page

SECOND_LANGUAGE = "en"

# What a new site's pages say until the district writes its own: residents' words, for the labels are officials'.
LEADS = {
    Dimension.GUIDANCE: "代表先学习，再履职。学了什么、怎么学，写在这里。",
    Dimension.INSTITUTIONS: "代表该做什么、做了多少，有规矩，有记录，大家看得到。",
    Dimension.PLATFORMS: "家门口的家站点、接待的日子、网上的入口，都从这里进。",
    Dimension.CLOSED_LOOP: "一件事怎么变成建议，谁来办，办到哪一步，结果怎样。",
    Dimension.PARTICIPATION: "除了接待日，还有这些办法，和代表一起出主意。",
}


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
    add_dimensions(site=site, actor=actor)
    return directory


@transaction.atomic
def add_dimensions(*, site: Site, actor) -> None:
    """A page, published, for each of the five dimensions that has none below the site's root page."""
    home = Page.objects.get(pk=site.root_page_id)
    present = set(DimensionPage.objects.child_of(home).values_list("dimension", flat=True))
    for dimension in Dimension:
        if dimension not in present:
            with translation.override(home.locale.language_code):
                title = str(dimension.label)
            slug = find_available_slug(home, dimension.value.replace("_", "-"))
            page = DimensionPage(title=title, slug=slug, dimension=dimension, lead=LEADS[dimension], locale=home.locale)
            page.owner = actor.user
            home.add_child(instance=page)
            record(page, action="page.create", actor=actor, site=site)


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
