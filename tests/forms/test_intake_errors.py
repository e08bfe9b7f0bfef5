"""What is wrong with a form is told at the field, and what was typed stays."""

import re
import uuid

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse

from forms import tokens
from forms.builder import built_fields
from forms.models import IntakeCategory, IntakeField, IntakeSubmission
from tests.factories.liaison_pages import VenueMembershipFactory
from tests.factories.photos import picture_bytes, upload
from tests.forms.submitting import errors_of, filled, send

pytestmark = pytest.mark.django_db

SPECIAL = "含有不能保存的特殊字符，请删去后再试。"
UNREADABLE = "看不出是手机号还是邮箱，请检查。例如 13800000000、0514-87000000 或 name@example.com。"
NO_CHOICE = "请从列表里选"

WRONG = {
    "nothing said": ({"content": ""}, {"content": ["请写是什么事，几个字也行"]}),
    "blanks only": ({"content": " \u3000\n "}, {"content": ["请写是什么事，几个字也行"]}),
    "no place": ({"place": ""}, {"place": ["请写在哪里，写个大概也行"]}),
    "too long": ({"content": "长" * 2001}, {"content": ["最多 2000 字，现在有 2001 字"]}),
    "place too long": ({"place": "长" * 121}, {"place": ["最多 120 字，现在有 121 字"]}),
    "null byte": ({"content": "灯\x00坏了"}, {"content": [SPECIAL]}),
    "control character": ({"place": "巷口\x07"}, {"place": [SPECIAL]}),
    "neither phone nor address": ({"reach": "打我电话"}, {"reach": [UNREADABLE]}),
    "short number": ({"reach": "12345"}, {"reach": [UNREADABLE]}),
    "half an address": ({"reach": "someone@"}, {"reach": [UNREADABLE]}),
    "unknown category": ({"category": "999999"}, {"category": [NO_CHOICE]}),
    "huge category": ({"category": "9" * 40}, {"category": [NO_CHOICE]}),
    "category with a null byte": ({"category": "1\x00"}, {"category": ["不允许是用空字符串。"]}),
    "word as a category": ({"category": "roads"}, {"category": [NO_CHOICE]}),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_field_is_named_and_nothing_is_kept(client, page, kind):
    changed, errors = WRONG[kind]
    response = send(client, page, **changed)
    assert response.status_code == 422
    assert errors_of(response) == errors
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert response.cookies == {}
    assert IntakeSubmission.objects.count() == 0


def test_error_stands_in_the_summary_and_between_hint_and_field(client, page):
    html = send(client, page, content="", place="皮市街").content.decode()
    summary = html.index('<a href="#id_content">什么事：请写是什么事，几个字也行</a>')
    hint, error, field = (
        html.index(mark) for mark in ('id="id_content_helptext"', 'id="id_content_error"', "<textarea")
    )
    assert summary < hint < error < field
    assert 'aria-describedby="id_content_helptext id_content_error"' in html
    assert 'value="皮市街"' in html
    assert "<title>还差一点" in html.replace("\n", "")


def test_typed_text_is_escaped_when_shown_again(client, page):
    html = send(client, page, content="<script>alert(1)</script>", place="").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html


def test_twenty_hundred_characters_with_windows_line_ends_fit(client, page):
    content = "\r\n".join(["长" * 999, "长" * 1000])
    assert send(client, page, content=content).status_code == 303
    assert len(IntakeSubmission.objects.get().content) == 2000


def test_deputy_of_another_venue_is_refused(client, page):
    other = VenueMembershipFactory().deputy
    assert errors_of(send(client, page, deputy=other.code)) == {"deputy": [NO_CHOICE]}


@pytest.mark.parametrize("change", [{"is_serving": False}, {"is_published": False}])
def test_deputy_who_is_not_to_be_chosen_is_refused(client, page, change):
    deputy = VenueMembershipFactory(
        venue=page.get_parent().specific.venue, **{f"deputy__{name}": value for name, value in change.items()}
    ).deputy
    assert errors_of(send(client, page, deputy=deputy.code)) == {"deputy": [NO_CHOICE]}


def test_category_out_of_use_is_refused(client, page):
    category = IntakeCategory.objects.get(code="pets")
    IntakeCategory.objects.filter(pk=category.pk).update(is_active=False)
    assert errors_of(send(client, page, category=category.pk)) == {"category": [NO_CHOICE]}


def test_bad_photo_is_named_and_the_disclosure_is_open(client, page):
    response = send(client, page, photos=[upload(b"no picture", "合同.jpg"), upload(picture_bytes())])
    assert errors_of(response) == {
        "photos": ["“合同.jpg”不是照片。请选 JPG、PNG、WebP 或 HEIC 格式的照片。"],
    }
    assert '<details class="disclosure" open>' in response.content.decode()
    assert IntakeSubmission.objects.count() == 0


def test_seven_photos_are_too_many(client, page):
    response = send(client, page, photos=[upload(picture_bytes()) for _number in range(7)])
    assert errors_of(response) == {"photos": ["一次最多 6 张照片，您选了 7 张。"]}


def test_good_photos_must_be_chosen_again_after_an_error_elsewhere(client, page):
    response = send(client, page, place="", photos=[upload(picture_bytes())])
    assert errors_of(response) == {
        "place": ["请写在哪里，写个大概也行"],
        "photos": ["照片要重新选择：网页不能替您保留。"],
    }


def test_script_that_keeps_the_photos_is_not_told_to_choose_them_again(client, page):
    response = send(client, page, place="", photos=[upload(picture_bytes())], photos_kept="1")
    assert errors_of(response) == {"place": ["请写在哪里，写个大概也行"]}


def test_huge_request_is_refused_before_it_is_read(client, page):
    url = reverse("liaison_forms:submit", args=[page.pk])
    response = client.post(url, filled(page), headers={"content-length": str(80 * 1024 * 1024)})
    assert response.status_code == 413
    assert "照片加起来太大了" in response.content.decode()
    assert IntakeSubmission.objects.count() == 0


# --- Fields that staff added ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field_type", "value", "message"),
    [
        ("singleline", "", "请回答这一项"),
        ("singleline", "长" * 201, "最多 200 字，现在有 201 字"),
        ("multiline", "\x00", SPECIAL),
        ("number", "很多", "请填数字，例如 12"),
        ("number", "1e99999", "确认总共不超过 15 个数字."),
        ("number", "NaN", "请填数字，例如 12"),
        ("date", "2026-13-45", "请填日期，例如 2026-03-15"),
        ("radio", "别的", "请从列表里选"),
        ("dropdown", "别的", "请从列表里选"),
        ("checkboxes", "别的", "请从列表里选"),
        ("checkbox", "", "请回答这一项"),
    ],
)
def test_added_field_refuses_what_it_does_not_offer(client, page, field_type, value, message):
    field = IntakeField.objects.create(
        page=page, label="几户", field_type=field_type, choices="一户\n两户", required=True, sort_order=0
    )
    response = send(client, page, **{f"extra-{field.clean_name}": value})
    assert response.status_code == 422
    errors = errors_of(response)
    assert errors == {f"extra-{field.clean_name}": [message]}
    assert IntakeSubmission.objects.count() == 0


