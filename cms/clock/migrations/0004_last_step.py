"""The last step of the ladder on the deadline itself, where an index finds the few that somebody was reminded of."""

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def copy_last_step(apps, schema_editor):
    Deadline, Reminder = (apps.get_model("liaison_clock", name) for name in ("Deadline", "Reminder"))
    last = Reminder.objects.filter(deadline=OuterRef("pk")).order_by("-pk").values("step")[:1]
    reminded = Deadline.objects.filter(ended_on=None, pk__in=Reminder.objects.values("deadline"))
    reminded.update(last_step=Subquery(last))


class Migration(migrations.Migration):
    dependencies = [("liaison_clock", "0003_reminders")]

    operations = [
        migrations.AddField(
            model_name="deadline",
            name="last_step",
            field=models.CharField(
                blank=True,
                default="",
                choices=[
                    ("before", "快到期"),
                    ("late", "过了期限"),
                    ("head", "报站长"),
                    ("office", "报代表工委"),
                    ("pause", "暂停该恢复了"),
                ],
                max_length=6,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(copy_last_step, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=Q(ended_on=None, last_step__gt=""),
                fields=["content_type", "site", "due_on"],
                name="deadlines_reminded",
            ),
        ),
    ]
