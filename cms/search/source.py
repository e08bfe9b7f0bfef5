"""The base of a source."""

from cms.search.interfaces import Found


class SearchSource:
    """Put `kind`, `title` and `order` into the class, and `keys`, `entries` and `load` (`ISearchSource`)."""

    def ways_in(self, request, site) -> list[Found]:
        return []


def pks(rows, after: str, limit: int) -> list[str]:
    """`ISearchSource.keys` of a queryset whose primary keys are the keys."""
    later = rows.filter(pk__gt=int(after or 0)).order_by("pk")
    return [str(pk) for pk in later.values_list("pk", flat=True)[:limit]]


def lines(*texts) -> str:
    """The texts that there are, one a line: a phrase never reaches from one into the next."""
    return "\n".join(str(text) for text in texts if text)
