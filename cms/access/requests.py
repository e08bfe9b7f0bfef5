"""What a request of the admin is about."""

from wagtail.models import Site

from cms.access import roles
from cms.access.selectors import districts_where, may_in_district


def site_of(request) -> Site:
    """
    The district whose records this request makes: the one the admin is served from, or the user's own when that is
    somebody else's.
    """
    served = Site.find_for_request(request) or Site.objects.get(is_default_site=True)
    if may_in_district(request.user, roles.MANAGE_DISTRICT, served):
        return served
    return districts_where(request.user, roles.MANAGE_DISTRICT).first() or served
