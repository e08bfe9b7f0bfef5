"""Sites for the importer's tests."""

import pytest
from wagtail.models import Site


@pytest.fixture
def other_site(site):
    """A second site of the same tree."""
    return Site.objects.create(hostname="other.example", root_page=site.root_page)
