"""A first list of categories, so that a new district's form and queue work at once. The district edits it."""

from django.db import migrations

CATEGORIES = [
    ("roads", "道路交通", "Roads and transport"),
    ("housing", "住房和物业", "Housing and property management"),
    ("city", "市容环境", "Streets and environment"),
    ("utilities", "水电气和路灯", "Water, power, gas and street lights"),
    ("safety", "消防和安全", "Fire and public safety"),
    ("education", "教育", "Education"),
    ("health", "医疗卫生", "Health care"),
    ("care", "养老、托幼和助残", "Care for the old, the young and the disabled"),
    ("work", "就业和社会保障", "Work and social security"),
    ("heritage", "古城保护和文化体育", "Old town, culture and sport"),
    ("business", "营商和市场监管", "Business and market supervision"),
    ("farming", "农业农村", "Farming and villages"),
    ("other", "其他", "Other"),
]


def add(apps, schema_editor):
    category = apps.get_model("liaison_forms", "IntakeCategory")
    for order, (code, name, name_en) in enumerate(CATEGORIES, start=1):
        category.objects.get_or_create(code=code, defaults={"name": name, "name_en": name_en, "sort_order": order * 10})


class Migration(migrations.Migration):
    dependencies = [("liaison_forms", "0003_form_fields_in_chinese")]

    # Backwards keeps the rows: submissions may point to them, and the district may have edited them.
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
