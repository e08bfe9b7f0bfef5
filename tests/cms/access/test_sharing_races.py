"""Two people save the roles of one place at the same moment: one wins, the other is told."""

import pytest

from cms.access.last_administrator import LastAdministrator
from cms.access.roles import Role
from cms.access.services import grant, revoke
from cms.access.sharing import Changed, pairs_of, share
from cms.kernel.actors import System
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenueFactory, build_site
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TESTS = System("tests")


def test_two_sharings_at_once_make_one():
    build_site()
    venue = VenueFactory()
    users = [UserFactory(), UserFactory()]
    seen = pairs_of(venue)

    def sharing(user):
        return lambda: share(place=venue, wanted={user: {Role.VENUE_HEAD}}, seen=seen, actor=TESTS)

    results = at_once(*map(sharing, users))
    assert sorted(type(result) for result in results if isinstance(result, Changed)) == [Changed]
    winner = users[[isinstance(result, Changed) for result in results].index(False)]
    assert pairs_of(venue) == {(winner.pk, "venue_head")}


def test_two_last_administrators_cannot_remove_each_other():
    site = build_site()
    users = [UserFactory(), UserFactory()]
    for user in users:
        grant(user=user, role=Role.ADMINISTRATOR, site=site, actor=TESTS)

    def removing(user):
        def remove():
            try:
                revoke(user=user, role=Role.ADMINISTRATOR, site=site, actor=TESTS)
            except LastAdministrator as error:
                return error

        return remove

    results = at_once(*map(removing, users))
    assert [type(result) for result in results if result] == [LastAdministrator]
    assert len(pairs_of(site)) == 1
