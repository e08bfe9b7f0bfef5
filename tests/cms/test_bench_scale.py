"""How the screens of two districts are compared."""

import pytest
from django.db import connection

from cms.access.models import User
from cms.bench.scale import counted

pytestmark = pytest.mark.django_db


def test_queries_are_counted_when_the_log_is_full(settings):
    settings.DEBUG = True
    for _turn in range(connection.queries_limit):
        connection.queries_log.append({})
    assert counted(lambda: [User.objects.exists(), User.objects.count()]) == 2


def test_nothing_asked_is_no_figure():
    with pytest.raises(RuntimeError, match="no query was seen"):
        counted(lambda: None)