@pytest.mark.parametrize("name", ["content", "token", "photos"])
def test_added_field_named_like_a_core_field_stays_apart(client, page, name):
    IntakeField.objects.create(page=page, label=name, field_type="singleline", sort_order=0)
    assert send(client, page, **{f"extra-{name}": "回答"}).status_code == 303
    assert IntakeSubmission.objects.get().answers == [{"name": name, "label": name, "value": "回答"}]


def test_long_option_list_is_pulled_down_and_double_options_go(client, page):
    options = "\n".join([*(f"第{number}组" for number in range(30)), "第1组", "", " "])
    field = IntakeField.objects.create(page=page, label="哪一组", field_type="radio", choices=options, sort_order=0)
    html = client.get(page.url).content.decode()
    select = re.search(rf'<select name="extra-{field.clean_name}".*?</select>', html, re.S).group()
    assert select.count("<option") == 31


def test_field_without_options_does_not_break_the_page(client, page):
    for order, field_type in enumerate(("radio", "dropdown", "checkboxes")):
        IntakeField.objects.create(page=page, label=f"空{field_type}", field_type=field_type, sort_order=order)
    assert client.get(page.url).status_code == 200
    assert send(client, page).status_code == 303


# --- The token -----------------------------------------------------------------------------------------------------


def forged(page) -> dict[str, str]:
    good = tokens.new_token(page_pk=page.pk, notice_version="1").sign()
    return {
        "none": "",
        "rubbish": "x:y:z",
        "changed": good[:-3] + "abc",
        "of another page": tokens.new_token(page_pk=page.pk + 1, notice_version="1").sign(),
        "of another use": signing.dumps([uuid.uuid4().hex, page.pk, "1", "web"], salt="elsewhere"),
        "of another shape": signing.dumps({"key": "x"}, salt=tokens.SALT),
        "with a bad key": signing.dumps(["nonsense", page.pk, "1", "web"], salt=tokens.SALT),
    }


