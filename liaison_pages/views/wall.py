"""What a venue's staff print and hang up."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.papers.fonts import REMEDY, chinese_families
from liaison_pages.papers.parts import SIZES
from liaison_pages.selectors.calendars import public_page
from liaison_pages.selectors.deputies import roster
from liaison_pages.views.hub import HubView


class WallView(HubView):
    """Leads to the papers of the venue and to the codes of its deputies: those that the public may download as well."""

    template_name = "liaison_pages/admin/wall.html"
    page_title = _("打印张贴")
    header_icon = "clipboard-list"
    hub_name = "wall"

    def get_context_data(self, **kwargs):
        venue = self.venue
        return super().get_context_data(
            is_public=public_page(venue.site, venue.code, get_language()) is not None,
            remedy="" if chinese_families().sans else REMEDY,
            papers=[
                (
                    _("公告"),
                    _("接待安排、驻站代表、二维码和电话，贴在站里和公告栏。安排有变就换一张。"),
                    _links("venue_notice", venue.code),
                ),
                (_("海报"), _("只有一个大二维码，贴在门口、电梯、公告栏。"), _links("venue_poster", venue.code)),
            ],
            codes=[(entry, _links("deputy_poster", entry.deputy.code)) for entry in roster(venue)],
            **kwargs,
        )


def _links(name: str, code: str) -> list[tuple[str, str]]:
    """(A4, its address) for every size, the smaller first."""
    url = reverse(f"liaison_pages:{name}", args=[code])
    return [(size.upper(), f"{url}?size={size}") for size in SIZES]
