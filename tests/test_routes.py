"""
Every route, asked by the head of one station with the ids of another: nothing opens, nothing changes, nothing leaks.

A new route whose parameters the table in `tests.walking` does not know fails `test_every_parameter_is_known`; teach it.
"""

import pytest

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import VenuePageFactory
from tests.factories.media import collection_of
from tests.foreign import ForeignVenue
from tests.walking import WITH_ID, faults_in_bulk, faults_with_ids, faults_without_ids, report, values, values_of

pytestmark = pytest.mark.django_db
METHODS = pytest.mark.parametrize("method", ["get", "post"])


@pytest.fixture
def staff(site):
    """The head of one station, which has a page, files and a submission of its own."""
    own = VenuePageFactory(title="自己的页面")
    collection_of(own.venue)
    IntakeSubmissionFactory(venue=own.venue)
    user = UserFactory(username="head")
    grant(user=user, role=Role.VENUE_HEAD, venue=own.venue, actor=System("tests"))
    return user


@pytest.fixture
def foreign(site, staff):
    return ForeignVenue(site)


@pytest.fixture
def client(client):
    """A client that answers 500 as a browser would get it, so that the walk goes on and names every fault."""
    client.raise_request_exception = False
    return client


def test_every_parameter_is_known(foreign):
    table = values(foreign)
    unknown = []
    for route in WITH_ID:
        try:
            route.url(values_of(route, table))
        except Exception as error:  # KeyError or NoReverseMatch, each with the route's name
            unknown.append(f"{route}: {type(error).__name__} {error}")
    report(unknown)
    assert len(WITH_ID) > 100  # fewer, and the walks below would pass without going anywhere


@METHODS
def test_foreign_ids_are_refused_everywhere(client, staff, foreign, method):
    report(faults_with_ids(client, staff, foreign, method))


@METHODS
def test_lists_and_searches_show_nothing_foreign(client, staff, foreign, method):
    report(faults_without_ids(client, staff, method))


@METHODS
def test_bulk_actions_change_nothing_foreign(client, staff, foreign, method):
    report(faults_in_bulk(client, staff, foreign, method))
