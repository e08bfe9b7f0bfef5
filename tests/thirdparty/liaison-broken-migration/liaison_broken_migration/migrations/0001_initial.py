from django.db import migrations, models


def crash(apps, schema_editor):
    raise RuntimeError("no migration today")


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunPython(crash, migrations.RunPython.noop),
    ]
