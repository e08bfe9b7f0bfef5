"""Fixtures of the forms app's tests."""

import pytest
from django.core.files.storage import storages

from forms.models import IntakePage, SubmissionPhoto
from tests.factories.forms import IntakePageFactory
from tests.forms.desks import Desks


@pytest.fixture
def desks(site) -> Desks:
    return Desks()


@pytest.fixture
def page(site) -> IntakePage:
    """A published intake page below its venue's page."""
    return IntakePageFactory()


@pytest.fixture(autouse=True)
def _private_files(_media, monkeypatch):
    """Photos go to the test's own folder: a model field takes its storage once, at the start."""
    monkeypatch.setattr(SubmissionPhoto._meta.get_field("file"), "storage", storages["private"])


@pytest.fixture
def signed_in(desks, client):
    """Sign in by the name of a desk; returns the client."""

    def sign_in(name: str):
        client.force_login(getattr(desks, name))
        return client

    return sign_in
