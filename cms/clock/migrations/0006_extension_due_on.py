from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaison_clock", "0005_extensions_by_date")]

    operations = [
        migrations.RemoveField("extension", "days"),
        migrations.AlterField("extension", "due_on", models.DateField()),
    ]
