"""
What waits with a due date gets its deadline, since the day that it came into its state.

Undoing it drops the deadlines of submissions; their due dates are on the submissions still.
"""

from itertools import islice

from django.db import migrations
from django.utils import timezone

WHAT = {"screening": "screening", "accepted": "deciding", "referred": "reply"}
BATCH = 1_000


def start_clocks(apps, schema_editor):
    deadline = apps.get_model("liaison_clock", "Deadline")
    submissions = apps.get_model("liaison_forms", "IntakeSubmission").objects
    waiting = submissions.filter(state__in=WHAT, due_on__isnull=False).order_by("pk")
    if not waiting.exists():
        return
    content_type = _content_type(apps)
    rows = (
        deadline(
            site_id=each.site_id,
            content_type=content_type,
            object_id=each.pk,
            what=WHAT[each.state],
            venue_id=each.venue_id,
            unit_id=each.referred_to_id,
            set_on=timezone.localdate(each.state_changed_at),
            due_on=each.due_on,
        )
        for each in waiting.iterator(chunk_size=BATCH)
    )
    while batch := list(islice(rows, BATCH)):
        deadline.objects.bulk_create(batch)


def drop_deadlines(apps, schema_editor):
    apps.get_model("liaison_clock", "Deadline").objects.filter(content_type=_content_type(apps)).delete()


def _content_type(apps):
    types = apps.get_model("contenttypes", "ContentType").objects
    return types.get_or_create(app_label="liaison_forms", model="intakesubmission")[0]


class Migration(migrations.Migration):
    dependencies = [("liaison_forms", "0008_queue_by_feedback"), ("liaison_clock", "0001_initial")]

    operations = [migrations.RunPython(start_clocks, drop_deadlines)]
