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
from forms.models import GramFrequency, MatterGrams, News, Progress, PublicMatter
from forms.search_source import follow_matter
from forms.services import following

BATCH = 1_000
TEXTS = ("title", "place", "said", "done", "done_by")


@transaction.atomic
def show(*, source, site, **values) -> PublicMatter:
    """
    Let everybody read the matter of `source`, or what became of it; its address stays the same for good. Who follows it
    is told what changed.

    `values` are fields of `PublicMatter`: title, said and progress, and as there are place, done, done_by, venue,
    street, category, language; an add-on gives its `plugin_id`, and with `more_path` a page of its own.
    """
    matter = _of([source]).first() or PublicMatter(source_type=_type_of(source), source_pk=source.pk)
    now, before = timezone.now(), _shown(matter)
    texts = {**dict.fromkeys(TEXTS, ""), **values}
    for name, value in texts.items():
        setattr(matter, name, value)
    matter.site, matter.is_public = site, True
    matter.published_at, matter.progressed_at = matter.published_at or now, now
    matter.save()
    _index(matter, _grams(matter))
    follow_matter(matter)
    if before and (news := _news(before, _shown(matter))):
        following.call_it_as_it_is(matter)
        following.tell_followers([matter], news)
    return matter


def move(*, source, venue, street) -> None:
    """Its place is another now. Nobody is told: what was said and done is the same."""
    _of([source]).update(venue=venue, street=street)


@transaction.atomic
def hide(*, source) -> bool:
    """Let nobody read it from now on, keep none of its words, and nobody who follows it. Whether it was public."""
    matter = _of([source]).filter(is_public=True).first()
    if matter is None:
        return False
    matter.is_public = False
    for name in TEXTS:
        setattr(matter, name, "")
    matter.save()
    _index(matter, [])
    follow_matter(matter)
    following.drop_followers(matter)
    return True


@transaction.atomic
def take_up_again(*, sources: Iterable) -> int:
    """
    What is public of `sources`, all of one model, is being handled once more; the texts stay. Who follows it is told.
    How many were done.
    """
    rows = list(sources)
    if not rows:
        return 0
    done = list(_of(rows).filter(is_public=True, progress=Progress.DONE))
    if done:
        again = PublicMatter.objects.filter(pk__in=[matter.pk for matter in done])
        again.update(progress=Progress.UNDERWAY, progressed_at=timezone.now())
        following.tell_followers(done, News.REOPENED)
    return len(done)


@transaction.atomic
def reindex(*, site) -> int:
    """
    Read all that is public of `site` anew, after a change of what makes a gram. How many matters there are. Who shows
    or hides one meanwhile waits: the locks are taken in the order of `show` and `hide`.
    """
    frequencies, rows = Counter(), PublicMatter.objects.filter(site=site, is_public=True).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    _lock_counts(site.pk)
    MatterGrams.objects.filter(site=site).delete()
    counts = GramFrequency.objects.filter(site=site)
    counts.exclude(gram=ALL).delete()
    found = rows.only("title", "place", "said", "site_id").iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        read = [MatterGrams(matter=each, site=site, grams=_grams(each)) for each in batch]
        MatterGrams.objects.bulk_create(read)
        frequencies.update(gram for each in read for gram in (ALL, *each.grams))
    total = frequencies.pop(ALL, 0)
    counted = (GramFrequency(site=site, gram=gram, count=count) for gram, count in frequencies.items())
    GramFrequency.objects.bulk_create(counted, batch_size=BATCH)
    counts.filter(gram=ALL).update(count=total)
    return total


def _shown(matter: PublicMatter) -> dict[str, str]:
    """What the public reads of it; empty where it reads nothing."""
    return {name: getattr(matter, name) for name in (*TEXTS, "progress")} if matter.is_public else {}


def _news(before: dict[str, str], now: dict[str, str]) -> str:
    """The `News` for who could read it before; '' when nothing changed for them."""
    if before == now:
        return ""
    if before["progress"] == now["progress"]:
        return News.CHANGED
    return News.ANSWERED if now["progress"] == Progress.DONE else News.REOPENED


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
    if not grams:
        return
    _lock_counts(site_id)
    rows = [GramFrequency(site_id=site_id, gram=gram) for gram in grams]
    GramFrequency.objects.bulk_create(rows, ignore_conflicts=True)
    GramFrequency.objects.filter(site_id=site_id, gram__in=[ALL, *grams]).update(count=F("count") + step)


def _lock_counts(site_id: int) -> None:
    """Whoever counts first locks the site's row of ALL, so that two that publish at once wait instead of clashing."""
    GramFrequency.objects.get_or_create(site_id=site_id, gram=ALL)
    GramFrequency.objects.select_for_update().get(site_id=site_id, gram=ALL)
