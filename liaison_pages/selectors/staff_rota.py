"""What staff see of a venue's rota and roster."""

from datetime import date, datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

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


def reception_state(reception: Reception) -> dict[str, tuple[str, str]]:
    """All that staff can change of one reception, in words: name → (label, text)."""
    deputies, units = ([str(row) for row in people.all()] for people in (reception.deputies, reception.units))
    return {
        "date": (_("日期"), reception.long_day_text),
        "starts_at": (_("时间"), reception.time_text),
        "status": (_("状态"), reception.get_status_display()),
        "reason": (_("原因"), reception.reason),
        "topic": (_("话题"), reception.topic),
        "deputies": (_("接待代表"), _("、").join(deputies)),
        "units": (_("到场单位"), _("、").join(units)),
    }


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
