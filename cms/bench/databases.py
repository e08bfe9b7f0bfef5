"""Measuring in this process on another database than the bench's own SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections

from cms.settings.base import database


@contextmanager
def default_database(url: str) -> Iterator[None]:
    """Points everything at the database `url` meanwhile; what a process keeps of another one is dropped."""
    before = connections.settings[DEFAULT_DB_ALIAS]
    _point_at(connections.configure_settings({DEFAULT_DB_ALIAS: database(url)})[DEFAULT_DB_ALIAS])
    try:
        yield
    finally:
        _point_at(before)


def _point_at(settings: dict) -> None:
    connections[DEFAULT_DB_ALIAS].close()
    connections.settings[DEFAULT_DB_ALIAS] = settings
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    ContentType.objects.clear_cache()
    cache.clear()
