"""Reading suggestions: who sees which, what belongs to what."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.access import roles
from cms.access.selectors import holds_somewhere, may_in_district, sites_where, venues_where
from cms.clock.selectors import asking
from cms.kernel.audit import history, last_done
from cms.kernel.states import sites_without
from forms.models import IntakeCategory, IntakeSubmission
from forms.selectors import rights
from liaison_pages.models import Deputy, Division, HandlingUnit, Venue
from plugins.suggestions.models import CongressSession, Reply, State, Suggestion, SuggestionSource

PLUGIN_ID = "suggestions"

OFFICE_STATES = (State.SUBMITTED, State.ACCEPTED, State.REPLIED)  # what waits for the district office


# --- Who is who ---------------------------------------------------------------------------------------------------


def is_office(user, site) -> bool:
    """Whether `user` acts for the district office (代表工委) of `site`."""
    return may_in_district(user, roles.MANAGE_DISTRICT, site)


def is_any_office(user) -> bool:
    """Whether `user` acts for the district office of some site."""
    return sites_where(user, roles.MANAGE_DISTRICT) != frozenset()


def deputy_of(user) -> Deputy | None:
    """The serving deputy whose account this is; kept on the user for the request."""
    if not hasattr(user, "_serving_deputy"):
        user._serving_deputy = Deputy.objects.filter(user=user, is_serving=True).first() if user.is_active else None
    return user._serving_deputy


def is_officer_of(user, unit: HandlingUnit | None) -> bool:
    """Whether `user` acts for `unit`."""
    return unit is not None and user.is_active and unit.officers.filter(pk=user.pk).exists()


def has_place_here(user) -> bool:
    """Whether the menu shows: office, auditor, a venue's desk, deputy or a unit's officer."""
    if not user.is_active:
        return False
    return (
        user.is_superuser
        or holds_somewhere(user, roles.VIEW_SUBMISSIONS)
        or deputy_of(user) is not None
        or HandlingUnit.objects.filter(officers=user).exists()
    )


def decides(user) -> bool:
    """Whether a suggestion can wait for `user`: office, deputy or a unit's officer; others only look."""
    return is_any_office(user) or deputy_of(user) is not None or HandlingUnit.objects.filter(officers=user).exists()


# --- Who sees what ------------------------------------------------------------------------------------------------


def visible_to(user) -> QuerySet[Suggestion]:
    """
    Suggestions that `user` may know of, on sites where the add-on is on.

    Office and auditors: all of their district. Deputies: those proposed to them, those open to all, those they lead.
    Officers: those of their units. A venue's desk: those that its residents' words went into. Others: none.
    """
    found = Suggestion.objects.exclude(site__in=sites_without(PLUGIN_ID))
    if not user.is_active:
        return found.none()
    seeing = sites_where(user, roles.VIEW_SUBMISSIONS)
    if seeing is None:
        return found
    return found.filter(Q(site__in=seeing) | _belongs_to(user) | _raised_at_venue_of(user))


def may_see(user, suggestion: Suggestion) -> bool:
    """Whether `user` may know of this one."""
    return visible_to(user).filter(pk=suggestion.pk).exists()


def _raised_at_venue_of(user) -> Q:
    desks = venues_where(user, roles.VIEW_SUBMISSIONS)
    return Q(Exists(SuggestionSource.objects.filter(suggestion=OuterRef("pk"), submission__venue__in=desks)))


def is_lead_officer(user) -> Q:
    """The condition that `user` acts for the lead unit."""
    return Q(Exists(HandlingUnit.officers.through.objects.filter(user=user, handlingunit=OuterRef("lead_unit"))))


def _belongs_to(user) -> Q:
    condition = is_lead_officer(user)
    deputy = deputy_of(user)
    if deputy is not None:
        condition |= Q(lead_deputy=deputy) | Q(proposed_deputy=deputy)
        condition |= Q(state=State.DRAFT, proposed_deputy=None, site=deputy.site_id)
    return condition


def mine(user) -> Q:
    """What is `user`'s own or waits for them: led, proposed, of their units; for the office, what it must decide."""
    condition = _belongs_to(user)
    offices = sites_where(user, roles.MANAGE_DISTRICT)
    here = Q() if offices is None else Q(site__in=offices)
    return condition | here & (Q(state__in=OFFICE_STATES) | is_extension_asked() | should_go_on(timezone.localdate()))


def listed(user) -> QuerySet[Suggestion]:
    """`visible_to` with what a list shows: one query whatever the number of rows."""
    return visible_to(user).select_related("session__term", "lead_deputy", "proposed_deputy", "lead_unit", "site")


def is_extension_asked() -> Q:
    """More time is asked for, and the office has not decided."""
    return Q(pk__in=asking(Suggestion))


def should_go_on(today: datetime.date) -> Q:
    """Paused, and for longer than was thought."""
    return Q(paused_until__lt=today)


def is_overdue(today: datetime.date) -> Q:
    """Assigned and not answered by the due date."""
    return Q(state=State.ASSIGNED, due_on__lt=today)


def sources_for(user, suggestion: Suggestion) -> tuple[list[IntakeSubmission], int]:
    """The submissions behind `suggestion` that `user` may see, and how many others there are."""
    linked = all_sources(suggestion)
    shown = list(linked.filter(pk__in=rights.visible_to(user).values("pk")).select_related("venue").order_by("pk"))
    return shown, linked.count() - len(shown)


