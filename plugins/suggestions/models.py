"""Suggestions, where they come from, and the replies to them."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forms.models import IntakeSubmission
from liaison_pages.models import CongressTerm, Deputy, HandlingUnit


class State(models.TextChoices):
    """The states of the first loop. The full closed loop adds handling, evaluated, rehandling, review (domain, §4)."""

    DRAFT = "draft", _("待代表领衔")
    DECLINED = "declined", _("代表未领衔")
    SUBMITTED = "submitted", _("已提交")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已受理")
    ASSIGNED = "assigned", _("已交办")
    REPLIED = "replied", _("已答复")
    CLOSED = "closed", _("已办结")


class PauseReason(models.TextChoices):
    """Why a suggestion waits. Residents and the public read it."""

    DEPUTY = "deputy", _("等代表补充情况")
    AUTHORITY = "authority", _("等上级或其他机关决定")
    CONDITIONS = "conditions", _("等施工、季节等条件具备")
    OTHER = "other", pgettext_lazy("reason", "其他原因")


REPLY_DUE = "suggestion_reply"  # the one thing of a suggestion that is due, as `cms.clock` names it
DUE_LABELS = {REPLY_DUE: _("答复代表建议")}
MOST_MONTHS = 6
ENDED_STATES = (State.DECLINED, State.RETURNED, State.CLOSED)


class OutcomeCategory(models.TextChoices):
    """办理结果类别. Local rules word them differently."""

    A = "A", _("A 类：已解决或采纳")
    B = "B", _("B 类：正在解决或列入计划")
    C = "C", _("C 类：暂不能解决，说明原因")
    D = "D", _("D 类：留作参考")


class ReturnReason(models.TextChoices):
    """Why the office returns a suggestion (domain, §4). Residents are told."""

    PERSONAL = "personal", _("只涉及个人事项")
    LIVE_CASE = "live_case", _("涉及正在办理的案件")
    FORWARDED = "forwarded", _("转交信件")
    PROMOTION = "promotion", _("推销产品或宣传自己")
    NO_CONTENT = "no_content", _("没有具体内容")


class CongressSession(models.Model):
    """次: the yearly session. Suggestions are numbered per session."""

    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+")
    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="sessions", verbose_name=_("届次"))
    number = models.PositiveSmallIntegerField(_("第几次会议"))
    starts_on = models.DateField(_("开幕日期"))

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("会次")
        verbose_name_plural = pgettext_lazy("plural", "会次")
        constraints = [models.UniqueConstraint(fields=["site", "term", "number"], name="one_session_per_number")]

    def __str__(self):
        return str(_("第 %(term)d 届第 %(number)d 次会议") % {"term": self.term.number, "number": self.number})

    @property
    def slug(self) -> str:
        """How public addresses name it: '18-5' is the fifth session of the 18th term."""
        return f"{self.term.number}-{self.number}"


class Suggestion(models.Model):
    """
    A suggestion, raised from what residents said. `cms.kernel.perform` alone changes `state`.

    Numbered within its session when the office accepts it; `number` is empty before.
    """

    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+")
    session = models.ForeignKey(
        CongressSession, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name=_("会次")
    )
    number = models.PositiveIntegerField(_("编号"), null=True, blank=True)
    title = models.CharField(_("标题"), max_length=80)
    facts = models.TextField(_("情况"), max_length=4000)
    proposals = models.TextField(_("建议"), max_length=4000, blank=True)
    proposed_deputy = models.ForeignKey(
        Deputy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("请哪位代表领衔"),
        help_text=_("不指定则请所有代表考虑"),
    )
    lead_deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="led_suggestions", verbose_name=_("领衔代表")
    )
    lead_unit = models.ForeignKey(
        HandlingUnit, models.PROTECT, null=True, blank=True, related_name="led_suggestions", verbose_name=_("主办单位")
    )
    submissions = models.ManyToManyField(IntakeSubmission, through="SuggestionSource", related_name="suggestions")
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.DRAFT)
    state_changed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(_("提出时间"), default=timezone.now, editable=False)
    due_on = models.DateField(_("答复期限"), null=True, blank=True)
    paused_until = models.DateField(_("暂停到"), null=True, blank=True)
    is_published = models.BooleanField(_("向公众公开"), default=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("代表建议")
        verbose_name_plural = _("代表建议")
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="one_number_per_session")]
        indexes = [
            models.Index(fields=["site", "state", "due_on", "id"], name="suggestion_queue"),
            models.Index(fields=["lead_unit", "state"], name="suggestion_of_unit"),
        ]

    def __str__(self):
        return self.title

    @property
    def number_text(self) -> str:
        """第 57 号, or what stands there before the office has given a number."""
        return str(_("第 %(number)d 号") % {"number": self.number} if self.number else _("未编号"))

    @property
    def last_lawful_day(self) -> date:
        """
        The day by which an assigned suggestion is answered, however complex: six months after it was assigned, for
        three months are the rule (代表法, 2025, art. 51). The law knows no pause, so that nothing is put off beyond it.
        """
        return timezone.localdate(self.state_changed_at) + relativedelta(months=MOST_MONTHS)

    @property
    def is_overdue(self) -> bool:
        return self.state == State.ASSIGNED and self.due_on is not None and self.due_on < timezone.localdate()


class SuggestionSource(models.Model):
    """Which submission went into which suggestion. A row stays when the suggestion is declined: it is provenance."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="sources")
    submission = models.ForeignKey(IntakeSubmission, models.PROTECT, related_name="suggestion_sources")
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "submission"], name="one_source_per_submission"),
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(is_current=True), name="one_current_suggestion"
            ),
        ]

    def __str__(self):
        return f"{self.submission_id} → {self.suggestion_id}"


class Reply(models.Model):
    """A unit's dated reply to a suggestion."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="replies")
    unit = models.ForeignKey(HandlingUnit, models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    category = models.CharField(_("办理结果"), max_length=1, choices=OutcomeCategory.choices)
    body = models.TextField(_("答复内容"), max_length=8000)
    replied_on = models.DateField(_("答复日期"))
    document_number = models.CharField(_("文号"), max_length=40, blank=True)
    signatory = models.CharField(_("签发人"), max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-replied_on", "-pk"]
        verbose_name = _("答复")
        verbose_name_plural = _("答复")

    def __str__(self):
        return f"{self.unit} {self.replied_on:%Y-%m-%d}"
