"""Scanning the code of a paper, whatever became of what it names meanwhile."""

import pytest
from wagtail.models import PageViewRestriction

from liaison_pages.models import Paper
from liaison_pages.selectors.printed import short_url
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import DeputyFactory, VenueMembershipFactory, build_second_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(site):
    """An open form; its venue has a public page."""
    return IntakePageFactory()


@pytest.fixture
def venue(form):
    return form.get_parent().specific.venue


@pytest.fixture
def deputy(venue):
    return VenueMembershipFactory(venue=venue).deputy


def leads_to(client, code: str) -> str:
    response = client.get(f"/q/{code}")
    assert response.status_code == 302
    assert response.cookies == {}
    return response["Location"]


def hide(page) -> None:
    page.get_parent().specific.unpublish()


def lock(page) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="password", password="示例")


def retire(page) -> None:
    venue = page.get_parent().specific.venue
    venue.is_active = False
    venue.save()


def test_papers_of_a_venue_lead_to_its_form(client, form, venue):
    assert leads_to(client, f"n{venue.pk}") == f"{form.url}?from=notice"
    assert leads_to(client, f"P{venue.pk}/") == f"{form.url}?from=poster"  # typed by hand
    assert client.get(f"{form.url}?from=poster").status_code == 200


def test_paper_of_a_deputy_leads_to_the_form_with_the_deputy_chosen(client, form, deputy):
    url = leads_to(client, f"d{deputy.pk}")
    assert url == f"{form.url}?deputy={deputy.code}&from=deputy"
    html = client.get(url).content.decode()
    assert f'<option value="{deputy.code}" selected>' in html


def test_english_address_leads_to_the_english_form(client, form, venue):
    response = client.get(f"/en/q/n{venue.pk}")
    assert response["Location"] == f"/en{form.url}?from=notice"


def test_names_codes_and_paths_may_change(client, form, venue):
    before = short_url(Paper.POSTER, venue)
    venue.code, venue.name = "NEW-1", "改了名的站"
    venue.save()
    page = form.get_parent().specific
    page.slug = "new-1"
    page.save_revision().publish()
    assert short_url(Paper.POSTER, venue) == before == f"http://localhost/q/p{venue.pk}"
    response = client.get(client.get(f"/q/p{venue.pk}")["Location"])
    assert response.status_code == 200


def test_closed_form_of_a_venue_leads_to_the_entrance(client, form, venue):
    form.is_open = False
    form.save()
    assert leads_to(client, f"n{venue.pk}") == "/say/?from=notice"


def test_deputy_without_an_open_form_leads_to_the_deputy(client, form, deputy):
    form.is_open = False
    form.save()
    assert leads_to(client, f"d{deputy.pk}") == f"/deputies/{deputy.code}/"


def test_deputy_who_left_leads_to_the_deputy(client, form, deputy):
    deputy.is_serving = False
    deputy.save()
    assert leads_to(client, f"d{deputy.pk}") == f"/deputies/{deputy.code}/"
    assert client.get(f"/deputies/{deputy.code}/").status_code == 200


@pytest.mark.parametrize("change", [hide, lock, retire])
def test_venue_that_is_not_public_is_told_of_to_nobody(client, form, venue, deputy, change):
    change(form)
    response = client.get(f"/q/n{venue.pk}")
    assert response.status_code == 404
    assert venue.name not in response.content.decode()
    assert leads_to(client, f"d{deputy.pk}") == f"/deputies/{deputy.code}/"


def test_deputy_without_a_public_page_is_told_of_to_nobody(client, form, deputy):
    deputy.is_published = False
    deputy.save()
    response = client.get(f"/q/d{deputy.pk}")
    assert response.status_code == 404
    assert deputy.name not in response.content.decode()


def test_papers_of_another_district_lead_nowhere_here(client, site):
    stranger = DeputyFactory(site=build_second_site())
    assert client.get(f"/q/d{stranger.pk}").status_code == 404


@pytest.mark.parametrize(
    "code", ["n0", "p01", "d", "x1", "n999999999", "n" + "9" * 18, "n" + "9" * 40, "n1-2", "q", "n-1"]
)
def test_unknown_code_gets_ways_on(client, site, code):
    response = client.get(f"/q/{code}")
    assert response.status_code == 404
    assert response.cookies == {}
    assert '<a class="button button--primary" href="/say/?from=qr">直接提意见</a>' in response.content.decode()


def test_scanning_only_reads(client, form, venue):
    assert client.post(f"/q/n{venue.pk}").status_code == 405
    assert client.head(f"/q/n{venue.pk}").status_code == 302


def test_few_queries(client, form, venue, deputy, django_assert_num_queries):
    client.get(f"/q/n{venue.pk}")
    with django_assert_num_queries(4):
        client.get(f"/q/n{venue.pk}")
    with django_assert_num_queries(5):
        client.get(f"/q/d{deputy.pk}")
