"""Who follows what, the outbox, the district's own words, and its limits."""

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.access.policies import SiteSettingPolicy

DIGEST_TOPIC = "digest"  # of an account's own subscription to its daily digest (`cms.notices.digest`)


class ChannelOfNotices(models.TextChoices):
    MAIL = "mail", _("邮件")
    SMS = "sms", _("短信")


class SubscriptionState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("等本人确认")
    CONFIRMED = "confirmed", _("已开")
    ENDED = "ended", _("已关")


class Subscription(models.Model):
    """
    One address that follows one thing. Made, confirmed and ended by `cms.notices.services` alone.

    The address is ciphertext of `cms.vault`, and gone once the subscription ended; its HMAC finds it again. Nothing
    but the request to confirm is sent before the address was confirmed from its own mailbox or telephone.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # what links and the vault's context name
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    followed = GenericForeignKey("content_type", "object_id")
    topic = models.CharField(max_length=30)
    about = models.CharField(max_length=120)  # what is followed, in the follower's language: no personal data
    channel = models.CharField(max_length=4, choices=ChannelOfNotices.choices)
    ciphertext = models.BinaryField()
    key_id = models.CharField(max_length=20)
    address_digest = models.CharField(max_length=64, editable=False)
    language = models.CharField(max_length=10)
    is_daily = models.BooleanField(default=False)  # one mail a day with all there is to tell
    state = models.CharField(max_length=12, choices=SubscriptionState.choices, default=SubscriptionState.UNCONFIRMED)
    requested_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "topic", "address_digest"], name="one_subscription_per_address"
            )
        ]
        indexes = [
            models.Index(fields=["address_digest", "requested_at"], name="requests_of_an_address"),
            models.Index(fields=["site", "topic", "id"], name="subscriptions_alive", condition=~Q(state="ended")),
        ]

    def __str__(self):
        return f"{self.topic} {self.content_type_id}/{self.object_id}"

    @property
    def is_confirmed(self) -> bool:
        return self.state == SubscriptionState.CONFIRMED

    @property
    def is_asked(self) -> bool:
        return self.state == SubscriptionState.UNCONFIRMED

    @property
    def is_ended(self) -> bool:
        return self.state == SubscriptionState.ENDED

    @property
    def is_digest(self) -> bool:
        return self.topic == DIGEST_TOPIC

    @property
    def may_be_daily(self) -> bool:
        """Whether its reader chooses between each at once and one mail a day."""
        return self.channel == ChannelOfNotices.MAIL and self.is_confirmed and not self.is_digest


class NoticeState(models.TextChoices):
    WAITING = "waiting", _("等着发")
    HANDED = "handed", _("正在发")
    SENT = "sent", _("已发出")
    UNCERTAIN = "uncertain", _("不能确定是否发出")
    FAILED = "failed", _("没有发出")


class Notice(models.Model):
    """
    A message to be sent: the row of the outbox. Written by `cms.notices.outbox`, moved on by `cms.notices.sending`.

    waiting → handed → sent; from waiting to failed when it was refused for good or too often; from handed to
    uncertain when nobody can say whether it went out. `subject` and `body` hold no personal data and no address.
    `next_attempt_at` is when it may be taken; whoever takes it (`worker`) puts it off by as long as a worker may be
    silent, so that what a dead worker took is taken again.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=80)  # what it tells of: one notice for each of it and subscription
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    state = models.CharField(max_length=9, choices=NoticeState.choices, default=NoticeState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    worker = models.CharField(max_length=32, blank=True)
    message_id = models.CharField(max_length=32)  # the same when it is sent again; shared by those of one mail
    reason = models.CharField(max_length=80, blank=True)  # why not, without an address in it
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "key"], name="one_notice_per_key")]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="notices_waiting", condition=Q(state="waiting")),
            models.Index(
                fields=["site", "state"], name="notices_stuck", condition=Q(state__in=["handed", "uncertain", "failed"])
            ),
            models.Index(fields=["created_at"], name="notices_by_age"),
        ]

    def __str__(self):
        return f"{self.kind} #{self.pk}"


class Announcement(models.Model):
    """
    News for all who follow something, however many: the outbox's one row for them, until the worker has made it into
    a notice each (`cms.notices.announcing`). Written by `cms.notices.services.announce`; gone after the last.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80)
    data = models.JSONField(default=dict)  # what the kind's `values` is given
    reached = models.PositiveBigIntegerField(default=0)  # the last subscription that has its notice, by primary key
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"], name="announcements_of")]

    def __str__(self):
        return f"{self.kind} {self.content_type_id}/{self.object_id}"


class NoticeTemplate(models.Model):
    """The district's own words for a kind of notice; without a row the kind's default words hold."""

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    channel = models.CharField(max_length=4, choices=ChannelOfNotices.choices)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=4000)

    class Meta:
        verbose_name = _("通知模板")
        verbose_name_plural = _("通知模板")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "channel", "language"], name="one_template_per_kind")
        ]

    def __str__(self):
        return f"{self.kind} {self.channel} {self.language}"


@register_setting(icon="mail")
class NoticeSettings(BaseSiteSetting):
    """The district's limits of notices."""

    daily_hour = models.PositiveSmallIntegerField(
        _("每天一封的，几点发"), default=18, validators=[MaxValueValidator(23)], help_text=_("0 到 23 点")
    )
    digest_hour = models.PositiveSmallIntegerField(
        _("工作人员的每日摘要，几点发"),
        default=8,
        validators=[MaxValueValidator(23)],
        help_text=_("0 到 23 点，工作日才发。站长和代表工委编辑默认收到，各人在账号设置里开关。"),
    )
    confirm_days = models.PositiveSmallIntegerField(
        _("确认链接的有效期（天）"),
        default=7,
        validators=[MinValueValidator(1)],
        help_text=_("到期没有确认，登记的地址就删去"),
    )
    requests_a_day = models.PositiveSmallIntegerField(
        _("一个地址一天最多收几封确认信"), default=5, validators=[MinValueValidator(1)]
    )
    most_attempts = models.PositiveSmallIntegerField(
        _("发不出去时最多试几次"),
        default=8,
        validators=[MinValueValidator(1)],
        help_text=_("一次比一次隔得久；都不成功就列在“通知发送情况”里"),
    )
    keep_days = models.PositiveSmallIntegerField(
        _("发过的通知保留多少天"), default=90, validators=[MinValueValidator(1)]
    )
    quiet_days = models.PositiveSmallIntegerField(
        _("公开的事多少天没有进展，就不再关注"),
        default=365,
        validators=[MinValueValidator(1)],
        help_text=_("到时候关掉通知，关注的人留的地址删去"),
    )

    panels = [
        MultiFieldPanel([FieldPanel("daily_hour"), FieldPanel("confirm_days"), FieldPanel("requests_a_day")]),
        FieldPanel("digest_hour"),
        MultiFieldPanel([FieldPanel("most_attempts"), FieldPanel("keep_days")], heading=_("发送")),
        FieldPanel("quiet_days"),
    ]

    @classmethod
    def get_permission_policy(cls):
        """Without it nobody but a superuser could change them."""
        return SiteSettingPolicy(cls)

    class Meta:
        verbose_name = _("通知的时限")
