"""Choosing a venue in a form: from a list while it is short, else by typing."""

from collections.abc import Iterator

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField as FilterChoiceField

MOST_LISTED = 200  # longer lists take seconds to draw, and nobody reads them
LONGEST_ID = 18  # digits; SQLite overflows on more


class TypedPlace(forms.TextInput):
    """Shows a venue by its code, for people know no ids. `venues` are those that may be meant."""

    def __init__(self, venues, attrs=None):
        super().__init__({"placeholder": _("名称或编码"), **(attrs or {})})
        self.venues = venues

    def format_value(self, value):
        if not _is_id(str(value)):
            return super().format_value(value)
        return self.venues.filter(pk=value).values_list("code", flat=True).first() or value


class ChoosesPlace:
    """
    For fields whose queryset holds venues. With more than `MOST_LISTED` of them a code, a name or a part of a name is
    typed; links may name a venue by its id either way.
    """

    is_typed = False

    def _set_queryset(self, queryset):
        forms.ModelChoiceField.queryset.fset(self, queryset)
        if queryset is not None and len(queryset.order_by().values("pk")[: MOST_LISTED + 1]) > MOST_LISTED:
            self.is_typed = True
            self.widget = TypedPlace(queryset, self.widget.attrs)

    queryset = property(forms.ModelChoiceField.queryset.fget, _set_queryset)

    def to_python(self, value):
        text = "" if value is None or isinstance(value, Model) else str(value).strip()
        if not self.is_typed or not text:
            return super().to_python(value if isinstance(value, Model) else text)
        for condition in _meanings(text):
            found = list(self.queryset.filter(condition)[:2])
            if len(found) > 1:
                raise ValidationError(_("有几个站点的名称里有“%s”，请写全名称或编码。") % text, code="several")
            if found:
                return found[0]
        raise ValidationError(_("没有找到站点“%s”，请核对名称或编码。") % text, code="invalid_choice")


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID


def _meanings(text: str) -> Iterator[Q]:
    """What `text` may mean, the most exact first."""
    if "\x00" in text:  # PostgreSQL refuses it
        return
    if _is_id(text):
        yield Q(pk=int(text))
    yield Q(code__iexact=text)
    yield Q(name=text)
    yield Q(name__icontains=text)


class PlaceField(ChoosesPlace, forms.ModelChoiceField):
    """A venue in a form."""


class PlaceFilterField(ChoosesPlace, FilterChoiceField):
    """A venue in a filter."""


class PlaceFilter(django_filters.ModelChoiceFilter):
    """Filters by a venue."""

    field_class = PlaceFilterField
