"""What counts as missing at a venue, and what does not."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Locale

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from liaison_pages.models import Venue, VenueKind, VenuePhoto
from liaison_pages.selectors import gaps
from media.models import LiaisonImage
from tests.factories.access import UserFactory
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    HomePageFactory,
    ReceptionFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
)
from tests.factories.media import LiaisonImageFactory

pytestmark = pytest.mark.django_db
NEXT_MONTH = (timezone.localdate().replace(day=1) + datetime.timedelta(days=40)).replace(day=1)
IN_A_YEAR = timezone.localdate() + datetime.timedelta(days=365)
FACTS = {
    "phone": "0514-1",
    "address": "示例路 1 号",
    "hours": "工作日",
    "accessibility": "有坡道",
    "latitude": 32,
    "longitude": 119,
}
ALL = ["page", "rota", "intake", "phone", "address", "hours", "roster", "photo", "point", "accessibility"]


@pytest.fixture
def venue(site):
    """One with everything."""
    found = VenueFactory(**FACTS)
    page = VenuePageFactory(venue=found, introduction="每月 15 日接待")
    VenuePhoto.objects.create(page=page, image=LiaisonImageFactory(description="居民和代表坐在门口"))
    IntakePageFactory(venue=found)
    VenueMembershipFactory(venue=found, deputy=DeputyFactory(is_published=True))
    ReceptionFactory(venue=found, date=IN_A_YEAR)
    return found


def missing(venue: Venue, user=None) -> list[str]:
    return [gap.name for gap in gaps.gaps_of([venue], user)[venue.pk]]


def test_nothing_is_missing_where_everything_is_there(venue):
    assert missing(venue) == []


def test_bare_venue_lacks_everything_in_the_order_of_what_matters(site):
    assert missing(VenueFactory(phone="", address="")) == ALL


@pytest.mark.parametrize(
    ("field", "empty", "gap"),
    [
        ("phone", "", "phone"), ("address", "", "address"), ("hours", "", "hours"),
        ("accessibility", "", "accessibility"), ("latitude", None, "point"),
    ],
)  # fmt: skip
def test_empty_facts(venue, field, empty, gap):
    setattr(venue, field, empty)
    venue.save()
    assert missing(venue) == [gap]


def test_page_without_photo_and_introduction(venue):
    page = venue.pages.get()
    page.photos.all().delete()
    page.introduction = ""
    page.save()
    assert missing(venue) == ["photo", "introduction"]


def test_photo_that_is_not_read_aloud(venue):
    LiaisonImage.objects.update(description="")
    assert missing(venue) == ["alternative"]


def test_page_that_is_not_published_hides_the_form_too(venue):
    venue.pages.get().unpublish()
    assert missing(venue) == ["page", "intake"]


@pytest.mark.parametrize("change", [{"is_open": False}, {"live": False}])
def test_form_that_takes_nothing(venue, change):
    form = venue.pages.get().get_children().get().specific
    for name, value in change.items():
        setattr(form, name, value)
    form.save()
    assert missing(venue) == ["intake"]


@pytest.mark.parametrize("hidden", [{"is_published": False}, {"is_serving": False}])
def test_roster_that_shows_nobody(venue, hidden):
    venue.deputies.update(**hidden)
    assert missing(venue) == ["roster"]


@pytest.mark.parametrize(
    ("values", "is_missing"),
    [
        ({"date": NEXT_MONTH}, False),
        ({"date": NEXT_MONTH - datetime.timedelta(days=1)}, True),
        ({"date": NEXT_MONTH, "status": "cancelled"}, True),
    ],
)
def test_rota_counts_from_next_month_on(venue, values, is_missing):
    venue.receptions.update(**values)
    assert ("rota" in missing(venue)) is is_missing


def test_points_and_spaces_may_do_without_a_rota(venue):
    venue.receptions.all().delete()
    Venue.objects.update(kind=VenueKind.POINT)
    assert missing(venue) == []


def test_english_page_is_missed_where_the_district_has_english(venue, site):
    english, home = Locale.objects.get_or_create(language_code="en")[0], site.root_page
    front = HomePageFactory(parent=home.get_parent(), slug="en", locale=english, translation_key=home.translation_key)
    assert missing(venue) == ["english"]
    everything = gaps.lacking(Venue.objects.all())
    assert (list(everything), list(gaps.lacking(Venue.objects.all(), "english"))) == ([], [venue])
    VenuePageFactory(venue=venue, parent=front, slug="station", locale=english)
    assert missing(venue) == []


def test_venue_out_of_use_lacks_nothing(site):
    assert missing(VenueFactory(is_active=False, phone="")) == []


def test_each_is_mended_by_those_who_may(venue):
    Venue.objects.update(phone="")
    venue.receptions.all().delete()
    head, clerk = UserFactory(), UserFactory()
    grant(user=head, role=Role.VENUE_HEAD, venue=venue, actor=System("tests"))
    grant(user=clerk, role=Role.RECEPTION_CLERK, venue=venue, actor=System("tests"))
    urls = {gap.name: gap.url for gap in gaps.gaps_of([venue], head)[venue.pk]}
    assert urls == {
        "rota": f"/admin/venues/{venue.pk}/rota/",
        "phone": f"/admin/venues/edit/{venue.pk}/#id_phone",
    }
    assert [gap.name for gap in gaps.mendable(venue, head)] == ["rota", "phone"]
    assert {gap.url for gap in gaps.gaps_of([venue], clerk)[venue.pk]} == {""}


@pytest.mark.parametrize("count", [1, 3])
def test_pages_and_forms_to_mend_cost_the_same_for_many(site, django_assert_num_queries, count):
    head = UserFactory()
    venues = [VenuePageFactory().venue for _ in range(count)]
    for venue in venues:
        IntakePageFactory(venue=venue, is_open=False)
        grant(user=head, role=Role.VENUE_HEAD, venue=venue, actor=System("tests"))
    gaps.gaps_of(venues, head)  # what is kept of the user's rights
    with django_assert_num_queries(5):
        found = gaps.gaps_of(venues, head)
    assert {gap.name for each in found.values() for gap in each if gap.url} >= {"intake", "photo", "introduction"}
