"""The row of links between a venue's screens, at the top of the editors of its pages."""

from django import template

from liaison_pages.selectors.gaps import mendable
from liaison_pages.selectors.hub import hub_links, page_of, public_url

register = template.Library()


@register.inclusion_tag("liaison_pages/admin/hub_nav.html")
def venue_hub(page, user) -> dict:
    """The links for the venue of `page`: a venue page, or a page below one. Nothing for a page not yet saved."""
    venue_page = page_of(page)
    if venue_page is None:
        return {"links": []}
    current = "page" if venue_page.pk == page.pk else page._meta.model_name
    return {
        "links": hub_links(venue_page.venue, user, venue_page),
        "current": current,
        "public_url": public_url(page),
        "gaps": mendable(venue_page.venue, user),
    }
