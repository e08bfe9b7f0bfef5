"""The form of a district's settings."""

from wagtail.admin.forms import WagtailAdminModelForm

from cms.access.place_field import PlaceField


class DistrictSettingsForm(WagtailAdminModelForm):
    """Offers the venues of the settings' own site, however many there are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("desk_venue")) is None:
            return
        venues = field.queryset.filter(site=self.instance.site_id, is_active=True).order_by("path")
        self.fields["desk_venue"] = PlaceField(
            venues, required=False, label=field.label, help_text=field.help_text, empty_label="—"
        )
        self.initial["desk_venue"] = self.instance.desk_venue  # a place is named by its code
