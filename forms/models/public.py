"""What everybody may read of what residents said: anonymised, reviewed, with the author's consent."""

import secrets

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from liaison_pages.models import Division, Venue

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's, as query codes have it, in small letters
CODE_LENGTH = 10
MATTER_TOPIC = "matter"  # of subscriptions to one that is public (cms.notices)


# Index → what a list can be narrowed to.
LISTED_BY = {
    "matters_of_site": ["site"],
    "matters_of_site_category": ["site", "category"],
    "matters_of_street": ["street"],
    "matters_of_street_category": ["street", "category"],
    "matters_of_venue": ["venue"],
    "matters_of_venue_category": ["venue", "category"],
}


class Progress(models.TextChoices):
    UNDERWAY = "underway", _("正在办理")
    DONE = "done", _("已答复")


class News(models.TextChoices):
    """What the public can see to have changed of a matter that it could read before."""

    ANSWERED = "answered", _("有答复了")
    REOPENED = "reopened", _("正在重新办理")
    CHANGED = "changed", _("内容有更新")


class Publication(models.TextChoices):
    """How far publishing a submission is; empty where nobody thought of it."""

    WAITING = "waiting", _("等审核公开")
    RETURNED = "returned", _("公开稿退回修改")
    PUBLISHED = "published", _("已公开")
    TAKEN_DOWN = "taken_down", _("已撤下")


class PublicTexts(models.Model):
    """The words that the public reads: what was said, and what was done."""

    title = models.CharField(_("标题"), max_length=80)
    place = models.CharField(_("在哪里"), max_length=120, blank=True)
    said = models.TextField(_("居民说的"), max_length=4000)
    done = models.TextField(_("办得怎样"), max_length=8000, blank=True)
    done_by = models.CharField(_("答复方"), max_length=60, blank=True)
    progress = models.CharField(_("进展"), max_length=10, choices=Progress.choices)

    class Meta:
        abstract = True


class PublicDraft(PublicTexts):
    """
    The anonymised text of one submission on its way through review, written by the moves of
    `forms.transitions.publishing`. Not public: what the public reads is a `PublicMatter`.
    """

    submission = models.OneToOneField("liaison_forms.IntakeSubmission", models.CASCADE, related_name="public_draft")
    note = models.CharField(_("退回的原因"), max_length=300, blank=True)

    def __str__(self):
        return f"{self.submission_id}"


def new_code() -> str:
    """A matter's public code, by chance: it tells nothing of numbers and of how many there are."""
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))


class PublicMatter(PublicTexts):
    """
    One matter as the public sees it, of a submission or of another object that an add-on publishes.

    Written by `forms.services.matters` alone, after the review that belongs to its source. Nothing of the author is in
    it, nor a number or a code of the source; the source itself is shown to nobody. While it is not public its texts
    are empty.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="public_matters")
    street = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")  # where it was then
    category = models.ForeignKey(
        "liaison_forms.IntakeCategory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)
    is_public = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)  # for the first time
    progressed_at = models.DateTimeField(null=True)  # when its texts or its progress were last published anew
    more_path = models.CharField(max_length=200, blank=True)  # local address of a page of its source's own, in Chinese

    plugin_id = models.CharField(max_length=60, blank=True)  # the add-on it is of; hidden while that is off
    source_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    source_pk = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source_type", "source_pk"], name="one_matter_per_source")]
        # Every list is of one progress, newest first; a filter by place, by category, or by both has an index.
        indexes = [
            models.Index(
                fields=[*fields, "progress", "-progressed_at", "-id"], name=name, condition=models.Q(is_public=True)
            )
            for name, fields in LISTED_BY.items()
        ]

    def __str__(self):
        return self.code
