"""Where venue pages stand in the tree of pages."""

from wagtail.models import Locale, Page, Site

from liaison_pages.models import DirectoryPage, Venue, VenuePage


def directory_page(site: Site, locale: Locale | None = None) -> DirectoryPage | None:
    """The directory of `site` in `locale` (default: the language of the site's root page)."""
    root = site.root_page
    if locale is not None and locale.pk != root.locale_id:
        root = root.get_translation_or_none(locale)
        if root is None:
            return None
    return DirectoryPage.objects.descendant_of(root).filter(locale_id=root.locale_id).first()


def venue_page(venue: Venue, locale: Locale) -> VenuePage | None:
    """The page of `venue` in `locale`, published or not."""
    return VenuePage.objects.filter(venue=venue, locale=locale).first()


def venue_pages(venue: Venue) -> list[VenuePage]:
    """All pages of `venue`, one per language."""
    return list(VenuePage.objects.filter(venue=venue).select_related("locale").order_by("pk"))


def addresses_below(page: Page) -> set[str]:
    """The `url_path` of every page below `page`."""
    return set(page.get_descendants().values_list("url_path", flat=True))


def count_venue_pages_below(page: Page) -> int:
    """How many pages of venues stand somewhere below `page`."""
    return VenuePage.objects.descendant_of(page).count()
