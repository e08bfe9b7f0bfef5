"""
What is with a unit gets its deadline, since the day that it was assigned.

Undoing it drops the deadlines of suggestions; their due dates are on the suggestions still.
"""

from django.db import migrations
from django.utils import timezone


def start_clocks(apps, schema_editor):
    deadline = apps.get_model("liaison_clock", "Deadline")
    suggestions = apps.get_model("liaison_suggestions", "Suggestion").objects
    assigned = list(suggestions.filter(state="assigned", due_on__isnull=False).order_by("pk"))
    if not assigned:
        return
    content_type = _content_type(apps)
    deadline.objects.bulk_create(
        deadline(
            site_id=each.site_id,
            content_type=content_type,
            object_id=each.pk,
            what="suggestion_reply",
            unit_id=each.lead_unit_id,
            set_on=timezone.localdate(each.state_changed_at),
            due_on=each.due_on,
        )
        for each in assigned
    )


def drop_deadlines(apps, schema_editor):
    apps.get_model("liaison_clock", "Deadline").objects.filter(content_type=_content_type(apps)).delete()


def _content_type(apps):
    types = apps.get_model("contenttypes", "ContentType").objects
    return types.get_or_create(app_label="liaison_suggestions", model="suggestion")[0]


class Migration(migrations.Migration):
    dependencies = [("liaison_suggestions", "0001_initial"), ("liaison_clock", "0001_initial")]

    operations = [migrations.RunPython(start_clocks, drop_deadlines)]
