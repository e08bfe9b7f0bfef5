"""What people found wrong on pages, for those who put it right: who may change the venue, or the whole district."""

from datetime import datetime

from django.db.models import QuerySet

from cms.access import roles
from cms.access.selectors import rows_where
from forms.models import PageFault


def visible_to(user) -> QuerySet[PageFault]:
    """Those on pages of venues that `user` may change; of the district's own pages, for who may change all of it."""
    if not user.is_active:
        return PageFault.objects.none()
    return PageFault.objects.filter(rows_where(user, roles.CHANGE_VENUE))


def listed(user, *, is_done: bool) -> QuerySet[PageFault]:
    """With their venues, the newest first."""
    return visible_to(user).filter(done_at__isnull=not is_done).select_related("venue", "site").order_by("-pk")


def open_like(site, path: str, what: str) -> PageFault | None:
    """The one that says the same of the same page and was not put right yet."""
    return PageFault.objects.filter(site=site, done_at=None, path=path, what=what).first()


def done_before(site, moment: datetime) -> QuerySet[PageFault]:
    return PageFault.objects.filter(site=site, done_at__lt=moment)
