"""The filters of the list."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from plugins.suggestions import selectors
from plugins.suggestions.models import State, Suggestion


class OnlyWhenChecked(django_filters.BooleanFilter):
    """A single checkbox: unchecked filters nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=forms.CheckboxInput, **kwargs)


class SuggestionFilterSet(WagtailFilterSet):
    mine = OnlyWhenChecked(label=_("我的"), method="filter_mine")
    overdue = OnlyWhenChecked(label=_("逾期"), method="filter_overdue")
    state = django_filters.MultipleChoiceFilter(
        label=_("状态"), choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    session = django_filters.ModelChoiceFilter(label=_("会次"), queryset=selectors.all_sessions, empty_label=_("全部"))
    lead_unit = django_filters.ModelChoiceFilter(
        label=_("主办单位"), queryset=selectors.units_seen_by, empty_label=_("全部")
    )

    class Meta:
        model = Suggestion
        fields = ["mine", "overdue", "state", "session", "lead_unit"]

    def filter_mine(self, queryset, name, value):
        return queryset.filter(selectors.mine(self.request.user)) if value else queryset

    def filter_overdue(self, queryset, name, value):
        return queryset.filter(selectors.is_overdue(timezone.localdate())) if value else queryset