@pytest.mark.parametrize(
    "kind", ["none", "rubbish", "changed", "of another page", "of another use", "of another shape", "with a bad key"]
)
def test_forged_token_makes_nothing_and_keeps_the_text(client, page, kind):
    response = send(client, page, token=forged(page)[kind])
    assert response.status_code == 422
    assert errors_of(response) == {"__all__": ["这张表没有传完整。您写的还在，请再点一次“提交意见”。"]}
    assert "皮市街 45 号巷口" in response.content.decode()
    assert IntakeSubmission.objects.count() == 0


def test_expired_token_keeps_the_text_and_the_next_try_succeeds(client, page, monkeypatch):
    data = filled(page, content="写了很久的一段话")
    monkeypatch.setattr(tokens, "MAX_AGE_SECONDS", -1)
    response = client.post(reverse("liaison_forms:submit", args=[page.pk]), data)
    assert errors_of(response) == {"__all__": ["这张表打开超过一天了。您写的还在，请再点一次“提交意见”。"]}
    assert response.context["form"]["content"].value() == "写了很久的一段话"
    monkeypatch.undo()
    fresh = {**data, "token": response.context["form"]["token"].value()}
    assert client.post(reverse("liaison_forms:submit", args=[page.pk]), fresh).status_code == 303


def test_channel_and_deputy_of_a_printed_code_are_kept(client, page):
    deputy = VenueMembershipFactory(venue=page.get_parent().specific.venue).deputy
    response = client.get(page.url, {"from": "qr", "deputy": deputy.code})
    html = response.content.decode()
    assert f'<option value="{deputy.code}" selected>' in html
    token = re.search(r'name="token" value="([^"]+)"', html).group(1)
    send(client, page, token=token)
    assert IntakeSubmission.objects.get().channel == "qr"


@pytest.mark.parametrize("query", ["?deputy=x", f"?deputy={'9' * 23}", "?from=%F0%9F%98%80", "?deputy=²"])
def test_odd_query_shows_the_plain_form(client, page, query):
    assert client.get(page.url + query).status_code == 200


@pytest.mark.parametrize("field_type", ["dropdown", "radio", "checkboxes"])
def test_question_without_choices_is_refused_to_staff_and_closes_no_form(page, field_type):
    field = IntakeField(page=page, label="几户", field_type=field_type, choices=" \n", required=True, sort_order=0)
    with pytest.raises(ValidationError) as refused:
        field.full_clean()
    assert refused.value.message_dict == {"choices": ["这种问题要有选项，请一行写一个。"]}
    field.save()  # as an older form may have it
    assert built_fields(page.form_fields.all()) == {}
