"""The fields that staff add to an intake form, made by Wagtail's form builder and read back as answers."""

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.forms.forms import FormBuilder

from cms.bilingual import CheckboxSelectMultiple, RadioSelect, Select
from cms.textfields import CleanCharField

PREFIX = "extra-"  # keeps staff's names apart from the core fields
SINGLE_LINE_LENGTH = 200
MULTI_LINE_LENGTH = 1000
MOST_RADIO_CHOICES = 8  # more become a list to pull down
NUMBER_DIGITS = 15

TOO_LONG = gettext_lazy("最多 %(limit_value)d 字，现在有 %(show_value)d 字")
CHOOSE = gettext_lazy("请从列表里选")
MESSAGES = {
    "required": gettext_lazy("请回答这一项"),
    "max_length": TOO_LONG,
    "invalid_choice": CHOOSE,
    "null_characters_not_allowed": CHOOSE,
}
NUMBER_MESSAGES = {**MESSAGES, "invalid": gettext_lazy("请填数字，例如 12")}
DATE_MESSAGES = {**MESSAGES, "invalid": gettext_lazy("请填日期，例如 2026-03-15")}


class IntakeFormBuilder(FormBuilder):
    """Wagtail's builder with our text fields, and choices that cannot be empty, double or endless."""

    def get_field_options(self, field):
        return {**super().get_field_options(field), "error_messages": MESSAGES}

    def create_singleline_field(self, field, options):
        return CleanCharField(max_length=SINGLE_LINE_LENGTH, **options)

    def create_multiline_field(self, field, options):
        return CleanCharField(max_length=MULTI_LINE_LENGTH, widget=forms.Textarea(attrs={"rows": 4}), **options)

    def create_number_field(self, field, options):
        options["error_messages"] = NUMBER_MESSAGES
        return forms.DecimalField(max_digits=NUMBER_DIGITS, decimal_places=4, **options)

    def create_date_field(self, field, options):
        options["error_messages"] = DATE_MESSAGES
        return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)

    def create_dropdown_field(self, field, options):
        choices = self.get_formatted_field_choices(field)
        return forms.ChoiceField(choices=[("", _("请选择")), *choices], widget=Select, **options)

    def create_radio_field(self, field, options):
        if len(self.get_formatted_field_choices(field)) > MOST_RADIO_CHOICES:
            return self.create_dropdown_field(field, options)
        options["choices"] = self.get_formatted_field_choices(field)
        return forms.ChoiceField(widget=RadioSelect, **options)

    def create_checkboxes_field(self, field, options):
        options["choices"] = self.get_formatted_field_choices(field)
        options["initial"] = self.get_formatted_field_initial(field)
        return forms.MultipleChoiceField(widget=CheckboxSelectMultiple, **options)

    def get_formatted_field_choices(self, field):
        return list(dict.fromkeys(choice for choice in super().get_formatted_field_choices(field) if choice[0]))


def built_fields(form_fields) -> dict[str, forms.Field]:
    """Form field by its prefixed name, in the order of the page. A field that cannot be built is left out."""
    builder = IntakeFormBuilder(form_fields)
    return {f"{PREFIX}{name}": field for name, field in builder.formfields.items() if _can_be_answered(field)}


def _can_be_answered(field: forms.Field) -> bool:
    """Whether a choice has anything to choose: a required one without choices would close the form to everybody."""
    return not isinstance(field, forms.ChoiceField) or any(value for value, _label in field.choices)


def answers(fields: dict[str, forms.Field], cleaned: dict) -> list[dict[str, str]]:
    """[{"name", "label", "value"}] of what was answered: plain text that stays readable without the fields."""
    with translation.override(settings.LANGUAGE_CODE):
        pairs = ((name, field, _as_text(cleaned.get(name))) for name, field in fields.items())
        return [
            {"name": name.removeprefix(PREFIX), "label": Truncator(field.label).chars(255), "value": text}
            for name, field, text in pairs
            if text
        ]


def _as_text(value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return _("、").join(value)
    if hasattr(value, "year"):
        return date_format(value, "Y-m-d")
    return str(value)
