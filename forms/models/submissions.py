"""What residents submit."""

import re
import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.bilingual import NamedTwice
from forms.models.feedback import Review, Satisfaction
from forms.models.public import Publication
from forms.points import Point
from liaison_pages.models import Deputy, HandlingUnit, Paper, Venue


class State(models.TextChoices):
    SCREENING = "screening", _("待审核")
    REJECTED = "rejected", _("不予受理")
    MERGED = "merged", _("已合并")
    ACCEPTED = "accepted", _("已受理")
    REFERRED = "referred", _("已转办")
    ANSWERED = "answered", _("已答复")
    ESCALATED = "escalated", _("已转为建议")
    WITHDRAWN = "withdrawn", _("已撤回")
    CLOSED = "closed", _("已办结")


HEADING_LENGTH = 24
FIRST_SENTENCE = re.compile(r"[^。！？!?；;\n]*")

OPEN_STATES = (State.SCREENING, State.ACCEPTED, State.REFERRED, State.ESCALATED)


class Due(models.TextChoices):
    """What of a submission can be due."""

    SCREENING = "screening", _("接手")
    DECIDING = "deciding", _("答复或转办")
    REPLY = "reply", _("答复")
    REVIEW = "review", _("复核")


class PauseReason(models.TextChoices):
    """Why a submission waits; told to the author in other words (`forms.wording`)."""

    RESIDENT = "resident", _("等居民补充情况")
    VISIT = "visit", _("等现场查看")
    THIRD_PARTY = "third_party", _("等其他单位或第三方")
    SEASON = "season", _("等天气或季节合适")
    OTHER = "other", pgettext_lazy("reason", "其他原因")


class Channel(models.TextChoices):
    WEB = "web", _("网页")
    QR = "qr", _("扫码")
    BOX = "box", _("意见箱")
    LIVE = "live", _("直播")
    VISIT = "visit", _("来访")
    PHONE = "phone", _("电话")


ON_BEHALF = (Channel.VISIT, Channel.PHONE, Channel.BOX)  # what staff write down for somebody


class RejectReason(models.TextChoices):
    """Coded reasons, told to the author. `HIDING_REASONS` hide the text from all but the district office."""

    LITIGATION = "litigation", _("正在诉讼、复议或仲裁")
    PRIVATE_DISPUTE = "private_dispute", _("私人之间的纠纷")
    PETITION = "petition", _("应通过信访渠道提出")
    UNCLEAR = "unclear", _("内容不清楚，无法办理")
    OUTSIDE = "outside", _("不属于本区的事项")
    ABUSE = "abuse", _("含有辱骂、诽谤内容")
    PERSONAL_DATA = "personal_data", _("含有他人隐私或涉密内容")
    SPAM = "spam", _("广告或重复发送")


HIDING_REASONS = frozenset({RejectReason.ABUSE, RejectReason.PERSONAL_DATA})


class AddressedTo(models.TextChoices):
    """To whom its author spoke."""

    VENUE = "venue", _("家站点")
    DEPUTY = "deputy", _("指定的代表")
    ANYBODY = "anybody", _("不知道找谁")


class SpamSign(models.TextChoices):
    """Why a submission may be a machine's. It is taken all the same; staff look at it and clear the mark."""

    TRAP = "trap", _("填了人看不见的空栏")
    HASTE = "haste", _("表打开几秒钟就交了")
    MANY = "many", _("同一网络短时间交了好几件")
    CROWD = "crowd", _("同一联系方式或同一站点，短时间交了太多")


class ReferralKind(models.TextChoices):
    UNIT = "unit", _("承办单位")
    TOWN = "town", _("街道、镇")
    HOTLINE = "hotline", _("12345 热线")
    PETITION = "petition", _("信访渠道")


