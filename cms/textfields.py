"""Form fields for text that people type: no control characters, tidy ends, one message for each fault."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ALLOWED_CONTROLS = frozenset("\n\t")
# Marks that reorder or hide text, so that what is shown is not what was stored.
HIDDEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")


def clean_text(value: str) -> str:
    """
    `value` in NFC with Unix line ends, without hidden direction marks and without blanks at its ends.

    Raises ValidationError for control characters (a null byte among them), surrogates and unassigned code points.
    """
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    value = "".join(character for character in value if character not in HIDDEN)
    for character in value:
        if unicodedata.category(character) in {"Cc", "Cs", "Cn"} and character not in ALLOWED_CONTROLS:
            raise ValidationError(_("含有不能保存的特殊字符，请删去后再试。"), code="control_characters")
    return value.strip()


class CleanCharField(forms.CharField):
    """A CharField whose text is checked by `clean_text` before its length is counted."""

    def to_python(self, value):
        value = super().to_python(value)
        return clean_text(value) if value else value


class CleanTextFormMixin:
    """For ModelForms whose text fields are Django's own: puts every text through `clean_text`."""

    def clean(self):
        cleaned = super().clean()
        data = self.cleaned_data if cleaned is None else cleaned
        for name, value in list(data.items()):
            if isinstance(value, str) and isinstance(self.fields[name], forms.CharField):
                try:
                    data[name] = clean_text(value)
                except ValidationError as error:
                    self.add_error(name, error)
        return data
