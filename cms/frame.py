"""What the frame of every public page needs: the pages at the top of the site, in the visitor's language."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.urls import get_script_prefix
from django.utils import translation
from wagtail.models import Page, Site


@dataclass
class Frame:
    """The top pages of a site: `directory` is the list of venues, `notices` are the pages named in the footer."""

    directory: Page | None = None
    notices: list[Page] = field(default_factory=list)


def frame_of(request) -> Frame:
    """The frame of the request's site, kept on the request. One query."""
    if request is None:
        return Frame()
    if not hasattr(request, "_liaison_frame"):
        request._liaison_frame = _sort(top_pages(Site.find_for_request(request)))
    return request._liaison_frame


def top_pages(site) -> list[Page]:
    """Published children of the site's home in all languages, one per translation, the visitor's language first."""
    roots = [path for path in Site.get_site_root_paths() if site and path.site_id == site.pk]
    if not roots:
        return []
    below = Q()
    for root in roots:
        below |= Q(url_path__startswith=root.root_path)
    depth = site.root_page.depth + 1
    pages = Page.objects.live().filter(below, depth=depth).select_related("content_type", "locale")
    language = translation.get_language()
    chosen: dict = {}
    # Ordered here: to spare itself a sort of few rows, SQLite would read every page in the order of the paths.
    for page in sorted(pages.order_by(), key=lambda page: page.path):
        if page.translation_key not in chosen or page.locale.language_code == language:
            chosen[page.translation_key] = page
    return list(chosen.values())


def _sort(pages: list[Page]) -> Frame:
    """Tell the pages apart by what their classes say: `frame_place` is 'directory' or 'footer'."""
    frame = Frame()
    for page in pages:
        place = getattr(page.specific_class, "frame_place", "")
        if place == "directory" and frame.directory is None:
            frame.directory = page
        elif place == "footer":
            frame.notices.append(page)
    return frame


def in_language(url: str | None, language: str) -> str | None:
    """
    The local `url` under the prefix of `language`; None and addresses elsewhere stay as they are.

    A page without a translation is served below the prefix too, with the interface in that language.
    """
    root = get_script_prefix()
    if not url or not url.startswith(root) or url.startswith("//"):
        return url
    rest = url[len(root) :]
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and (rest == code or rest.startswith(f"{code}/")):
            rest = rest[len(code) + 1 :]
    return f"{root}{rest}" if language == settings.LANGUAGE_CODE else f"{root}{language}/{rest}"


def page_url(page, request=None) -> str:
    """The address of `page`, below the visitor's language prefix even when only the Chinese page exists."""
    return in_language(page.get_url(request=request), translation.get_language() or settings.LANGUAGE_CODE) or ""
