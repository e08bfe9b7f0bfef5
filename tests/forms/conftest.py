"""Fixtures of the forms app's tests."""

import pytest

from forms.models import IntakePage
from tests.factories.forms import IntakePageFactory
from tests.forms.desks import Desks


@pytest.fixture
def desks(site) -> Desks:
    return Desks()


@pytest.fixture
def page(site) -> IntakePage:
    """A published intake page below its venue's page."""
    return IntakePageFactory()
