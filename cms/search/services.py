"""Keeping what the public may find in step with what there is."""

from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from wagtail.models import Site

from cms.search.interfaces import Entry
from cms.search.models import MOST_NAME, FindableName, FindableText
from cms.search.registry import source_of
from cms.search.spelling import spellings
from cms.search.tokens import name_tokens, text_tokens
from cms.search.words import plain

BATCH = 500
MOST_CHARACTERS = 20_000  # of a text that are read
_ROW = ("site", "kind", "key", "language")


def follow(kind: str, keys: Iterable, *, site: Site | None = None) -> None:
    """
    Bring the rows of `keys` in step with what the source of `kind` says of them now; on every site, unless one is
    named. Called in the transaction of the change by whoever made it.
    """
    source, wanted = source_of(kind), sorted({str(key) for key in keys})
    if source is None or not wanted:
        return
    for each in [site] if site else Site.objects.all():
        for first in range(0, len(wanted), BATCH):
            _write(source, each, wanted[first : first + BATCH])


def forget(kind: str, keys: Iterable) -> None:
    """Remove the rows of what is gone."""
    gone = [str(key) for key in keys]
    for model in (FindableName, FindableText):
        model.objects.filter(kind=kind, key__in=gone).delete()


def rebuild(source, site: Site, *, after: str = "", wrote: Callable[[str, int], None]) -> None:
    """
    Make all rows of a source anew, a batch a transaction, from behind the key `after`; `wrote(last key, count)` is told
    of each. Rows of what is gone are removed at the end. What is found meanwhile is true all the time.
    """
    while keys := list(source.keys(site, after, BATCH)):
        _write(source, site, keys)
        after = keys[-1]
        wrote(after, len(keys))
    for keys in _standing(source.kind, site):
        _write(source, site, keys)


def _standing(kind: str, site: Site) -> Iterator[list[str]]:
    for model in (FindableName, FindableText):
        last = 0
        while rows := list(
            _rows(model, kind, site).filter(pk__gt=last).order_by("pk").values_list("pk", "key")[:BATCH]
        ):
            last = rows[-1][0]
            yield sorted({key for _pk, key in rows})


def _rows(model, kind: str, site: Site):
    return model.objects.filter(site=site, kind=kind)


@transaction.atomic
def _write(source, site: Site, keys: list[str]) -> None:
    """The rows of `keys`: those that the source still names, and no others."""
    entries = list(source.entries(site, keys))
    names = [_name(site, source.kind, entry) for entry in entries if entry.name]
    texts = [_text(site, source.kind, entry) for entry in entries if entry.text]
    for model, rows, fields in ((FindableName, names, ("name", "spellings")), (FindableText, texts, ("text",))):
        kept = {(row.key, row.language) for row in rows}
        standing = _rows(model, source.kind, site).filter(key__in=keys).values_list("pk", "key", "language")
        gone = [pk for pk, key, language in standing if (key, language) not in kept]
        if gone:
            model.objects.filter(pk__in=gone).delete()
        model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=_ROW, update_fields=("tokens", *fields), batch_size=BATCH
        )


def _name(site: Site, kind: str, entry: Entry) -> FindableName:
    name = plain(entry.name)[:MOST_NAME]
    spelled = spellings(name)
    return FindableName(
        site=site, kind=kind, key=entry.key, language=entry.language, name=name, spellings=" ".join(spelled),
        tokens=name_tokens(site.pk, kind, name, spelled),
    )  # fmt: skip


def _text(site: Site, kind: str, entry: Entry) -> FindableText:
    text = plain(entry.text[:MOST_CHARACTERS])
    return FindableText(
        site=site, kind=kind, key=entry.key, language=entry.language, text=text,
        tokens=text_tokens(site.pk, kind, text),
    )  # fmt: skip
