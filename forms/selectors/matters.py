"""What the public reads: lists of one site, newest first, page after page by a key; single matters by their codes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.kernel.states import inactive_ids
from cms.notices.models import Subscription, SubscriptionState
from forms.models import MATTER_TOPIC, IntakeCategory, Progress, PublicMatter
from liaison_pages.models import Division, Venue

PER_PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BIGGEST_KEY = 2**63 - 1
MOST_DIGITS = 20
LATEST_TIME = 253_402_300_799_000_000  # microseconds: the last that a date can hold
RELATED = ("venue", "street", "category")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; a venue says more than its street."""

    progress: str = Progress.DONE
    venue: Venue | None = None
    street: Division | None = None
    category: IntakeCategory | None = None

    @property
    def condition(self) -> Q:
        found = Q(progress=self.progress)
        if self.venue or self.street:
            found &= Q(venue=self.venue) if self.venue else Q(street=self.street)
        return found & Q(category=self.category) if self.category else found


@dataclass(frozen=True)
class Page:
    """Some matters, and the key to continue from; empty at the end."""

    matters: list[PublicMatter]
    older: str = ""


def public_matters(site) -> QuerySet[PublicMatter]:
    """What the public reads of `site`, of add-ons that are on, with what a page prints; in no order."""
    found = PublicMatter.objects.filter(site=site, is_public=True).select_related(*RELATED)
    off = inactive_ids(site)
    return found.exclude(plugin_id__in=off) if off else found


def public_matter(site, code: str) -> PublicMatter | None:
    return public_matters(site).filter(code=code).first()


def page_of(site, wanted: Wanted, before: str = "") -> Page:
    """The newest ones that are wanted, or those older than the key `before` (of `read_key`). One query."""
    found = _newest_first(site, wanted)
    if before:
        moment, pk = read_key(before)
        found = found.filter(Q(progressed_at__lte=moment) & (Q(progressed_at__lt=moment) | Q(pk__lt=pk)))
    rows = list(found[: PER_PAGE + 1])
    return Page(rows[:PER_PAGE], key_of(rows[PER_PAGE - 1]) if len(rows) > PER_PAGE else "")


def latest(site, *, count: int, venue: Venue | None = None, progress: str = "") -> list[PublicMatter]:
    """The newest ones, whatever their progress unless one is named. A query for each progress: each has its index."""
    rows = [
        matter
        for each in ([progress] if progress else Progress.values)
        for matter in public_matters(site)
        .filter(Wanted(each, venue).condition)
        .order_by("-progressed_at", "-pk")[:count]
    ]
    rows.sort(key=lambda matter: (matter.progressed_at, matter.pk), reverse=True)
    return list(islice(rows, count))


def _newest_first(site, wanted: Wanted) -> QuerySet[PublicMatter]:
    return public_matters(site).filter(wanted.condition).order_by("-progressed_at", "-pk")


def quiet_and_followed(site, since) -> QuerySet[PublicMatter]:
    """Public ones that nothing new was to be read of since then, and that somebody asked before then to follow."""
    followed = Subscription.objects.filter(
        content_type=ContentType.objects.get_for_model(PublicMatter),
        topic=MATTER_TOPIC,
        object_id=OuterRef("pk"),
        requested_at__lt=since,
    ).exclude(state=SubscriptionState.ENDED)
    quiet = PublicMatter.objects.filter(site=site, is_public=True, progressed_at__lt=since)
    return quiet.filter(Exists(followed)).order_by("pk")


def for_sitemap(site, first_pk: int, end_pk: int) -> QuerySet[PublicMatter]:
    """Codes and days of those with keys from `first_pk` on and below `end_pk`."""
    rows = public_matters(site).filter(pk__gte=first_pk, pk__lt=end_pk).order_by("pk")
    return rows.select_related(None).only("code", "progressed_at")


def last_pk(site) -> int:
    """The biggest key of the site's matters; 0 without any."""
    return PublicMatter.objects.filter(site=site).order_by("-pk").values_list("pk", flat=True).first() or 0


def key_of(matter: PublicMatter) -> str:
    """Where the next page begins: the time in microseconds and the primary key."""
    return f"{(matter.progressed_at - EPOCH) // timedelta(microseconds=1)}-{matter.pk}"


def read_key(text: str) -> tuple[datetime, int]:
    """What `key_of` wrote; raises ValueError for anything else."""
    moment, _dash, pk = text.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) <= MOST_DIGITS for part in (moment, pk)):
        raise ValueError(text)
    if int(moment) > LATEST_TIME or int(pk) > BIGGEST_KEY:
        raise ValueError(text)
    return EPOCH + timedelta(microseconds=int(moment)), int(pk)


def categories() -> QuerySet[IntakeCategory]:
    """Those that a list may be narrowed to: all, for matters keep one that is out of use."""
    return IntakeCategory.objects.all()
