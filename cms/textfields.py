"""Form fields for text that people type: no control characters, tidy ends, one message for each fault."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

ALLOWED_CONTROLS = frozenset("\n\t")
NOTE_LENGTH = 300
# Marks that reorder or hide text, so that what is shown is not what was stored.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")  # those of word processors, too
HIDDEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")


def clean_text(value: str) -> str:
    """
    `value` in NFC with Unix line ends, without hidden direction marks and without blanks at its ends.

    Raises ValidationError for control characters (a null byte among them), surrogates and what Unicode calls no
    character. Code points that this Python does not know yet are kept: phones bring new pictures every year.
    """
    value = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", value))
    value = "".join(character for character in value if character not in HIDDEN)
    for character in value:
        is_control = unicodedata.category(character) in {"Cc", "Cs"} and character not in ALLOWED_CONTROLS
        if is_control or _is_noncharacter(ord(character)):
            raise ValidationError(_("含有不能保存的特殊字符，请删去后再试。"), code="control_characters")
    return value.strip()


def _is_noncharacter(code: int) -> bool:
    """The 66 code points that Unicode will never assign."""
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


class CleanCharField(forms.CharField):
    """A CharField whose text is checked by `clean_text` before its length is counted."""

    def to_python(self, value):
        value = super().to_python(value)
        return clean_text(value) if value else value

    def widget_attrs(self, widget) -> dict:
        """Without `maxlength` on an area: browsers cut off silently what is pasted, where a message can say so."""
        attrs = super().widget_attrs(widget)
        if isinstance(widget, forms.Textarea):
            attrs.pop("maxlength", None)
        return attrs


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


class LongTextField(CleanCharField):
    """Text of several lines, in Wagtail's admin."""

    widget = AdminAutoHeightTextInput


def note_field(label, **kwargs) -> LongTextField:
    """What staff add to a move: a reason, a word to others."""
    return LongTextField(label=label, max_length=NOTE_LENGTH, **kwargs)
