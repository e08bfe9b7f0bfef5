"""The filters of the list."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from plugins.suggestions import selectors
from plugins.suggestions.models import State, Suggestion


class SuggestionFilterSet(WagtailFilterSet):
    only = django_filters.MultipleChoiceFilter(
        label=_("只看"),
        choices=[
            ("mine", _("我的")),
            ("overdue", _("逾期")),
            ("asked", _("申请延期的")),
            ("paused", _("暂停的")),
            ("over", _("暂停该恢复的")),
        ],
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
        today = timezone.localdate()
        conditions = {
            "mine": lambda: selectors.mine(self.request.user),
            "overdue": lambda: selectors.is_overdue(today),
            "asked": selectors.is_extension_asked,
            "paused": lambda: Q(paused_until__isnull=False),
            "over": lambda: selectors.should_go_on(today),
        }
        for each in value:
            queryset = queryset.filter(conditions[each]())
        return queryset
