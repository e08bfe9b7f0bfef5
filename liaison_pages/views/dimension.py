"""What the page of a dimension (五维) shows."""

from wagtail.models import Site

from cms.bilingual import unless_chinese
from cms.frame import page_url
from liaison_pages.models import DimensionPage
from liaison_pages.selectors.figures import reported_figures
from liaison_pages.selectors.public_pages import (
    HEAD_PHOTO,
    SMALL_PHOTO,
    articles_of,
    dimension_pages,
    fetch_renditions,
    images_in,
)
from liaison_pages.selectors.ways import ways_in
from liaison_pages.views.parts import notices_first


def present(page: DimensionPage, request) -> dict:
    """The context of `liaison_pages/dimension_page.html`."""
    site = Site.find_for_request(request) or page.get_site()
    home_path = page.path[: -page.steplen]  # "" while the page is being created
    fetch_renditions(images_in(page.body), *HEAD_PHOTO, *SMALL_PHOTO)
    notices, content = notices_first(page.body)
    return {
        "name": name_of(page),
        "notices": notices,
        "content": content,
        "ways": ways_in(page.dimension, site, request),
        "articles": articles_of(home_path, page.dimension),
        "reported": reported_figures(site, dimension=page.dimension) if page.dimension else [],
        "siblings": shown_dimensions(dimension_pages(home_path), request),
    }


def name_of(page: DimensionPage) -> str:
    """What the district calls it; on English pages without an English one, what the product calls it."""
    return unless_chinese(page.title, page.get_dimension_display())


def shown_dimensions(pages: list[DimensionPage], request) -> list[dict]:
    """{title, lead, url, code} of each page."""
    return [
        {"title": name_of(page), "lead": page.lead, "url": page_url(page, request), "code": page.dimension}
        for page in pages
    ]
