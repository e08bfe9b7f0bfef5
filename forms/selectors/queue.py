"""What the moderation queue shows: rows in order, counts, the next one."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from cms.access import roles
from cms.access.selectors import venues_where
from cms.clock.selectors import asking
from cms.kernel.counts import up_to
from cms.kernel.registrar import registrar
from cms.kernel.states import enabled
from cms.search.lists import having
from forms.models import (
    OPEN_STATES,
    IntakeCategory,
    IntakeSubmission,
    Progress,
    Publication,
    Review,
    Satisfaction,
    SubmissionContact,
    SubmissionPhoto,
)
from forms.selectors import rights
from forms.selectors.claims import claimed
from forms.selectors.publishing import FINISHED
from forms.selectors.reminders import reminded
from liaison_pages.models import HandlingUnit, Venue

MOST_IN_MENU = 99
MOST_OFFERED = 100
ORDER = (F("due_on").asc(nulls_last=True), "pk")  # oldest due first; the pair is a key to continue from


def rows_for(user) -> QuerySet[IntakeSubmission]:
    """
    What the user may see, oldest due first, with all that a row prints: two queries.

    Sites come by themselves: joined, they would lead SQLite's plan away from the index of the order.
    """
    related = ("venue", "category", "claimed_by", "referred_to")
    return rights.visible_to(user).select_related(*related).prefetch_related("site").order_by(*ORDER)


def submission_for(user, pk: int) -> IntakeSubmission | None:
    """One submission with all that its page prints, or None when the user may not know of it."""
    related = ("site", "venue", "category", "deputy", "claimed_by", "referred_to", "merged_into", "page")
    return rights.visible_to(user).select_related(*related).filter(pk=pk).first()


def submissions_for(user, pks: list[int]) -> list[IntakeSubmission]:
    """Those of `pks` that the user may see, in the order of their keys."""
    return list(rights.visible_to(user).select_related("site", "venue").filter(pk__in=pks).order_by("pk"))


def waiting_count(user) -> int:
    """How many wait for the user, up to 100: one query, for every page of the admin shows it."""
    return up_to(rights.waiting_for(user).order_by(), MOST_IN_MENU).count()


def counts_for(user) -> dict[str, int]:
    """
    How many wait for the user, and of those overdue, due today and claimed by the user; each up to 1,001.

    For somebody who only looks, all the open ones in sight count as waiting. {"waiting", "overdue", "today", "mine"}
    """
    return up_to(watched_by(user).order_by(*ORDER)).aggregate(
        waiting=Count("pk"),
        overdue=Count("pk", filter=due("overdue")),
        today=Count("pk", filter=due("today")),
        mine=Count("pk", filter=claim("mine", user)),
    )


def digest_counts(user, since: datetime) -> dict[str, int]:
    """
    Of what waits for the user (or is open in sight), each up to 1,001: all, what came `since` then, what is overdue and
    what is due until Sunday. {"waiting", "new", "overdue", "week"}
    """
    return up_to(watched_by(user).order_by(*ORDER)).aggregate(
        waiting=Count("pk"),
        new=Count("pk", filter=Q(created_at__gte=since)),
        overdue=Count("pk", filter=due("overdue")),
        week=Count("pk", filter=due("week")),
    )


def watched_by(user) -> QuerySet[IntakeSubmission]:
    """What waits for the user; for somebody who only looks, what is open in sight."""
    if rights.decides(user):
        return rights.waiting_for(user)
    return rights.visible_to(user).filter(state__in=OPEN_STATES)


def first_for(user, limit: int) -> list[IntakeSubmission]:
    """
    The first in the queue of what waits for the user (or is open in sight), with what a line prints: three queries.

    Venues come by themselves: joined, they would be sorted along with every row that waits.
    """
    return list(watched_by(user).prefetch_related("site", "venue").order_by(*ORDER)[:limit])


def next_waiting(user, other_than: list[int], among: QuerySet) -> IntakeSubmission | None:
    """The first of `among` that waits for the user and that nobody else holds."""
    free = rights.waiting_for(user).exclude(claimed() & ~Q(claimed_by=user)).exclude(pk__in=other_than)
    return free.filter(pk__in=among.order_by().values("pk")).order_by(*ORDER).first()


def open_beside(submission: IntakeSubmission, user) -> list[IntakeSubmission]:
    """Others of the same venue that are still open and whose text the user may read, the newest first."""
    others = rights.visible_to(user).filter(venue=submission.venue_id, state__in=OPEN_STATES)
    others = others.exclude(pk=submission.pk).exclude(rights.hidden_text())
    return list(others.order_by("-pk")[:MOST_OFFERED])


def photos_of(submission: IntakeSubmission) -> list[SubmissionPhoto]:
    return list(submission.photos.all())


def left_contact(submission: IntakeSubmission) -> bool:
    """Whether the author left a way to be reached; says nothing of what it is."""
    return SubmissionContact.objects.filter(submission=submission).exists()


def merged_into_it(submission: IntakeSubmission, user) -> list[IntakeSubmission]:
    """The submissions that were joined to this one and that the user may see."""
    return list(rights.visible_to(user).filter(merged_into=submission).order_by("pk"))


def in_scope(queryset: QuerySet, user, scope: str) -> QuerySet:
    """`queryset` narrowed to "waiting" (for the user) or "open"; any other scope leaves it."""
    if scope == "waiting":
        return queryset.filter(rights.waiting(user))
    if scope == "open":
        return queryset.filter(state__in=OPEN_STATES)
    return queryset


def due(kind: str) -> Q:
    """The condition "overdue", due "today" or this "week" (until Sunday): a date is there while something is due."""
    today = timezone.localdate()
    if kind == "overdue":
        return Q(due_on__lt=today)
    if kind == "today":
        return Q(due_on=today)
    return Q(due_on__range=(today, today + timedelta(days=6 - today.weekday())))


def clock(kind: str, user) -> Q:
    """
    The condition that it is "paused", paused for too long ("over"), that more time is "asked" for, or that the user was
    "reminded" of it.
    """
    if kind == "reminded":
        return Q(pk__in=reminded(user).order_by().values("object_id"))
    return {
        "paused": Q(paused_until__isnull=False),
        "over": Q(paused_until__lt=timezone.localdate()),
        "asked": Q(pk__in=asking(IntakeSubmission)),
    }[kind]


def claim(kind: str, user) -> Q:
    """The condition claimed by the user ("mine"), by somebody else ("others") or by nobody ("free")."""
    if kind == "mine":
        return claimed() & Q(claimed_by=user)
    if kind == "others":
        return claimed() & ~Q(claimed_by=user)
    return Q(claimed_by=None) | Q(claimed_by__is_active=False) | Q(claimed_until__lte=timezone.now())


def feedback(kind: str) -> Q:
    """The condition for what authors said since: "review" asked for, "reopened", "dissatisfied", "rated", "added"."""
    return {
        "review": Q(review=Review.ASKED),
        "reopened": Q(reopened_count__gt=0),
        "dissatisfied": Q(rating=Satisfaction.DISSATISFIED),
        "rated": Q(rating__gt=""),
        "added": Q(added_at__isnull=False),
    }[kind]


def scanned(paper: str) -> Q:
    """The condition that its author came by the code on this `Paper`; in words that the partial index knows."""
    return Q(paper__gt="", paper=paper)


def suspicious(is_suspicious: bool) -> Q:
    """The condition that something about it speaks for a machine, or that nothing does."""
    return Q(spam_signs__gt="") if is_suspicious else Q(spam_signs="")


def publication(kind: str) -> Q:
    """
    The condition by publishing: a value of `Publication`, "possible" (answered, with consent, nobody began) or
    "outdated" (answered, while the public still reads that it is being handled).
    """
    if kind == "possible":
        return Q(publication="", publish_consent=True, state__in=FINISHED)
    if kind == "outdated":
        told = Q(public_draft__progress=Progress.UNDERWAY)
        return Q(publication=Publication.PUBLISHED, state__in=FINISHED) & told
    return Q(publication=kind)


def search(queryset: QuerySet, user, text: str) -> QuerySet:
    """By the exact number, or by words in title, content or place; hidden text is found by the office alone."""
    words = having(text, ["title", "content", "place"])
    shown = Q() if user.is_superuser else ~rights.hidden_text() | Q(site__in=rights.sites_of_office(user))
    return queryset.filter(Q(number__iexact=text) | (words & shown))


def venues_for(user) -> QuerySet[Venue]:
    """The venues whose submissions the user sees, by name."""
    seen = Q(pk__in=venues_where(user, roles.VIEW_SUBMISSIONS).values("pk"))
    return Venue.objects.filter(seen | Q(pk__in=rights.venues_of_deputy(user).values("pk"))).order_by("code")


def categories() -> QuerySet[IntakeCategory]:
    return IntakeCategory.objects.all()


def units_for(user) -> QuerySet[HandlingUnit]:
    """The units of the districts whose submissions the user sees."""
    here = venues_for(user).order_by().filter(site=OuterRef("site"))
    return HandlingUnit.objects.filter(Exists(here), is_active=True)


def bulk_moves(user) -> list:
    """Moves that take many and that the user could make somewhere, of add-ons that are on somewhere."""
    factories = {}
    for site in Site.objects.all():
        for entry in enabled(registrar().all("transition"), site):
            if entry.value.model is IntakeSubmission and entry.value.takes_many:
                factories[entry.name] = entry.value
    return [
        factory
        for factory in factories.values()
        if getattr(factory, "is_for_people", True) and (not factory.permission or _holds(user, factory.permission))
    ]


def _holds(user, permission: str) -> bool:
    return venues_where(user, permission).exists()
