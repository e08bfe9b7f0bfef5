"""Nothing: the indexes that this made are made after every `migrate` (`liaison_pages.indexes`)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("liaison_pages", "0011_no_moderators_workflow"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = []
