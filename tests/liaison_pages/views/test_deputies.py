"""The list of deputies and their public pages: only what their fields permit."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from liaison_pages.models import DeputyLevel, VenuePage
from liaison_pages.selectors.deputies import venues_of_deputy
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    DeputyGroupFactory,
    DivisionFactory,
    ReceptionFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
)
from tests.factories.media import LiaisonImageFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/deputies/"
DETAILS = {
    "shows_constituency": "示例第三选区",
    "shows_work_unit": "示例单位主任",
    "shows_groups": "示例环保小组",
    "shows_introduction": "示例简介文字",
}


def full_deputy(**fields):
    details = {"constituency": "示例第三选区", "work_unit": "示例单位主任", "introduction": "示例简介文字"}
    deputy = DeputyFactory(code="D-1", name="示例代表甲", **details, **{"shows_work_unit": True, **fields})
    deputy.groups.add(DeputyGroupFactory(name="示例环保小组"))
    return deputy


def names(client, **filters):
    response = client.get(ADDRESS, filters)
    assert response.status_code == 200
    return [deputy.name for deputy in response.context["page_of_deputies"].object_list]


def test_page_shows_what_is_public(client, site):
    full_deputy()
    html = client.get("/deputies/D-1/").content.decode()
    assert {field: text in html for field, text in DETAILS.items()} == dict.fromkeys(DETAILS, True)


@pytest.mark.parametrize("field", DETAILS)
def test_page_hides_what_its_field_does_not_permit(client, site, field):
    full_deputy(**{field: False})
    html = client.get("/deputies/D-1/").content.decode()
    assert {key: text in html for key, text in DETAILS.items()} == {**dict.fromkeys(DETAILS, True), field: False}


@pytest.mark.parametrize("code", ["none", "D-1", "a b", "%00", "长" * 200])
def test_unpublished_and_unknown_deputies_are_not_found(client, site, code):
    full_deputy(is_published=False)
    assert client.get(f"/deputies/{code}/").status_code in {400, 404}


def test_page_links_the_venues_that_have_one(client, site):
    deputy = full_deputy()
    shown = VenuePageFactory(venue=VenueFactory(code="A"))
    hidden = VenuePageFactory(venue=VenueFactory(code="B"), live=False)
    for page in (shown, hidden):
        VenueMembershipFactory(venue=page.venue, deputy=deputy)
    context = client.get("/deputies/D-1/").context
    assert [row["venue"].code for row in context["venues"]] == ["A"]


def test_list_has_published_serving_deputies_in_the_order_of_codes(client, site):
    DeputyFactory(code="D-2", name="乙")
    DeputyFactory(code="D-1", name="甲")
    DeputyFactory(code="D-3", name="丙", is_published=False)
    DeputyFactory(code="D-4", name="丁", is_serving=False)
    assert names(client) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"name": "甲"}, ["示例代表甲"]),
        ({"level": "city"}, ["示例代表乙"]),
        ({"street": "S-1"}, ["示例代表甲"]),
        ({"venue": "A"}, ["示例代表甲"]),
        ({"name": "无"}, []),
    ],
)
def test_filters_narrow_the_list(client, site, filters, expected):
    first = DeputyFactory(name="示例代表甲")
    DeputyFactory(name="示例代表乙", level=DeputyLevel.CITY)
    venue = VenueFactory(code="A", street=DivisionFactory(code="S-1"))
    VenuePageFactory(venue=venue)
    VenueMembershipFactory(venue=venue, deputy=first)
    assert names(client, **filters) == expected


def test_name_that_nobody_bears_is_answered_with_what_to_do(client, site):
    DeputyFactory()
    text = client.get("/deputies/", {"name": "查无此人"}).content.decode()
    assert ("没有找到这样的代表" in text, "全部显示" in text) == (True, True)


@pytest.mark.parametrize(
    ("filters", "status"),
    [({"level": "king"}, 400), ({"street": "x"}, 400), ({"name": "长" * 61}, 400), ({"venue": "none"}, 404)],
)
def test_filters_without_sense_are_refused(client, site, filters, status):
    DeputyFactory()
    assert client.get(ADDRESS, filters).status_code == status


@pytest.mark.parametrize("page", ["0", "-1", "abc", "999999999999999999999"])
def test_page_numbers_without_sense_show_a_page(client, site, page):
    DeputyFactory(name="示例代表甲")
    assert names(client, page=page) == ["示例代表甲"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_one_and_three_rows(client, site, count, django_assert_num_queries):
    DeputyFactory.create_batch(count)
    client.get(ADDRESS)
    with django_assert_num_queries(8):
        client.get(ADDRESS)


def coming(deputy, days, **fields):
    venue = fields.pop("venue", None) or VenuePageFactory(venue=VenueFactory()).venue
    return ReceptionFactory(venue=venue, date=timezone.localdate() + timedelta(days=days), deputies=[deputy], **fields)


def test_page_shows_the_next_receptions_soonest_first(client, site):
    deputy = full_deputy()
    later, sooner = coming(deputy, 9), coming(deputy, 2)
    coming(deputy, -1)
    coming(deputy, 1, venue=VenueFactory())  # it has no page
    coming(DeputyFactory(), 1)
    rows = client.get("/deputies/D-1/").context["receptions"]
    assert [row["reception"] for row in rows] == [sooner, later]


@pytest.mark.parametrize("count", [1, 4])
def test_page_costs_the_same_with_one_and_four_rows(client, site, count, states_known, django_assert_num_queries):
    deputy = full_deputy()
    for number in range(count):
        venue = IntakePageFactory().get_parent().specific.venue
        VenueMembershipFactory(venue=venue, deputy=deputy)
        coming(deputy, number + 1, venue=venue)
    client.get("/deputies/D-1/")
    with django_assert_num_queries(15):
        client.get("/deputies/D-1/")


def test_page_leads_to_the_form_of_the_first_venue_with_the_deputy_chosen(client, site):
    deputy = full_deputy()
    VenueMembershipFactory(venue=VenuePageFactory(venue=VenueFactory()).venue, deputy=deputy)  # it has no form
    form = IntakePageFactory()
    VenueMembershipFactory(venue=form.get_parent().specific.venue, deputy=deputy)
    response = client.get("/deputies/D-1/")
    assert response.context["write"]["url"] == f"{form.url}?deputy=D-1"
    assert '<option value="D-1" selected>' in client.get(response.context["write"]["url"]).content.decode()


@pytest.mark.parametrize("left", ["unpublished form", "closed form", "password", "no longer serving", "no roster"])
def test_page_leads_to_no_form_that_would_not_do(client, site, left):
    deputy = full_deputy(is_serving=left != "no longer serving")
    form = IntakePageFactory(live=left != "unpublished form", is_open=left != "closed form")
    page = form.get_parent().specific
    if left != "no roster":
        VenueMembershipFactory(venue=page.venue, deputy=deputy)
    if left == "password":
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="示例口令")
    assert client.get("/deputies/D-1/").context["write"] is None


def test_page_leads_past_a_closed_form_and_to_the_form_below_a_translated_page(client, site):
    deputy = full_deputy()
    closed, form = IntakePageFactory(is_open=False), IntakePageFactory()
    for page in (closed, form):
        VenueMembershipFactory(venue=page.get_parent().specific.venue, deputy=deputy)
    page = form.get_parent().specific
    page.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0], copy_parents=True)
    translated = VenuePage.objects.get(venue=page.venue, locale__language_code="en")
    translated.save_revision().publish()
    for address in ("/deputies/D-1/", "/en/deputies/D-1/"):
        assert client.get(address).context["write"]["venue"] == page.venue


def test_receptions_behind_a_password_are_not_shown_and_crowd_out_no_other(client, site):
    deputy = full_deputy()
    hidden = [coming(deputy, number) for number in range(1, 5)]
    for each in hidden:
        page = VenuePage.objects.get(venue=each.venue)
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="示例口令")
    shown = coming(deputy, 9)
    assert [row["reception"] for row in client.get("/deputies/D-1/").context["receptions"]] == [shown]
    assert [row["reception"] for row in client.get("/").context["today"]] == []
    venues = [row["venue"] for group in client.get("/venues/").context["groups"] for row in group["rows"]]
    assert venues == [shown.venue]


@pytest.mark.parametrize("hidden", ["password", "unpublished", "inactive"])
def test_venue_that_is_not_public_is_named_nowhere(client, site, hidden):
    page = VenuePageFactory(venue=VenueFactory(code="GL-SECRET", name="示例密室", address="示例内部路 1 号"))
    VenueMembershipFactory(venue=page.venue, deputy=full_deputy())
    if hidden == "password":
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="示例口令")
    elif hidden == "unpublished":
        page.unpublish()
    else:
        page.venue.is_active = False
        page.venue.save()
    assert "示例密室" not in client.get(ADDRESS, {"venue": "GL-SECRET"}).content.decode()
    assert "示例密室" not in client.get(f"{ADDRESS}D-1/").content.decode()
    assert client.get("/matters/", {"venue": "GL-SECRET"}).status_code == 404
    assert client.get("/matters/venues/GL-SECRET/feed/").status_code == 404
    assert venues_of_deputy(page.venue.deputies.get()) == []


def test_lost_photo_file_takes_no_page_down(client, site):
    deputy = full_deputy(photo=LiaisonImageFactory(), shows_photo=True)
    page = VenuePageFactory(venue=VenueFactory(code="GL-01"))
    VenueMembershipFactory(venue=page.venue, deputy=deputy)
    page.photos.create(image=LiaisonImageFactory(), sort_order=0)
    for image in (deputy.photo, page.photos.get().image):
        image.file.storage.delete(image.file.name)
    assert client.get(f"{ADDRESS}D-1/").status_code == 200
    assert client.get(page.url).status_code == 200
