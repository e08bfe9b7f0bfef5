"""Writing the demo's pages: information and news, the front page, pictures and content of venues."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Collection, Page, Site

from liaison_pages.demo.album import Album, head_pages
from liaison_pages.demo.information import (
    FRONT_GALLERY,
    FRONT_TEXT,
    INFORMATION,
    NEWS,
    NEWS_ITEMS,
)
from liaison_pages.demo.stories import STORIES
from liaison_pages.models import InfoPage, VenuePage

LEAD = "全区的家站点都开着门，代表按日子接待；平时也可以在这里说，每一件都有回音。"


def write_information(site: Site, album: Album) -> InfoPage:
    """The pages that a public site must have, and some news; returns the privacy notice."""
    root = site.root_page
    made = [_add(root, title, slug, body, dimension=dimension) for title, slug, body, dimension in INFORMATION]
    title, slug, opening = NEWS
    news = _add(root, title, slug, [("text", opening)])
    for item, item_slug, text, picture, days, dimension in NEWS_ITEMS:
        _add(news, item, item_slug, [("text", text.strip()), ("picture", album.block(picture))], days, dimension)
    return made[0]


def _add(parent: Page, title: str, slug: str, body: list, days: int = 0, dimension: str = "") -> InfoPage:
    """A page published `days` after the opening, which is now."""
    day = timezone.now() + timedelta(days=days)
    page = InfoPage(title=title, slug=slug, body=body, dimension=dimension, locale=parent.locale)
    page.first_published_at = page.last_published_at = day
    parent.add_child(instance=page)
    return page


def write_front_page(site: Site, album: Album) -> None:
    """A lead and places to see."""
    home = site.root_page.specific
    home.lead = LEAD
    gallery = [album.block(name) for name in FRONT_GALLERY]
    home.body = [("text", FRONT_TEXT), ("gallery", gallery)]
    home.save_revision().publish()


def write_venue_pages(site: Site, album: Album) -> None:
    """A picture at the head of every venue's page, and content on those that have a story to tell."""
    pages = list(VenuePage.objects.with_venue().filter(venue__site=site).select_related("venue__collection"))
    for page in pages:
        if page.venue.code in STORIES:
            page.body = blocks(STORIES[page.venue.code], album, page.venue.collection)
            page.save(update_fields=["body"])
    head_pages(album, pages)


def blocks(story: Iterable[tuple[str, Any]], album: Album, collection: Collection | None) -> list[tuple[str, Any]]:
    """A story's blocks, its pictures' names replaced with images of the venue's own collection."""
    return [(kind, _value(kind, value, album, collection)) for kind, value in story]


def _value(kind: str, value: Any, album: Album, collection: Collection | None) -> Any:
    if kind == "picture":
        return album.block(value, collection)
    if kind == "gallery":
        return [album.block(name, collection) for name in value]
    return value
