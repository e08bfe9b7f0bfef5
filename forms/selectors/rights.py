"""
Who may see and handle which submissions.

Three desks see submissions: a venue's staff (by their roles there), the deputies on a venue's roster, and the officers
of a unit that a submission was referred to.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.access import roles
from cms.access.selectors import holds_somewhere, may, may_in_district, rows_where, sites_where
from forms.models import HIDING_REASONS, IntakeSubmission, Publication, Review, State
from liaison_pages.models import DistrictSettings, HandlingUnit, Venue

# A unit sees what it was given, from the referral on; a case taken back is no longer its own.
UNIT_STATES = (State.REFERRED, State.ANSWERED, State.CLOSED)
DEPUTY_STATES = (State.SCREENING, State.ACCEPTED)  # where a deputy on the roster has a move to make

KEPT_DESKS = "_liaison_desks"


def venues_of_deputy(user) -> QuerySet[Venue]:
    """The venues on whose roster the user's deputy stands, while serving."""
    if not user.is_authenticated or not user.is_active:
        return Venue.objects.none()
    return Venue.objects.filter(memberships__deputy__user=user, memberships__deputy__is_serving=True)


def units_of(user) -> QuerySet[HandlingUnit]:
    """The units the user acts for."""
    if not user.is_authenticated or not user.is_active:
        return HandlingUnit.objects.none()
    return HandlingUnit.objects.filter(officers=user, is_active=True)


@dataclass(frozen=True)
class Desks:
    """The desks that no role gives: ids of the venues where somebody receives as a deputy, and of their units."""

    venues: tuple[int, ...]
    units: tuple[int, ...]


def desks_of(user) -> Desks:
    """
    The desks of `user`, kept on the instance like `grants_of`: two queries a request. As ids, for an index serves
    them; few have any, and what none has is left out of every question.
    """
    kept = getattr(user, KEPT_DESKS, None)
    if kept is None:
        venues, units = venues_of_deputy(user), units_of(user)
        kept = Desks(tuple(venues.values_list("pk", flat=True)), tuple(units.values_list("pk", flat=True)))
        setattr(user, KEPT_DESKS, kept)
    return kept


def is_receiving_deputy(user, submission) -> bool:
    """Whether the user is a deputy who receives residents at the submission's venue."""
    return venues_of_deputy(user).filter(pk=submission.venue_id).exists()


def is_officer(user, submission) -> bool:
    """Whether the user acts for the unit that the submission was referred to."""
    return bool(submission.referred_to_id) and units_of(user).filter(pk=submission.referred_to_id).exists()


def is_of_district_office(user, submission) -> bool:
    """Whether the user reads submissions for the whole district of the submission's site."""
    sites = sites_where(user, roles.VIEW_SUBMISSIONS)
    return sites is None or submission.site_id in sites


def sites_of_office(user) -> list[int]:
    """Ids of the sites whose submissions the user reads for the whole district; none for superusers, who read all."""
    return sorted(sites_where(user, roles.VIEW_SUBMISSIONS) or ())


def venues_to_pass_to(user, submission) -> QuerySet[Venue]:
    """
    The venues in use that the user may pass the submission to: for the office and the district's desk all of its site,
    for other staff those below their venue's own home, and that desk.
    """
    venues = Venue.objects.filter(site=submission.site_id, is_active=True).exclude(pk=submission.venue_id)
    desk = DistrictSettings.for_site(submission.site).desk_venue_id
    if may_in_district(user, roles.HANDLE_SUBMISSIONS, submission.site) or submission.venue_id == desk:
        return venues.order_by("path")
    home = submission.venue.path[: Venue.steplen]
    return venues.filter(Q(path__startswith=home) | Q(pk=desk)).order_by("path")


def hidden_text() -> Q:
    """The condition for rows whose text only the district office may read."""
    return Q(reject_reason__in=HIDING_REASONS)


def shows_text(user, submission) -> bool:
    """Whether the user may read what was said: some rejections hide it from all but the district office."""
    return not submission.is_hidden or is_of_district_office(user, submission)


def may_see_contact(user, submission) -> bool:
    """
    Whether the user may open the author's contact data: head and district office, by a click that is logged. Of an
    author who does not want to be known at the venue, the district office alone.
    """
    if submission.is_anonymous:
        return may_in_district(user, roles.VIEW_CONTACTS, submission.site)
    return may(user, roles.VIEW_CONTACTS, submission)


def visible_to(user) -> QuerySet[IntakeSubmission]:
    """The submissions the user may know of."""
    if not user.is_authenticated or not user.is_active:
        return IntakeSubmission.objects.none()
    desks = desks_of(user)
    return IntakeSubmission.objects.filter(
        rows_where(user, roles.VIEW_SUBMISSIONS)
        | Q(venue__in=desks.venues)
        | Q(referred_to__in=desks.units, state__in=UNIT_STATES)
    )


def may_see(user, submission) -> bool:
    """Whether the user may know of this one."""
    return visible_to(user).filter(pk=submission.pk).exists()


def decides(user) -> bool:
    """Whether anything can ever wait for the user: readers and auditors only look."""
    return holds_somewhere(user, roles.HANDLE_SUBMISSIONS) or has_a_desk(user)


def has_a_desk(user) -> bool:
    """Whether the user is a deputy on some roster or acts for some unit."""
    desks = desks_of(user)
    return bool(desks.venues or desks.units)


def waiting_for(user) -> QuerySet[IntakeSubmission]:
    """The submissions whose next step is the user's, as `waiting` says."""
    return IntakeSubmission.objects.filter(waiting(user))


def waiting(user) -> Q:
    """
    The condition for what waits for the user: to screen and to decide at their venues, to answer for their units.

    What was referred comes back to its desk's attention once it is overdue: 12345 has no account here, and a unit may
    need a reminder. The office reviews what an author says is not solved for a second time, and texts for the public;
    those that it sends back are the desk's. Deputies are asked for what is new at their venues; a reader is asked for
    nothing.
    """
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    overdue = Q(state=State.REFERRED, due_on__lt=timezone.localdate())
    to_mend = Q(publication=Publication.RETURNED)
    of_staff = (Q(state__in=DEPUTY_STATES) | overdue | to_mend) & rows_where(user, roles.HANDLE_SUBMISSIONS)
    desks = desks_of(user)
    if holds_somewhere(user, roles.ANSWER_ESCALATED):
        to_review = Q(review=Review.ASKED) | Q(publication=Publication.WAITING)
        of_staff |= to_review & rows_where(user, roles.ANSWER_ESCALATED)
    return (
        of_staff
        | Q(state__in=DEPUTY_STATES, venue__in=desks.venues)
        | Q(state=State.REFERRED, referred_to__in=desks.units)
    )