# --- From a submission --------------------------------------------------------------------------------------------


def current_suggestion(submission) -> Suggestion | None:
    """The suggestion that `submission` is part of now, or that answered it."""
    return (
        Suggestion.objects.filter(sources__submission=submission, sources__is_current=True)
        .select_related("session__term", "lead_deputy", "lead_unit", "site")
        .first()
    )


def suggestions_of(submission) -> QuerySet[Suggestion]:
    """All suggestions that `submission` ever went into, newest first."""
    return submission.suggestions.select_related("session__term", "site").order_by("-pk")


def joined_count(suggestion: Suggestion) -> int:
    """How many residents' submissions stand behind `suggestion`."""
    return suggestion.sources.count()


@dataclass(frozen=True)
class Place:
    """Where the residents behind a suggestion spoke, and what it is about, as far as all have it in common."""

    venue: Venue | None
    street: Division | None
    category: IntakeCategory | None


def place_of(suggestion: Suggestion) -> Place:
    """One query."""
    rows = list(all_sources(suggestion).select_related("venue__street", "category"))
    return Place(
        venue=_common(row.venue for row in rows),
        street=_common(row.venue.street for row in rows),
        category=_common(row.category for row in rows),
    )


def _common(values):
    """The one that all of them are; None where they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def escalated_sources(suggestion: Suggestion) -> QuerySet[IntakeSubmission]:
    """Submissions that still wait for `suggestion`."""
    return IntakeSubmission.objects.filter(
        suggestion_sources__in=SuggestionSource.objects.filter(suggestion=suggestion, is_current=True),
        state="escalated",
    ).order_by("pk")


def all_sources(suggestion: Suggestion) -> QuerySet[IntakeSubmission]:
    """Every submission that ever went into `suggestion`."""
    return IntakeSubmission.objects.filter(suggestion_sources__suggestion=suggestion)


# --- Sessions, units, replies -------------------------------------------------------------------------------------


def sessions_of(site) -> QuerySet[CongressSession]:
    return CongressSession.objects.filter(site=site).select_related("term")


def sessions_seen_by(request) -> QuerySet[CongressSession]:
    """The sessions that the list's filter offers: of the districts whose suggestions the user sees."""
    seen = visible_to(request.user).order_by().values("site")
    return CongressSession.objects.filter(site__in=seen).select_related("term")


def units_seen_by(request) -> QuerySet[HandlingUnit]:
    """Lead units of what the user sees: the filter offers no others."""
    return HandlingUnit.objects.filter(pk__in=visible_to(request.user).order_by().values("lead_unit"))


def current_session(site, today: datetime.date) -> CongressSession | None:
    """The latest session that has begun: suggestions of the recess belong to it."""
    return sessions_of(site).filter(starts_on__lte=today).first()


def units_of(site) -> QuerySet[HandlingUnit]:
    return HandlingUnit.objects.filter(site=site, is_active=True)


def deputies_to_ask(site) -> QuerySet[Deputy]:
    """Serving deputies with an account: those who can adopt."""
    return Deputy.objects.filter(site=site, is_serving=True, user__is_active=True)


def last_reply(suggestion: Suggestion) -> Reply | None:
    return suggestion.replies.select_related("unit").first()


def replies_of(suggestion: Suggestion) -> list[Reply]:
    """All replies, newest first."""
    return list(suggestion.replies.select_related("unit"))


# --- Public -------------------------------------------------------------------------------------------------------


def published(site) -> QuerySet[Suggestion]:
    """What the public sees of `site`, newest number first."""
    return (
        Suggestion.objects.filter(site=site, is_published=True, number__isnull=False)
        .select_related("session__term", "lead_deputy", "lead_unit", "site")
        .order_by("-session__starts_on", "-number")
    )


def count_published(site, since: datetime.date) -> int:
    """How many of those raised on or after `since` the public sees."""
    first = timezone.make_aware(datetime.datetime.combine(since, datetime.time()))
    return Suggestion.objects.filter(site=site, is_published=True, number__isnull=False, created_at__gte=first).count()


def published_with_days(site) -> QuerySet[Suggestion]:
    """`published`, with `published_at`: when the office last published it."""
    shown = Coalesce(last_done(Suggestion, "suggestion.publish"), "state_changed_at")
    return published(site).annotate(published_at=shown)


def published_led_by(deputy: Deputy) -> QuerySet[Suggestion]:
    """What the public sees of the suggestions that `deputy` leads, newest number first."""
    return published(deputy.site).filter(lead_deputy=deputy)


def published_one(site, *, term: int, session: int, number: int) -> Suggestion | None:
    found = published_with_days(site)
    return found.filter(session__term__number=term, session__number=session, number=number).first()


def public_key(suggestion: Suggestion) -> tuple[int, int, int]:
    """What names a published suggestion in addresses: term, session and number."""
    return suggestion.session.term.number, suggestion.session.number, suggestion.number


def public_replies(suggestion: Suggestion) -> list[Reply]:
    """
    The replies of a published suggestion that the office has read: those that were there when it reviewed the
    suggestion for publishing, and all once it has closed it. What a unit sends in between waits.
    """
    replies = replies_of(suggestion)
    if suggestion.state == State.CLOSED:
        return replies
    reviews = [entry.created_at for entry in history(suggestion) if entry.action == "suggestion.publish"]
    return [reply for reply in replies if reviews and reply.created_at <= max(reviews)]
