"""The form of a venue page's editor."""

from cms.access import roles
from cms.access.selectors import venues_where
from media.page_forms import OwnFilesPageForm


class VenuePageForm(OwnFilesPageForm):
    """
    A page stays the page of its venue. A new one may be made for a venue that the user may change, and that has no
    page in this language.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get("venue")
        if field is None:
            return
        if self.instance.pk:
            field.queryset = field.queryset.filter(pk=self.instance.venue_id)
            field.disabled = True
            return
        field.queryset = venues_where(self.for_user, roles.CHANGE_VENUE).exclude(pages__locale=self.instance.locale_id)
