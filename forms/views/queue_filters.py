"""The filters of the queue."""

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.access.place_field import PlaceFilter
from forms.models import Channel, IntakeSubmission, Publication, State
from forms.selectors import queue, rights
from liaison_pages.models import Paper

SCOPES = [("waiting", _("等我处理")), ("open", _("未办结")), ("all", _("全部"))]
SCOPES_OF_LOOKERS = SCOPES[1:]
DUE = [("overdue", _("已逾期")), ("today", _("今天到期")), ("week", _("本周到期"))]
CLOCK = [
    ("reminded", _("提醒过我的")),
    ("asked", _("申请延期的")),
    ("paused", _("暂停的")),
    ("over", _("暂停该恢复的")),
]
CLAIMS = [("mine", _("我认领的")), ("free", _("没人认领")), ("others", _("别人认领的"))]

FEEDBACK = [
    ("review", _("等代表工委复核")),
    ("reopened", _("重新办理的")),
    ("dissatisfied", _("评价不满意的")),
    ("rated", _("有评价的")),
    ("added", _("有补充的")),
]

SPAM = [("suspicious", _("可能是垃圾信息的")), ("clean", _("没有疑点的"))]

PUBLISHING = [
    ("possible", _("可以公开的")),
    ("outdated", _("已答复，公开页还写着正在办")),
    *Publication.choices,
]

LOOKING_THROUGH_ALL = ("state", "clock", "feedback", "publication")


class QueueFilterSet(WagtailFilterSet):
    """
    `scope` is the first that applies to the person unless they say otherwise: "waiting", or "open" for who only looks.

    Choosing states, what residents said since, what is paused, to be put off or public, or searching, looks through
    everything.
    """

    scope = django_filters.ChoiceFilter(
        label=_("范围"), choices=SCOPES, empty_label=None, widget=RadioSelect, method="skip"
    )
    state = django_filters.MultipleChoiceFilter(label=_("状态"), choices=State.choices, widget=CheckboxSelectMultiple)
    due = django_filters.ChoiceFilter(
        label=_("时限"), choices=DUE, empty_label=_("不限"), widget=RadioSelect, method="by_due"
    )
    clock = django_filters.ChoiceFilter(
        label=_("提醒、暂停与延期"), choices=CLOCK, empty_label=_("不限"), widget=RadioSelect, method="by_clock"
    )
    venue = PlaceFilter(
        label=_("家站点"), queryset=lambda request: queue.venues_for(request.user), empty_label=_("我的全部家站点")
    )
    category = django_filters.ModelChoiceFilter(
        label=_("类别"), queryset=lambda request: queue.categories(), empty_label=_("不限")
    )
    channel = django_filters.ChoiceFilter(label=_("渠道"), choices=Channel.choices, empty_label=_("不限"))
    paper = django_filters.ChoiceFilter(
        label=_("扫的哪张码"), choices=Paper.choices, empty_label=_("不限"), method="by_paper"
    )
    claim = django_filters.ChoiceFilter(
        label=_("认领"), choices=CLAIMS, empty_label=_("不限"), widget=RadioSelect, method="by_claim"
    )
    referred_to = django_filters.ModelChoiceFilter(
        label=_("承办单位"), queryset=lambda request: queue.units_for(request.user), empty_label=_("不限")
    )
    feedback = django_filters.ChoiceFilter(
        label=_("居民反馈"), choices=FEEDBACK, empty_label=_("不限"), widget=RadioSelect, method="by_feedback"
    )
    publication = django_filters.ChoiceFilter(
        label=_("公开"), choices=PUBLISHING, empty_label=_("不限"), widget=RadioSelect, method="by_publication"
    )
    spam = django_filters.ChoiceFilter(
        label=_("垃圾信息"), choices=SPAM, empty_label=_("不限"), widget=RadioSelect, method="by_spam"
    )

    class Meta:
        model = IntakeSubmission
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.scopes = SCOPES if rights.decides(self.request.user) else SCOPES_OF_LOOKERS
        self.filters["scope"].extra.update(choices=self.scopes, initial=self.scopes[0][0])
        self.data = (data or QueryDict()).copy()
        if self.data.get("scope") not in dict(self.scopes):
            self.data["scope"] = self.scopes[0][0]

    def skip(self, queryset, name, value):
        return queryset

    def by_paper(self, queryset, name, value):
        return queryset.filter(queue.scanned(value))

    def by_due(self, queryset, name, value):
        return queryset.filter(queue.due(value))

    def by_clock(self, queryset, name, value):
        return queryset.filter(queue.clock(value, self.request.user))

    def by_claim(self, queryset, name, value):
        return queryset.filter(queue.claim(value, self.request.user))

    def by_feedback(self, queryset, name, value):
        return queryset.filter(queue.feedback(value))

    def by_spam(self, queryset, name, value):
        return queryset.filter(queue.suspicious(value == "suspicious"))

    def by_publication(self, queryset, name, value):
        return queryset.filter(queue.publication(value))

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        if self.words or any(chosen.get(name) for name in LOOKING_THROUGH_ALL):
            return queryset
        return queue.in_scope(queryset, self.request.user, self.data["scope"])

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.data.get("q", "").strip()


def filtered_rows(request: HttpRequest, query: QueryDict) -> QuerySet[IntakeSubmission]:
    """What the list shows for `query`, in its order."""
    filters = QueueFilterSet(query, queue.rows_for(request.user), request=request)
    rows = filters.filter_queryset(filters.queryset) if filters.is_valid() else filters.queryset
    return queue.search(rows, request.user, filters.words) if filters.words else rows
