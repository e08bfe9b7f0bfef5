"""The filters of the list."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from plugins.suggestions import selectors
from plugins.suggestions.models import State, Suggestion


class SuggestionFilterSet(WagtailFilterSet):
    only = django_filters.MultipleChoiceFilter(
        label=_("只看"),
        choices=[("mine", _("我的")), ("overdue", _("逾期"))],
        widget=forms.CheckboxSelectMultiple,
        method="filter_only",
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("状态"), choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    session = django_filters.ModelChoiceFilter(
        label=_("会次"), queryset=selectors.sessions_seen_by, empty_label=_("全部")
    )
    lead_unit = django_filters.ModelChoiceFilter(
        label=_("主办单位"), queryset=selectors.units_seen_by, empty_label=_("全部")
    )

    class Meta:
        model = Suggestion
        fields = ["only", "state", "session", "lead_unit"]

    def filter_only(self, queryset, name, value):
        """Each chosen condition holds."""
        if "mine" in value:
            queryset = queryset.filter(selectors.mine(self.request.user))
        if "overdue" in value:
            queryset = queryset.filter(selectors.is_overdue(timezone.localdate()))
        return queryset
