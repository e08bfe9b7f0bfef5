"""A venue keeps standing while cases hang on it."""

import pytest

from cms.kernel.actors import System
from liaison_pages.models import Venue
from liaison_pages.services.venues import VenueInUse, delete_venue
from tests.factories.forms import IntakeSubmissionFactory


@pytest.mark.parametrize("state", ["screening", "closed"])
def test_venue_with_cases_cannot_be_deleted(site, state):
    submission = IntakeSubmissionFactory(state=state)

    with pytest.raises(VenueInUse):
        delete_venue(actor=System("tests"), venue=submission.venue)

    assert Venue.objects.filter(pk=submission.venue_id).exists()
