"""What an author says after handing in: more of the matter, what the answer is worth, that it is not solved."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Satisfaction(models.TextChoices):
    """The scale of the evaluation form (征询意见表): 满意, 基本满意, 不满意."""

    SATISFIED = "satisfied", _("满意")
    MOSTLY_SATISFIED = "mostly_satisfied", _("基本满意")
    DISSATISFIED = "dissatisfied", _("不满意")


class Review(models.TextChoices):
    """How far the office's review of an answer is that was said not to help for a second time."""

    ASKED = "asked", _("等代表工委复核")
    UPHELD = "upheld", _("复核后维持答复")


class MessageKind(models.TextChoices):
    ADDED = "added", _("补充情况")
    RATED = "rated", _("评价的话")
    UNSOLVED = "unsolved", _("没有解决")
    EARLIER_REPLY = "reply", _("上一次的答复")


class SubmissionMessage(models.Model):
    """
    Words that belong to a submission, in the order they were said: the author's, and answers that did not last.

    Written by moves alone, never changed. Whoever may read the submission's text may read them.
    """

    submission = models.ForeignKey("liaison_forms.IntakeSubmission", models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    text = models.TextField(max_length=8000)
    said_by = models.CharField(max_length=60, blank=True)  # of an earlier answer; the author's words name nobody
    said_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self):
        return f"{self.submission_id} {self.kind}"
