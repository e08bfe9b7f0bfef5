"""Rows of the plugin machine: audit entries, events with their deliveries, and which add-ons are on where."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """
    Something that was done to an object: a move, a grant, a look at personal data. Never changed, never deleted.

    Written by `cms.kernel.audit.record` alone, in the transaction of the change. `data` holds no personal data.
    """

    created_at = models.DateTimeField(_("时间"), default=timezone.now, editable=False)
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, null=True, related_name="+")
    action = models.CharField(_("动作"), max_length=80)
    actor_kind = models.CharField(max_length=10)
    actor_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(_("经办人"), max_length=255, blank=True)
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_pk = models.CharField(max_length=64)
    content_object = GenericForeignKey("content_type", "object_pk")
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("审计记录")
        verbose_name_plural = _("审计记录")
        indexes = [models.Index(fields=["content_type", "object_pk", "id"], name="audit_by_object")]

    def __str__(self):
        return f"{self.action} {self.content_type_id}/{self.object_pk}"

    @property
    def who(self) -> str:
        """Who did it, in the reader's language: people by their names, residents and the product by what they are."""
        return str({"resident": _("居民"), "system": _("系统自动")}.get(self.actor_kind, self.actor_name))


class Event(models.Model):
    """
    A fact that others may react to, written in the transaction of the change and delivered after commit.

    `name` is the transition's name; `objects` are the primary keys moved; `data` is what the transition returned.
    """

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=80)
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_pks = models.JSONField(default=list)
    data = models.JSONField(default=dict)
    has_deliveries = True  # `events.write` says where nobody listens

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.name} #{self.pk}"


class EventDelivery(models.Model):
    """One handler's turn with one event. Undelivered rows are tried again by `manage.py events deliver`."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=120)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="one_delivery_per_handler")]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], name="deliveries_waiting", condition=models.Q(delivered_at__isnull=True)
            )
        ]

    def __str__(self):
        return f"{self.handler} ← {self.event_id}"


class PluginState(models.Model):
    """Whether an add-on is on for a site. Without a row its `is_on_at_first` says: a stranger's is off."""

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    plugin_id = models.CharField(max_length=50)
    is_enabled = models.BooleanField()
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "plugin_id"], name="one_state_per_site_and_plugin")]

    def __str__(self):
        return f"{self.plugin_id}: {self.is_enabled}"


class NumberSeries(models.Model):
    """The last number given out in a series, such as a site's submissions of one year."""

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="one_series_per_site_and_name")]

    def __str__(self):
        return f"{self.name}: {self.last}"
