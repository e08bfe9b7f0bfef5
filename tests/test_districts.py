"""
Two districts in one installation: the office of one opens, changes and learns nothing of the other.

The walk is that of `tests.test_routes`, with the rows of a venue that is another district's.
"""

import pytest

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from liaison_pages.models import DistrictSettings
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenuePageFactory, build_second_site
from tests.factories.media import collection_of
from tests.foreign import ForeignVenue
from tests.walking import ANSWERED, ROUTES, faults_in_bulk, faults_with_ids, faults_without_ids, report

pytestmark = pytest.mark.django_db
METHODS = pytest.mark.parametrize("method", ["get", "post"])
ROLES = pytest.mark.parametrize("role", [Role.DISTRICT_EDITOR, Role.DISTRICT_AUDITOR, Role.ADMINISTRATOR])

SHARED = ("intake_categories:", "deputy_groups:", "terms:", "divisions:", "workdays:")
OWN = {
    "wagtailsettings:edit /admin/settings/<slug:app_name>/<slug:model_name>/",  # leads to one's own district
    "district_import:review",  # a ticket that never was
}
READ = {route.name for route in ROUTES if route.name.startswith(SHARED) and route.name.endswith(("history", "usage"))}


@pytest.fixture
def office(request, site, client):
    """Makes somebody with a role of the default site's district, which has a venue; beside it is another district."""
    client.raise_request_exception = False
    other = build_second_site()
    DistrictSettings.for_site(site)  # made at the first look, whoever looks
    collection_of(VenuePageFactory(title="自己的页面").venue)

    def make(role: str):
        user = UserFactory(username="office")
        grant(user=user, role=role, site=site, actor=System("tests"))
        return user, ForeignVenue(other)

    return make


@ROLES
@METHODS
def test_ids_of_another_district_are_refused_everywhere(client, office, role, method):
    user, foreign = office(role)
    report(faults_with_ids(client, user, foreign, method, answered={*ANSWERED, *OWN, *READ}))


@ROLES
@METHODS
def test_lists_and_searches_show_nothing_of_another_district(client, office, role, method):
    user, _foreign = office(role)
    report(faults_without_ids(client, user, method))


@ROLES
@METHODS
def test_bulk_actions_change_nothing_of_another_district(client, office, role, method):
    user, foreign = office(role)
    report(faults_in_bulk(client, user, foreign, method))
