"""A first list of categories, so that a new district's form and queue work at once. The district edits it."""

from django.db import migrations

CATEGORIES = [
    ("roads", "道路和路灯", "Roads and street lights"),
    ("transport", "交通出行", "Traffic and public transport"),
    ("parking", "停车和充电", "Parking and charging"),
    ("housing", "住房和物业", "Housing and property management"),
    ("environment", "市容环境", "Streets and environment"),
    ("utilities", "水电气", "Water, power and gas"),
    ("fire", "消防和安全", "Fire and public safety"),
    ("education", "教育", "Education"),
    ("health", "医疗卫生", "Health care"),
    ("elderly", "养老和助残", "Care for the old and the disabled"),
    ("heritage", "古城保护", "Heritage and the old town"),
    ("culture", "文化体育", "Culture and sport"),
    ("business", "营商和市场监管", "Business and market supervision"),
    ("rural", "农业农村", "Farming and villages"),
    ("pets", "文明养犬", "Dogs and pets"),
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
