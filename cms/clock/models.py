"""What was due when. Rows are added and ended, never rewritten: a question about a past day keeps its answer."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Ending(models.TextChoices):
    """How a deadline ended. Whether that was in time, its dates say."""

    MET = "met", _("办到")
    REPLACED = "replaced", _("改了日期")
    PAUSED = "paused", _("暂停")
    DROPPED = "dropped", _("不再需要")


class Step(models.TextChoices):
    """A rung of the ladder: why somebody is reminded, and how high."""

    BEFORE = "before", _("快到期")
    LATE = "late", _("过了期限")
    HEAD = "head", _("报站长")
    OFFICE = "office", _("报代表工委")
    PAUSE = "pause", _("暂停该恢复了")


class Deadline(models.Model):
    """
    Something of an object was due on `due_on`, from `set_on` on until it ended. Written by `cms.clock.services` alone.

    Whole days, as limits are counted: on day D it was running if it was set on D or before and had not ended at the
    end of D, and late if `due_on` was before D. `venue` and `unit` are whose it was then; an object may move on.
    """

    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    what = models.CharField(max_length=20)  # a code of the object's app, unique among all (`IDeadlineKind.labels`)
    venue = models.ForeignKey(settings.LIAISON_PLACE_MODEL, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(settings.LIAISON_UNIT_MODEL, models.PROTECT, null=True, related_name="+")
    set_on = models.DateField()
    due_on = models.DateField()
    extended_times = models.PositiveSmallIntegerField(default=0)  # how often the date was put off to this one
    last_step = models.CharField(max_length=6, choices=Step.choices, blank=True)  # of its `reminders`, while it runs
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=8, choices=Ending.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("时限")
        verbose_name_plural = _("时限")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(ended_on=None), name="one_running_deadline"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by="") | Q(ended_on__isnull=False) & ~Q(ended_by=""),
                name="deadline_ended_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id", "id"], name="deadlines_of_object"),
            # "Late on D" reads these two and no others: what was in time was never late.
            models.Index(fields=["site", "due_on", "id"], name="deadlines_running", condition=Q(ended_on=None)),
            # What a dashboard tells somebody of: few among all that run.
            models.Index(
                fields=["content_type", "site", "due_on"],
                name="deadlines_reminded",
                condition=Q(ended_on=None, last_step__gt=""),
            ),
            models.Index(
                fields=["site", "ended_on", "due_on"], name="deadlines_late", condition=Q(ended_on__gt=F("due_on"))
            ),
        ]

    def __str__(self):
        return f"{self.what} {self.content_type_id}/{self.object_id} {self.due_on}"


class Pause(models.Model):
    """
    Why nothing of an object was due from `started_on` until `ended_on`; `deadline` is the one that it ended.

    `workdays_left` come back when it goes on: those after the day of the pause up to the due date, negative when that
    was past.
    """

    deadline = models.OneToOneField(Deadline, models.PROTECT, related_name="pause")
    reason = models.CharField(max_length=20)  # a code of the object's app
    note = models.CharField(max_length=300, blank=True)
    expected_on = models.DateField()  # when it is thought to go on
    workdays_left = models.SmallIntegerField()
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["expected_on"], name="pauses_running", condition=Q(ended_on=None))]

    def __str__(self):
        return f"{self.deadline}: {self.reason}"


class Extension(models.Model):
    """
    Somebody asked for more time to meet `deadline`, and somebody decided. Undecided when the deadline ended, it lapsed.

    `due_on` is the later date, as asked for and then as granted; `reason` is the asker's, `words` are the decider's.
    """

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="extensions")
    due_on = models.DateField()
    reason = models.CharField(max_length=300)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_granted = models.BooleanField(null=True)  # None: undecided
    words = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["deadline"], condition=Q(is_granted=None), name="one_undecided_extension")
        ]

    def __str__(self):
        return f"{self.deadline} → {self.due_on}"


class Reminder(models.Model):
    """Somebody was reminded of `deadline` for the reason of `step`: once, whoever asks at the same time."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=6, choices=Step.choices)
    made_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deadline", "step"], name="one_reminder_per_step")]

    def __str__(self):
        return f"{self.deadline}: {self.step}"
