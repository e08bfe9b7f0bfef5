"""Whether a district reviews its venues' pages before they are published."""

from zope.interface import implementer

from cms.access import roles
from cms.access.interfaces import IPageReview
from cms.access.selectors import may_in_district
from liaison_pages.models import DistrictSettings


def is_reviewed(site_id: int) -> bool:
    return DistrictSettings.objects.filter(site_id=site_id, pages_need_review=True).exists()


def may_set_review(user, site) -> bool:
    return may_in_district(user, roles.MANAGE_DISTRICT, site)


@implementer(IPageReview)
class PageReview:
    """Tells access, which writes the permissions of roles."""

    def is_on(self, site_id: int) -> bool:
        return is_reviewed(site_id)
