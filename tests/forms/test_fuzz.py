"""Whatever is sent to the public forms, the answer is never an error of ours."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.models import IntakeField, IntakeSubmission
from tests.factories.photos import upload
from tests.forms.submitting import filled

pytestmark = pytest.mark.django_db

TEXT = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "\x00",
        "\u202e",
        "1e999999",
        "9" * 400,
        "-1",
        "NaN",
        "２０２６-０１-０１",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ]
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        name: TEXT | st.lists(TEXT, max_size=3)
        for name in (
            "content",
            "place",
            "reach",
            "point",
            "is_minor",
            "guardian_name",
            "guardian_consent",
            "category",
            "title",
            "deputy",
            "is_anonymous",
            "publish_consent",
            "token",
            "photos",
            "extra-n",
            "extra-d",
            "extra-c",
        )
    },
)
FUZZED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def odd_page(page):
    for order, (label, field_type) in enumerate([("n", "number"), ("d", "date"), ("c", "checkboxes")]):
        IntakeField.objects.create(page=page, label=label, field_type=field_type, choices="甲\n乙", sort_order=order)
    return page


@FUZZED
@given(fields=FIELDS, file=st.binary(max_size=200), name=TEXT, keeps_token=st.booleans())
def test_form_never_breaks(client, odd_page, fields, file, name, keeps_token):
    data = {**filled(odd_page), **fields}
    if keeps_token:
        data["token"] = filled(odd_page)["token"]
    if file and "photos" not in fields:
        data["photos"] = upload(file, name.replace("/", "") or "x")
    before = IntakeSubmission.objects.count()
    response = client.post(reverse("liaison_forms:submit", args=[odd_page.pk]), data)
    assert response.status_code in {303, 400, 422}
    assert IntakeSubmission.objects.count() == before + (response.status_code == 303)


@FUZZED
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from(
        [
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded; charset=utf-7",
            "application/x-www-form-urlencoded; charset=\udcff",
            "application/json",
            "multipart/form-data",
        ]
    ),
)
def test_raw_body_never_breaks_the_form(client, odd_page, body, kind):
    url = reverse("liaison_forms:submit", args=[odd_page.pk])
    response = client.generic("POST", url, body, content_type=kind.encode("utf-8", "replace").decode())
    assert response.status_code in {400, 422}
    assert IntakeSubmission.objects.count() == 0


@FUZZED
@given(number=TEXT, code=TEXT)
def test_lookup_never_breaks(client, site, number, code):
    assert client.post("/status/", {"number": number, "code": code}).status_code in {404, 422}
