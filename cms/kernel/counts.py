"""Counting no further than people read: "1,000+" says as much of a day's work as 3,417."""

from django.db.models import QuerySet

MOST = 1000


def up_to(queryset: QuerySet, most: int = MOST) -> QuerySet:
    """The first rows of `queryset` in its order, one more than `most`, to be counted by several conditions at once."""
    return queryset.model._default_manager.filter(pk__in=queryset.values("pk")[: most + 1])


def count_text(count: int, most: int = MOST) -> str:
    """The count as people read it: "1,000+" beyond `most`."""
    return f"{most:,}+" if count > most else f"{count:,}"
