"""The tests' own ground: the copied database, the site, the factories."""

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import Page, Site

from forms.models import IntakeSubmission
from liaison_pages.models import DirectoryPage, HomePage, Venue
from tests.factories.access import PASSWORD, UserFactory
from tests.factories.forms import IntakeCategoryFactory, IntakePageFactory, IntakeSubmissionFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    DeputyGroupFactory,
    HandlingUnitFactory,
    InfoPageFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
    venue_tree,
)

pytestmark = pytest.mark.django_db


def test_database_is_migrated_completely():
    call_command("migrate", check_unapplied=True, verbosity=0)


def test_site_root_is_the_home_page(site):
    assert Site.objects.get() == site
    assert site.root_page.specific_class is HomePage
    assert [page.specific_class for page in site.root_page.get_children()] == [DirectoryPage]
    assert Page.objects.count() == 3


def test_venue_tree_follows_the_kinds():
    kinds = {kind: venue.get_parent() and venue.get_parent().kind for kind, venue in venue_tree().items()}
    assert kinds == {"home": None, "station": "home", "point": "station", "space": "station"}
    assert Venue.find_problems() == ([], [], [], [], [])


def test_venue_page_stands_below_the_page_of_the_parent_venue(site):
    home = VenuePageFactory()
    station = VenuePageFactory(venue__parent=home.venue)
    intake = IntakePageFactory(venue=station.venue)
    assert station.get_parent().specific == home
    assert intake.get_parent().specific == station
    assert intake.live


def test_user_of_the_factory_can_sign_in(client):
    assert client.login(username=UserFactory().username, password=PASSWORD)


def test_factories_make_valid_rows(site):
    unit = HandlingUnitFactory(officers=[UserFactory()])
    deputy = DeputyFactory()
    rows = [
        unit,
        deputy,
        VenueFactory(),
        DeputyGroupFactory(),
        IntakeCategoryFactory(),
        IntakeSubmissionFactory(),
        ReceptionFactory(deputies=[deputy]),
        ReceptionRuleFactory(deputies=[deputy]),
        VenueMembershipFactory(),
    ]
    for row in rows:
        row.full_clean(exclude=["path", "depth", "numchild", "answers"])
    assert InfoPageFactory(parent=site.root_page).live
    assert unit.officers.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_submissions_are_listed_in_one_query(count, django_assert_num_queries):
    IntakeSubmissionFactory.create_batch(count, venue=VenueFactory())
    with django_assert_num_queries(1):
        assert len(IntakeSubmission.objects.all()) == count


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_transaction_test_still_has_the_root_page():
    assert Page.objects.filter(depth=1).count() == 1


@pytest.mark.postgres
def test_postgres_marker_means_postgres():
    assert connection.vendor == "postgresql"