class IntakeCategory(NamedTwice, models.Model):
    """What a submission is about; the district edits the list."""

    code = models.CharField(_("编码"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=30)
    name_en = models.CharField(_("英文名称"), max_length=60, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("意见类别")
        verbose_name_plural = pgettext_lazy("plural", "意见类别")

    def __str__(self):
        return self.name


class IntakeSubmission(models.Model):
    """
    One thing a resident said. `cms.kernel.perform` alone changes `state`; `forms.services.intake.receive` creates it.

    The query code is stored as an HMAC; contact data are in `SubmissionContact`, encrypted; the history is the audit
    entries of the row.
    """

    number = models.CharField(_("编号"), max_length=24, unique=True)
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="submissions", verbose_name=_("家站点"))
    page = models.ForeignKey("liaison_forms.IntakePage", models.SET_NULL, null=True, blank=True, related_name="+")
    request_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # one form, one submission
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    paper = models.CharField(_("扫的哪张码"), max_length=10, choices=Paper.choices, blank=True)  # of a visitor by QR
    language = models.CharField(max_length=10, default="zh-hans")
    category = models.ForeignKey(
        IntakeCategory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("类别")
    )
    title = models.CharField(_("标题"), max_length=60, blank=True)
    content = models.TextField(_("什么事"), max_length=2000)
    place = models.CharField(_("在哪里"), max_length=120)
    # Where on the map (WGS-84), both or neither. For those who handle it: no page for the public shows it.
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("指定代表")
    )
    answers = models.JSONField(
        _("其他回答"), default=list, blank=True
    )  # [{"name", "label", "value"}] as asked at the time
    is_anonymous = models.BooleanField(_("匿名"), default=False)  # contact for the district office alone
    publish_consent = models.BooleanField(_("同意公开"), default=False)
    # Of an author under 14, to the notice of `notice_version`; by whom is in `SubmissionContact`.
    guardian_consent = models.BooleanField(_("监护人同意"), default=False)
    addressed_to = models.CharField(_("说给谁听"), max_length=8, choices=AddressedTo.choices, default=AddressedTo.VENUE)
    notice_version = models.CharField(_("说明版本"), max_length=20)
    spam_signs = models.CharField(_("可能是垃圾信息"), max_length=60, blank=True)  # `SpamSign`s, a blank between them

    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.SCREENING)
    state_changed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(_("提交时间"), default=timezone.now, editable=False)
    due_on = models.DateField(_("期限"), null=True, blank=True)  # of the running `cms.clock` deadline, for the queue
    paused_until = models.DateField(_("暂停到"), null=True, blank=True)  # expected, while the clock is paused

    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("认领人")
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_submissions")
    reject_reason = models.CharField(max_length=20, choices=RejectReason.choices, blank=True)
    referral_kind = models.CharField(max_length=10, choices=ReferralKind.choices, blank=True)
    referred_to = models.ForeignKey(HandlingUnit, models.PROTECT, null=True, blank=True, related_name="submissions")
    outside_number = models.CharField(_("外部编号"), max_length=40, blank=True)
    reply = models.TextField(_("答复"), max_length=8000, blank=True)
    reply_by = models.CharField(_("答复方"), max_length=60, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    # What the author says afterwards; their words are `SubmissionMessage`s.
    rating = models.CharField(_("评价"), max_length=16, choices=Satisfaction.choices, blank=True)  # of this reply
    rated_at = models.DateTimeField(null=True, blank=True)
    reopened_count = models.PositiveSmallIntegerField(_("重新办理次数"), default=0)
    review = models.CharField(_("复核"), max_length=8, choices=Review.choices, blank=True)  # of this reply
    added_at = models.DateTimeField(_("居民最近补充"), null=True, blank=True)
    publication = models.CharField(_("公开"), max_length=10, choices=Publication.choices, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("社情民意")
        verbose_name_plural = _("社情民意")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False)  # else a null would pass for neither
                & models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="point_is_whole_and_on_earth",
            )
        ]
        indexes = [
            models.Index(fields=["site", "state", "due_on", "id"], name="queue_of_site"),
            models.Index(fields=["site", "due_on", "id"], name="queue_in_order"),
            models.Index(fields=["venue", "state", "due_on", "id"], name="queue_of_venue"),
            models.Index(fields=["referred_to", "state"], name="queue_of_unit"),
            models.Index(fields=["site", "replied_at"], name="replied_of_site", condition=~models.Q(replied_at=None)),
            models.Index(fields=["site"], name="queue_of_reviews", condition=models.Q(review="asked")),
            # Few rows each, for the filters of the queue.
            models.Index(
                fields=["site", "paused_until", "id"],
                name="queue_paused",
                condition=models.Q(paused_until__isnull=False),
            ),
            models.Index(
                fields=["site", "due_on", "id"], name="queue_reopened", condition=models.Q(reopened_count__gt=0)
            ),
            models.Index(fields=["site", "due_on", "id"], name="queue_rated", condition=models.Q(rating__gt="")),
            models.Index(
                fields=["site", "due_on", "id"], name="queue_dissatisfied", condition=models.Q(rating="dissatisfied")
            ),
            models.Index(
                fields=["site", "due_on", "id"], name="queue_added", condition=models.Q(added_at__isnull=False)
            ),
            models.Index(
                fields=["site", "paper", "due_on", "id"], name="queue_by_paper", condition=models.Q(paper__gt="")
            ),
            models.Index(
                fields=["site", "due_on", "id"], name="queue_suspicious", condition=models.Q(spam_signs__gt="")
            ),
            *[
                models.Index(
                    fields=["site", "due_on", "id"], name=f"queue_{state}", condition=models.Q(publication=state)
                )
                for state in (Publication.WAITING, Publication.RETURNED, Publication.PUBLISHED)
            ],
            models.Index(
                fields=["site", "due_on", "id"],
                name="queue_publishable",
                condition=models.Q(publication="", publish_consent=True),
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def heading(self) -> str:
        """The title, or the first words of the content, cut where a sentence or a clause ends."""
        if self.title:
            return self.title
        content = self.content.strip()
        first = FIRST_SENTENCE.match(content).group() or content
        if len(first) <= HEADING_LENGTH:
            return first
        words, comma, _rest = first[:HEADING_LENGTH].rpartition("，")
        return (words if comma else first[:HEADING_LENGTH]) + "…"

    @property
    def point(self) -> Point | None:
        """Where on the map, if its author showed it."""
        return None if self.latitude is None else Point(self.latitude, self.longitude)

    @property
    def spam_words(self) -> list[str]:
        """What makes it look like a machine's, in words."""
        return [str(SpamSign(sign).label) for sign in self.spam_signs.split() if sign in SpamSign.values]

    @property
    def is_hidden(self) -> bool:
        """Whether the text is the district office's alone: refused because it hurts others."""
        return self.reject_reason in HIDING_REASONS


def private_storage():
    """Residents' photos: outside MEDIA_ROOT, served by a view that asks permission."""
    return storages["private"]


def photo_path(photo, filename: str) -> str:
    """A path that says nothing of the resident's own file name."""
    return f"submissions/{photo.submission_id}/{uuid.uuid4().hex}.jpg"


class SubmissionPhoto(models.Model):
    """A photo, re-encoded as JPEG without metadata. Never public."""

    submission = models.ForeignKey(IntakeSubmission, models.CASCADE, related_name="photos")
    file = models.ImageField(storage=private_storage, upload_to=photo_path, width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    size_bytes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.submission_id}/{self.pk}"

    @property
    def venue(self):
        return self.submission.venue


class SubmissionContact(models.Model):
    """
    How to reach the author, and the guardian of one under 14: ciphertext of `cms.vault`, one row a submission. Read by
    `forms.services.contacts`.
    """

    submission = models.OneToOneField(IntakeSubmission, models.CASCADE, related_name="contact")
    ciphertext = models.BinaryField()
    key_id = models.CharField(max_length=20)

    def __str__(self):
        return f"{self.submission_id}"

    @property
    def venue(self):
        return self.submission.venue
