"""Fixtures of the forms app's tests."""

import pytest

from tests.forms.desks import Desks


@pytest.fixture
def desks(site) -> Desks:
    return Desks()
