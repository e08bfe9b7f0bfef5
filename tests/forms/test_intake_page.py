"""The form in Wagtail's editor, and below every new venue page."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cms.kernel.actors import System
from forms.models import IntakeField, IntakePage
from liaison_pages.services.venues import create_venue_page
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def editor_data(page: IntakePage, fields: list[dict]) -> dict:
    existing = [{"id": str(field.pk), "ORDER": str(order)} for order, field in enumerate(page.form_fields.all())]
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lead": "",
            "is_open": "on",
            "notice": rich_text("<p>本站另有说明</p>"),
            "form_fields": inline_formset([*existing, *fields], initial=len(existing)),
            "comments": inline_formset([]),
        }
    )


def field(label: str, field_type: str = "singleline", **more) -> dict:
    blank = {"help_text": "", "choices": "", "default_value": ""}
    return {"label": label, "field_type": field_type, **blank, **more}


def save(client, page, fields):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, {**editor_data(page, fields), "action-publish": "Publish"})


def test_new_venue_page_gets_an_open_form(site):
    page = create_venue_page(venue=VenueFactory(), actor=System("tests"))
    form = IntakePage.objects.get()
    assert (form.get_parent().specific, form.title, form.slug, form.live, form.is_open) == (
        page,
        "提意见",
        "intake",
        True,
        True,
    )
    assert form.locale == Locale.get_default()


def test_staff_add_fields_and_visitors_see_them(client, editor, page):
    response = save(client, page, [field("涉及几户", "number", ORDER="1"), field("楼号", ORDER="2")])
    assert response.status_code == 302
    assert [each.label for each in page.form_fields.order_by("sort_order")] == ["涉及几户", "楼号"]
    html = client.get(page.url).content.decode()
    assert html.index("涉及几户") < html.index("楼号")
    assert "本站另有说明" in html


def test_editor_offers_no_files_no_addresses_and_no_hidden_fields(client, editor, page):
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "另外要问的" in html
    offered = {value for value, _label in IntakeField._meta.get_field("field_type").choices}
    assert offered == {"singleline", "multiline", "number", "date", "dropdown", "radio", "checkboxes", "checkbox"}


def test_two_fields_of_one_name_are_refused(client, editor, page):
    assert save(client, page, [field("楼号", ORDER="1"), field("楼号", ORDER="2")]).status_code == 200
    assert page.form_fields.count() == 0


def test_long_chinese_label_has_a_short_name(page):
    one = IntakeField.objects.create(page=page, label="请写清楚您所在小区的名称" * 8, field_type="singleline")
    two = IntakeField.objects.create(page=page, label="请写清楚您所在小区的名称" * 8 + "？", field_type="singleline")
    assert len(one.clean_name) <= 60
    assert one.clean_name != two.clean_name


def test_second_form_is_not_offered(client, editor, page):
    parent = page.get_parent()
    assert IntakePage.can_create_at(parent) is False
    url = reverse("wagtailadmin_pages:add", args=["liaison_forms", "intakepage", parent.pk])
    assert client.get(url).status_code == 403
    assert IntakePage.objects.count() == 1


def test_form_stands_below_a_venue_page_only(site, page):
    assert IntakePage.can_create_at(site.root_page) is False
    assert page.creatable_subpage_models() == []


def test_preview_shows_the_form_as_it_will_be(client, editor, page):
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = editor_data(page, [field("涉及几户", "number", ORDER="1")])
    assert client.post(url, data).json() == {"is_valid": True, "is_available": True}
    response = client.get(url)
    assert response.status_code == 200
    assert "涉及几户" in response.content.decode()
    assert IntakeField.objects.count() == 0


def test_preview_of_a_new_form_works(client, editor, site):
    venue_page = create_venue_page(venue=VenueFactory(), actor=System("tests"))
    IntakePage.objects.get().delete()
    parent = Page.objects.get(pk=venue_page.pk)
    url = reverse("wagtailadmin_pages:preview_on_add", args=["liaison_forms", "intakepage", parent.pk])
    data = editor_data(IntakePage(title="提意见", slug="intake"), [])
    assert client.post(url, data).json() == {"is_valid": True, "is_available": True}
    response = client.get(url)
    assert response.status_code == 200
    assert "提交意见" in response.content.decode()


def test_three_fields_and_what_staff_require_stand_before_the_disclosure(client, page):
    for order, (label, required) in enumerate([("涉及几户", True), ("楼号", False)]):
        IntakeField.objects.create(page=page, label=label, field_type="singleline", required=required, sort_order=order)
    html = client.get(page.url).content.decode()
    before, inside = html.split("再补充一些")
    assert re.findall(r'<(?:input|textarea)[^>]* name="(?!token)([\w-]+)"', before.split("<main")[1]) == [
        "content",
        "place",
        "point",
        "reach",
        "wants_notices",
        "is_anonymous",
        f"extra-{page.form_fields.first().clean_name}",
    ]
    assert [name for name in ("楼号", "photos", "publish_consent") if name not in inside.split("</details>")[0]] == []


@pytest.mark.parametrize("default", ["", "3 号楼"])
def test_disclosure_is_closed_until_somebody_needs_it(client, page, default):
    IntakeField.objects.create(page=page, label="楼号", field_type="singleline", default_value=default, sort_order=0)
    assert '<details class="disclosure">' in client.get(page.url).content.decode()
