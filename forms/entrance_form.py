"""The resident's form at the district's own entrance: without a venue, and so without deputies and added fields."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.bilingual import Select
from forms.builder import MESSAGES
from forms.intake_form import MAIN, IntakeForm
from forms.selectors.entrance import Entrance
from liaison_pages.models import Division


class StreetField(forms.ModelChoiceField):
    widget = Select

    def label_from_instance(self, division: Division) -> str:
        return division.display_name


class EntranceForm(IntakeForm):
    """The same fields and rules; a street in place of the deputy, which must be chosen where no desk takes the rest."""

    main = (*MAIN[:2], "street", *MAIN[2:])

    street = StreetField(
        label=_("哪个街道、镇"),
        queryset=Division.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("不清楚"),
        help_text=_("选了，就直接交给那里的代表之家；不清楚可以不选，由代表工委转过去。"),
        error_messages=MESSAGES,
    )

    def __init__(self, *args, entrance: Entrance, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["deputy"]
        street = self.fields["street"]
        street.queryset = entrance.streets
        if entrance.desk is None:
            street.required, street.empty_label = True, _("请选择")
            street.help_text = _("直接交给那里的代表之家。")
            street.error_messages["required"] = _("请选事情在哪个街道、镇")
