"""Whatever is sent to the public forms, the answer is never an error of ours."""

import json

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.notices.models import Notice
from cms.notices.sending import send_waiting
from forms import codes, tokens
from forms.models import IntakeField, IntakeSubmission, State
from forms.views.resident_acts import ACTS
from liaison_pages.models import DistrictSettings
from tests.factories.forms import IntakeSubmissionFactory, publish_matter
from tests.factories.liaison_pages import VenueFactory
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
FEW = settings(FUZZED, max_examples=15)
CODE = "ABCD-EFGH-JKMN-PQRS"
NOT_ASCII = st.text(st.characters(min_codepoint=0xA1, codec="utf-8"), min_size=1, max_size=64)
REACH = TEXT | st.builds("{}@{}.com".format, st.just("a") | TEXT, NOT_ASCII) | st.from_regex(r"[+0]?[0-9 ]{5,16}")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["matters", "number", "code"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def some_of(*names: str) -> st.SearchStrategy[dict]:
    """Any of the fields, filled with anything."""
    return st.fixed_dictionaries({}, optional={name: TEXT | st.lists(TEXT, max_size=3) for name in names})


@pytest.fixture
def odd_page(page):
    for order, (label, field_type) in enumerate([("n", "number"), ("d", "date"), ("c", "checkboxes")]):
        IntakeField.objects.create(page=page, label=label, field_type=field_type, choices="甲\n乙", sort_order=order)
    return page


@pytest.fixture
def desk(site):
    """A district whose entrance is open."""
    venue = VenueFactory()
    DistrictSettings.objects.update_or_create(site=site, defaults={"desk_venue": venue})
    return venue


@pytest.fixture
def matter(site):
    return publish_matter()


@pytest.fixture
def author(site) -> IntakeSubmission:
    """One whose author knows CODE."""
    return IntakeSubmissionFactory(code_digest=codes.code_digest(CODE))


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


# --- What stands around the form ------------------------------------------------------------------------------------


@FEW
@given(fields=FIELDS, street=TEXT, keeps_token=st.booleans())
def test_entrance_never_breaks(client, desk, fields, street, keeps_token):
    token = tokens.new_token(page_pk=tokens.ENTRANCE, notice_version="1").sign()
    data = {"token": token, "content": "路灯坏了", "place": "示例巷口", **fields, "street": street}
    if keeps_token:
        data["token"] = token
    before = IntakeSubmission.objects.count()
    response = client.post("/say/", data)
    assert response.status_code in {303, 422}
    assert IntakeSubmission.objects.count() == before + (response.status_code == 303)


@FEW
@given(fields=some_of("content", "place", "x"), raw=st.binary(max_size=100))
def test_similar_never_breaks(client, matter, fields, raw):
    assert client.post("/matters/similar/", fields).status_code in {200, 204}
    kind = "application/x-www-form-urlencoded"
    assert client.generic("POST", "/matters/similar/", raw, content_type=kind).status_code in {200, 204}


@FEW
@given(sent=JSON, raw=st.binary(max_size=100))
def test_states_never_break(client, site, sent, raw):
    bodies = [sent, {"matters": sent}, {"matters": [{"number": sent, "code": sent}]}]
    for body in [raw, *(json.dumps(each).encode() for each in bodies)]:
        response = client.generic("POST", "/s/mine/states/", body, content_type="text/plain")
        assert response.status_code in {200, 400}
        assert set(response.json().get("matters", [None])) <= {None}


@pytest.mark.parametrize("slug", [*ACTS, "none"])
@settings(FUZZED, max_examples=4)
@given(
    state=st.sampled_from([each for each in State if each != State.MERGED]),
    fields=some_of("text", "rating", "reason", "is_sure", "consent", "website"),
)
def test_acts_never_break(client, author, slug, state, fields):
    IntakeSubmission.objects.filter(pk=author.pk).update(state=state, reply="修好了", publish_consent=True)
    response = client.post(f"/s/{author.number}/{CODE}/{slug}/", fields)
    assert response.status_code in {302, 303, 409, 422}


@FEW
@given(reach=REACH, fields=some_of("is_daily", "off"))
def test_whatever_address_notices_take_gets_its_message(client, author, reach, fields):
    assert client.post(f"/s/{author.number}/{CODE}/notices/", {"reach": reach, **fields}).status_code in {303, 422}
    send_waiting()
    assert not Notice.objects.exclude(state="sent").exists()


@FEW
@given(email=REACH, fields=some_of("token", "proof", "website"))
def test_whatever_address_follows_a_matter_gets_its_message(client, matter, email, fields):
    assert client.post(f"/matters/{matter.code}/follow/", {"email": email, **fields}).status_code in {303, 422}
    send_waiting()
    assert not Notice.objects.exclude(state="sent").exists()
