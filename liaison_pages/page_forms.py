"""The form of a venue page's editor."""

from media.page_forms import OwnFilesPageForm


class VenuePageForm(OwnFilesPageForm):
    """A page stays the page of its venue; `create_venue_page` alone makes new ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("venue"):
            field.queryset = field.queryset.filter(pk=self.instance.venue_id)
            field.disabled = True
