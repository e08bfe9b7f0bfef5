"""Constituencies by the names that deputies give theirs; what belongs to each, staff or a workbook say."""

import django.db.models.deletion
from django.db import migrations, models


def name_those_of_deputies(apps, schema_editor):
    """One for each name that a deputy of a site gives."""
    deputy = apps.get_model("liaison_pages", "Deputy")
    constituency = apps.get_model("liaison_pages", "Constituency")
    named = deputy.objects.exclude(constituency="").order_by("site_id", "constituency")
    rows = named.values_list("site_id", "constituency").distinct()
    constituency.objects.bulk_create([constituency(site_id=site, name=name) for site, name in rows])


class Migration(migrations.Migration):
    dependencies = [
        ("liaison_pages", "0020_figures_and_dimensions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Constituency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="和代表资料里写的选区一字不差；在这里改名，代表资料跟着改",
                        max_length=80,
                        verbose_name="名称",
                    ),
                ),
                ("edited_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="后台修改时间")),
                (
                    "communities",
                    models.ManyToManyField(
                        blank=True,
                        help_text="按选举时公布的选区划分填写；居民选了社区，就能查到这个选区的代表",
                        limit_choices_to={"level": "community"},
                        related_name="constituencies",
                        to="liaison_pages.division",
                        verbose_name="包括的社区、村",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "选区",
                "verbose_name_plural": "选区",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("site", "name"), name="one_constituency_per_site_and_name")
                ],
            },
        ),
        migrations.RunPython(name_those_of_deputies, migrations.RunPython.noop),  # they go with their table
    ]
