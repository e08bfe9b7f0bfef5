"""Choosing a venue in a form: from a list while it is short, else by typing. Its key is its code, never its id."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField as FilterChoiceField

from cms.search.lists import having

MOST_LISTED = 200  # longer lists take seconds to draw, and nobody reads them
MOST_SIMILAR = 5  # named where what was typed is no venue's whole name or code


class ChoosesPlace:
    """
    For fields whose queryset holds venues; links and lists name a venue by its code.

    With more than `MOST_LISTED` of them its code or its whole name is typed. A part of a name chooses only where
    `takes_parts`, elsewhere the venues it may mean are told. An id is never understood: another venue's code may be
    the same digits.
    """

    is_typed = False
    takes_parts = False

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, to_field_name="code", **kwargs)

    def _set_queryset(self, queryset):
        forms.ModelChoiceField.queryset.fset(self, queryset)
        if queryset is not None and len(queryset.order_by().values("pk")[: MOST_LISTED + 1]) > MOST_LISTED:
            self.is_typed = True
            self.widget = forms.TextInput({"placeholder": _("名称或编码"), **self.widget.attrs})

    queryset = property(forms.ModelChoiceField.queryset.fget, _set_queryset)

    def to_python(self, value):
        text = "" if value is None or isinstance(value, Model) else str(value).strip()
        if not self.is_typed or not text:
            return super().to_python(value if isinstance(value, Model) else text)
        if "\x00" in text:  # PostgreSQL refuses it
            raise _unknown(text)
        for meaning in (Q(code=text), Q(code__iexact=text), Q(name=text)):
            if found := list(self.queryset.filter(meaning)[: MOST_SIMILAR + 1]):
                return _the_one(found, text)
        found = list(self.queryset.filter(having(text, ["name"]))[: MOST_SIMILAR + 1])
        return _the_one(found, text, is_certain=self.takes_parts)


def _the_one(found: list, text: str, *, is_certain: bool = True):
    """The only venue of `found`; ValidationError naming those that `text` may mean where it is not certain."""
    if not found:
        raise _unknown(text)
    if is_certain and len(found) == 1:
        return found[0]
    names = [_("%(name)s（%(code)s）") % {"name": each.name, "code": each.code} for each in found[:MOST_SIMILAR]]
    places = _("、").join(names) + ("……" if len(found) > MOST_SIMILAR else "")
    told = _("“%(text)s”说不准是哪个站点，相近的有：%(places)s。请写全名称或编码。")
    raise ValidationError(told, code="several", params={"text": text, "places": places})


def _unknown(text: str) -> ValidationError:
    told = _("没有找到站点“%(text)s”，请核对名称或编码。")
    return ValidationError(told, code="invalid_choice", params={"text": text})


class PlaceField(ChoosesPlace, forms.ModelChoiceField):
    """A venue in a form."""


class PlaceFilterField(ChoosesPlace, FilterChoiceField):
    """A venue in a filter, where the list below shows at once which one was meant."""

    takes_parts = True


class PlaceFilter(django_filters.ModelChoiceFilter):
    """Filters by a venue."""

    field_class = PlaceFilterField
