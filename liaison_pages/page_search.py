"""What the public search finds of pages: their titles and what is written on them."""

from collections.abc import Iterator

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site, get_page_models
from wagtail.rich_text import get_text_for_indexing
from zope.interface import implementer

from cms.frame import page_url
from cms.kernel.pages import is_served
from cms.kernel.registrar import registrar
from cms.kernel.states import is_enabled
from cms.search import services
from cms.search.interfaces import Entry, Found, ISearchSource
from cms.search.source import SearchSource, lines, pks
from liaison_pages.models import VenuePage
from liaison_pages.models.pages import OpenPageQuerySet
from liaison_pages.selectors.public_pages import action_models


@implementer(ISearchSource)
class PageSource(SearchSource):
    """Published pages in every language; a venue's page by its content alone, for the venue itself has its name."""

    kind = "pages"
    title = _("页面")
    order = 40

    def keys(self, site, after: str, limit: int) -> list[str]:
        return pks(_pages(site), after, limit)

    def entries(self, site, keys) -> Iterator[Entry]:
        for page in _pages(site).filter(pk__in=keys).specific().order_by("pk"):
            name = "" if isinstance(page, VenuePage) else page.title
            yield Entry(str(page.pk), name=name, text=lines(name, *page_texts(page, site)))

    def load(self, request, site, keys) -> dict[str, Found]:
        pages = _pages(site).open_to_all().filter(pk__in=keys).specific()
        return {
            str(page.pk): Found(
                title=page.title,
                url=page_url(page, request),
                note=_("家站点的页面") if isinstance(page, VenuePage) else "",
                texts=page_texts(page, site),
            )
            for page in pages
            if is_served(page)
        }


def _pages(site) -> OpenPageQuerySet:
    """The published pages of `site`, but for forms: whoever looks for one looks for its venue."""
    roots = [root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk]
    here = Q(pk__in=[])
    for root in roots:
        here |= Q(url_path__startswith=root)
    return OpenPageQuerySet(Page).live().filter(here).not_type(*action_models())


def page_texts(page: Page, site) -> tuple[str, ...]:
    """What is written on `page`, field by field; nothing of add-ons that are off."""
    found = [getattr(page, name) for name in getattr(page, "public_texts", ())]
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found += _content(getattr(page, field.name), site)
        elif isinstance(field, RichTextField):
            found.append(get_text_for_indexing(getattr(page, field.name) or ""))
    return tuple(text for text in map(str, found) if text.strip())


def _content(stream, site) -> Iterator[str]:
    for child in stream:
        if child.block_type == "addon":
            for inner in child.value:
                entry = registrar().get("content_block", inner.block_type)
                if entry is not None and is_enabled(entry.plugin_id, site):
                    yield from inner.block.get_searchable_content(inner.value)
        else:
            yield from child.block.get_searchable_content(child.value)


# --- In step with what Wagtail saves ----------------------------------------------------------------------------------


def follow_pages() -> None:
    """
    Wagtail's publishing, its schedule, its workflow and its explorer save pages where no service of ours could tell the
    search; they all save them one by one, and Django tells of that by these signals alone. Page types only: Django
    deletes rows of others in one statement, while nobody listens.
    """
    for model in get_page_models():
        post_save.connect(_saved, sender=model, dispatch_uid="liaison_pages.page_search")
        post_delete.connect(_deleted, sender=model, dispatch_uid="liaison_pages.page_search")


def _saved(instance: Page, update_fields=None, raw=False, **_signal) -> None:
    """A draft is saved by naming its own columns, none of which the public reads."""
    is_draft = update_fields is not None and not {"live", "title"} & set(update_fields)
    if not is_draft and not raw:
        services.follow(PageSource.kind, [instance.pk])


def _deleted(instance: Page, **_signal) -> None:
    services.forget(PageSource.kind, [instance.pk])
