"""Fixtures of the suggestions add-on's tests."""

import pytest

from tests.plugins.suggestions.stage import Stage


@pytest.fixture
def stage(site) -> Stage:
    return Stage()


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """Run what waits for the commit: `with commits(): …`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
