"""What staff see of a venue's rota and roster."""

from datetime import date, datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from liaison_pages.models import Deputy, HandlingUnit, Reception, ReceptionRule, Venue, VenueMembership
from liaison_pages.selectors.receptions import with_people

SHOWN = 40


def current_rules(venue: Venue, today: date | None = None) -> list[ReceptionRule]:
    """The rules that have not ended, with the people they name."""
    today = today or timezone.localdate()
    rules = venue.reception_rules.exclude(ends_on__lt=today).prefetch_related("deputies", "units")
    return list(rules.order_by("starts_on", "pk"))


def coming_receptions(venue: Venue, now: datetime | None = None, limit: int = SHOWN) -> list[Reception]:
    """The next receptions by day, cancelled ones included; `can_restore` says whether the planned day is to come."""
    today = timezone.localdate(now)
    can_restore = ExpressionWrapper(Q(planned_on__gte=today), output_field=BooleanField())
    rows = with_people(venue.receptions.filter(date__gte=today)).annotate(can_restore=can_restore)
    return list(rows[:limit])


def eligible_deputies(venue: Venue) -> QuerySet[Deputy]:
    """Deputies whom this venue's staff may put on its rota and roster: the serving ones of its site."""
    return Deputy.objects.filter(site=venue.site_id, is_serving=True)


def eligible_units(venue: Venue) -> QuerySet[HandlingUnit]:
    """Units that may be named as present."""
    return HandlingUnit.objects.filter(site=venue.site_id, is_active=True)


def roster_deputies(venue: Venue) -> QuerySet[Deputy]:
    """Deputies on the venue's roster, in its order."""
    return Deputy.objects.filter(memberships__venue=venue).order_by("memberships__sort_order", "code")


def roster(venue: Venue) -> list[VenueMembership]:
    """The roster in its order, with the deputies."""
    return list(venue.memberships.select_related("deputy"))
