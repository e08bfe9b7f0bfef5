"""The filters of the queue."""

import django_filters
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from forms.models import Channel, IntakeSubmission, State
from forms.selectors import queue

SCOPES = [("waiting", _("等我处理")), ("open", _("未办结")), ("all", _("全部"))]
DUE = [("overdue", _("已逾期")), ("today", _("今天到期")), ("week", _("本周到期"))]
CLAIMS = [("mine", _("我认领的")), ("free", _("没人认领")), ("others", _("别人认领的"))]


class QueueFilterSet(WagtailFilterSet):
    """
    `scope` is "waiting" unless the person says otherwise; choosing states, or searching, looks through everything.
    """

    scope = django_filters.ChoiceFilter(
        label=_("范围"), choices=SCOPES, empty_label=None, widget=RadioSelect, initial="waiting", method="skip"
    )
    state = django_filters.MultipleChoiceFilter(label=_("状态"), choices=State.choices, widget=CheckboxSelectMultiple)
    due = django_filters.ChoiceFilter(
        label=_("时限"), choices=DUE, empty_label=_("不限"), widget=RadioSelect, method="by_due"
    )
    venue = django_filters.ModelChoiceFilter(
        label=_("家站点"), queryset=lambda request: queue.venues_for(request.user), empty_label=_("我的全部家站点")
    )
    category = django_filters.ModelChoiceFilter(
        label=_("类别"), queryset=lambda request: queue.categories(), empty_label=_("不限")
    )
    channel = django_filters.ChoiceFilter(label=_("渠道"), choices=Channel.choices, empty_label=_("不限"))
    claim = django_filters.ChoiceFilter(
        label=_("认领"), choices=CLAIMS, empty_label=_("不限"), widget=RadioSelect, method="by_claim"
    )
    referred_to = django_filters.ModelChoiceFilter(
        label=_("承办单位"), queryset=lambda request: queue.units(), empty_label=_("不限")
    )

    class Meta:
        model = IntakeSubmission
        fields = []

    def skip(self, queryset, name, value):
        return queryset

    def by_due(self, queryset, name, value):
        return queryset.filter(queue.due(value))

    def by_claim(self, queryset, name, value):
        return queryset.filter(queue.claim(value, self.request.user))

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        if chosen.get("state") or self.data.get("q", "").strip():
            return queryset
        return queue.in_scope(queryset, self.request.user, chosen.get("scope") or "waiting")
