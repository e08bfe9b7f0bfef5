"""
Showing the public a matter, and no longer.

Whoever calls has reviewed the texts, holds a lock on the source and has asked whoever must agree: submissions by
`forms.services.publishing`, add-ons by services of their own.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from forms.grams import ALL, grams_of
from forms.models import GramFrequency, MatterGrams, Progress, PublicMatter

BATCH = 1_000
TEXTS = ("title", "place", "said", "done", "done_by")


@transaction.atomic
def show(*, source, site, **values) -> PublicMatter:
    """
    Let everybody read the matter of `source`, or what became of it; its address stays the same for good.

    `values` are fields of `PublicMatter`: title, said and progress, and as there are place, done, done_by, venue,
    street, category, language; an add-on gives its `plugin_id`, and with `more_path` a page of its own.
    """
    matter = _of([source]).first() or PublicMatter(source_type=_type_of(source), source_pk=source.pk)
    now = timezone.now()
    texts = {**dict.fromkeys(TEXTS, ""), **values}
    for name, value in texts.items():
        setattr(matter, name, value)
    matter.site, matter.is_public = site, True
    matter.published_at, matter.progressed_at = matter.published_at or now, now
    matter.save()
    _index(matter, _grams(matter))
    return matter


@transaction.atomic
def hide(*, source) -> bool:
    """Let nobody read it from now on, and keep none of its words. Whether it was public."""
    matter = _of([source]).filter(is_public=True).first()
    if matter is None:
        return False
    matter.is_public = False
    for name in TEXTS:
        setattr(matter, name, "")
    matter.save()
    _index(matter, [])
    return True


def take_up_again(*, sources: Iterable) -> int:
    """What is public of `sources`, all of one model, is being handled once more; the texts stay. How many were done."""
    rows = list(sources)
    if not rows:
        return 0
    shown = _of(rows).filter(is_public=True, progress=Progress.DONE)
    return shown.update(progress=Progress.UNDERWAY, progressed_at=timezone.now())


@transaction.atomic
def reindex(*, site) -> int:
    """Read all that is public of `site` anew, after a change of what makes a gram. How many matters there are."""
    MatterGrams.objects.filter(site=site).delete()
    GramFrequency.objects.filter(site=site).delete()
    frequencies, rows = Counter(), PublicMatter.objects.filter(site=site, is_public=True).order_by("pk")
    found = rows.only("title", "place", "said", "site_id").iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        read = [MatterGrams(matter=each, site=site, grams=_grams(each)) for each in batch]
        MatterGrams.objects.bulk_create(read)
        frequencies.update(gram for each in read for gram in (ALL, *each.grams))
    counted = (GramFrequency(site=site, gram=gram, count=count) for gram, count in frequencies.items())
    GramFrequency.objects.bulk_create(counted, batch_size=BATCH)
    return frequencies[ALL]


def _grams(matter: PublicMatter) -> list[int]:
    return grams_of(matter.title, matter.place, matter.said)


def _of(sources: list):
    return PublicMatter.objects.filter(source_type=_type_of(sources[0]), source_pk__in=[each.pk for each in sources])


def _type_of(source) -> ContentType:
    return ContentType.objects.get_for_model(source)


def _index(matter: PublicMatter, grams: list[int]) -> None:
    """Make `matter` found by `grams`, by nothing where there are none."""
    kept = MatterGrams.objects.filter(matter=matter).first()
    before = kept.grams if kept else []
    if grams == before:
        return
    if grams:
        MatterGrams.objects.update_or_create(matter=matter, defaults={"site_id": matter.site_id, "grams": grams})
    elif kept:
        kept.delete()
    _count(matter.site_id, before, -1)
    _count(matter.site_id, grams, +1)


def _count(site_id: int, grams: list[int], step: int) -> None:
    """Whoever counts first locks the site's row of ALL, so that two that publish at once wait instead of clashing."""
    if not grams:
        return
    GramFrequency.objects.get_or_create(site_id=site_id, gram=ALL)
    GramFrequency.objects.select_for_update().get(site_id=site_id, gram=ALL)
    rows = [GramFrequency(site_id=site_id, gram=gram) for gram in grams]
    GramFrequency.objects.bulk_create(rows, ignore_conflicts=True)
    GramFrequency.objects.filter(site_id=site_id, gram__in=[ALL, *grams]).update(count=F("count") + step)
