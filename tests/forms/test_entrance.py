"""The district's own entrance: no venue to choose; the street's home gets it, else the district's desk."""

import pytest
from django.urls import reverse

from forms import codes
from forms.models import IntakeSubmission
from forms.tokens import ENTRANCE, new_token
from liaison_pages.models import DistrictSettings, Venue
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import DivisionFactory, VenueFactory
from tests.forms.submitting import errors_of

pytestmark = pytest.mark.django_db
URL = "/say/"


@pytest.fixture
def homes(site) -> list[Venue]:
    """Two streets with a home each; a third street has none."""
    DivisionFactory(name="没有家的街道")
    return [
        VenueFactory(street=DivisionFactory(name=name), name=f"{name}代表之家") for name in ("东关街道", "汶河街道")
    ]


def name_desk(site, venue: Venue) -> None:
    DistrictSettings.objects.update_or_create(site=site, defaults={"desk_venue": venue})


def filled(**changed) -> dict:
    token = new_token(page_pk=ENTRANCE, notice_version="1").sign()
    return {"token": token, "content": "路灯坏了", "place": "示例巷口", **changed}


def test_home_of_the_street_gets_it(client, homes):
    page = client.get(URL)
    assert page.status_code == 200
    assert page.cookies == {}
    token = page.context["form"]["token"].value()
    response = client.post(URL, filled(token=token, street=homes[1].street.code, reach="13800000000"))
    submission = IntakeSubmission.objects.get()
    assert response.status_code == 303
    assert (submission.venue, submission.page, submission.addressed_to) == (homes[1], None, "anybody")
    assert submission.notice_version == "1"
    assert client.get(response["Location"]).status_code == 200


def test_desk_gets_what_has_no_street(client, site, homes):
    name_desk(site, homes[0])
    assert client.post(URL, filled()).status_code == 303
    assert IntakeSubmission.objects.get().venue == homes[0]


def test_street_must_be_chosen_where_nobody_takes_the_rest(client, homes):
    response = client.post(URL, filled(content="<b>路灯</b>"))
    assert response.status_code == 422
    assert errors_of(response) == {"street": ["请选事情在哪个街道、镇"]}
    assert "&lt;b&gt;路灯&lt;/b&gt;" in response.content.decode()
    assert IntakeSubmission.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_streets_with_a_home_are_offered_in_few_queries(client, site, django_assert_num_queries, count):
    for number in range(count):
        VenueFactory(street=DivisionFactory(name=f"示例{number}街道"))
    client.get(URL)
    with django_assert_num_queries(10):
        response = client.get(URL)
    assert len(response.context["form"].fields["street"].choices) == 1 + count


@pytest.mark.parametrize("change", [{"is_active": False}, {"kind": "station"}])
def test_street_without_a_home_in_use_is_not_offered(client, homes, change):
    Venue.objects.filter(pk=homes[1].pk).update(**change)
    assert homes[1].street.name not in client.get(URL).content.decode()
    response = client.post(URL, filled(street=homes[1].street.code))
    assert errors_of(response) == {"street": ["请从列表里选"]}


def test_district_without_homes_and_desk_leads_to_the_venues(client, site):
    page = client.get(URL)
    assert page.status_code == 200
    assert "请选一个家站点" in page.content.decode()
    response = client.post(URL, filled(content="写了很久"))
    assert response.status_code == 409
    assert "写了很久" in response.content.decode()
    assert IntakeSubmission.objects.count() == 0


def test_form_sent_again_shows_the_same_receipt_also_when_the_entrance_closed(client, homes):
    data = filled(street=homes[0].street.code)
    first = client.post(URL, data)["Location"]
    assert client.post(URL, data)["Location"] == first
    Venue.objects.update(is_active=False)
    assert client.post(URL, data)["Location"] == first
    assert IntakeSubmission.objects.count() == 1


def test_street_corrected_afterwards_is_not_dropped(client, homes):
    data = filled(street=homes[0].street.code)
    client.post(URL, data)
    response = client.post(URL, {**data, "street": homes[1].street.code})
    assert response.status_code == 422
    assert "您刚才已经交了一件" in response.content.decode()


def test_token_of_a_page_does_not_fit(client, homes):
    token = new_token(page_pk=7, notice_version="1").sign()
    response = client.post(URL, filled(token=token, street=homes[0].street.code))
    assert response.status_code == 422
    assert IntakeSubmission.objects.count() == 0


def test_huge_request_is_refused_before_it_is_read(client, homes):
    response = client.post(URL, filled(), headers={"content-length": str(80 * 1024 * 1024)})
    assert response.status_code == 413


def test_home_page_and_directory_lead_here(client, site):
    for address in ("/", "/venues/"):
        assert f'href="{URL}"' in client.get(address).content.decode()


def test_status_page_works_without_a_form_s_page(client, homes):
    location = client.post(URL, filled(street=homes[0].street.code))["Location"]
    number, code = location.split("/")[2:4]
    assert IntakeSubmission.objects.get().code_digest == codes.code_digest(code)
    assert client.get(f"/s/{number}/{code}/").status_code == 200


# --- The district's choice ------------------------------------------------------------------------------------------


@pytest.fixture
def settings_page(client, site):
    client.force_login(UserFactory(is_superuser=True))
    return reverse("wagtailsettings:edit", args=["liaison_pages", "districtsettings", site.pk])


def test_office_chooses_the_desk_by_its_code(client, site, homes, settings_page):
    html = client.get(settings_page).content.decode()
    assert f'<option value="{homes[0].code}"' in html
    form = client.get(settings_page).context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}
    assert client.post(settings_page, {**data, "desk_venue": homes[1].code}).status_code == 302
    assert DistrictSettings.objects.get(site=site).desk_venue == homes[1]
    assert f'<option value="{homes[1].code}" selected' in client.get(settings_page).content.decode()
