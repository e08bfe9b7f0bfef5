import pytest

from tests.cms.search.district import District


@pytest.fixture
def district(site):
    return District(site)
