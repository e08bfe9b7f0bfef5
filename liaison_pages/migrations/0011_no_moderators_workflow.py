from django.db import migrations

MODERATORS = "Moderators approval"  # made by Wagtail's own migrations, on the root of all pages


def withdraw(apps, schema_editor):
    """
    Take away a workflow that leads nowhere: nobody here is in Wagtail's group of moderators.

    One that was used, or changed to name somebody, stays.
    """
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    untouched = WorkflowPage.objects.filter(workflow__name=MODERATORS, workflow__workflow_states__isnull=True)
    untouched.exclude(workflow__workflow_tasks__task__groupapprovaltask__groups__user__isnull=False).delete()


class Migration(migrations.Migration):
    dependencies = [("liaison_pages", "0010_review_before_publishing"), ("wagtailcore", "0098_apitoken")]

    # Not brought back: whoever wants it assigns it again in Settings → Workflows.
    operations = [migrations.RunPython(withdraw, migrations.RunPython.noop)]
