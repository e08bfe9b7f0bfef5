"""What an information page shows."""

from liaison_pages.models import InfoPage
from liaison_pages.selectors.public_pages import (
    HEAD_PHOTO,
    SMALL_PHOTO,
    articles_below,
    fetch_renditions,
    images_in,
    surroundings,
)
from liaison_pages.views.parts import notices_first
from liaison_pages.views.venue_page import crumbs


def present(page: InfoPage, request) -> dict:
    """The context of `liaison_pages/info_page.html`."""
    fetch_renditions(images_in(page.body), *HEAD_PHOTO, *SMALL_PHOTO)
    notices, content = notices_first(page.body)
    return {
        "page_kind": "article",
        "trail": crumbs(surroundings(page).trail, request),
        "notices": notices,
        "content": content,
        "articles": articles_below(page),
    }
