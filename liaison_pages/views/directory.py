"""What the directory shows: the venues that match the filters, by street."""

from datetime import date, timedelta
from itertools import groupby

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.bilingual import Select
from cms.frame import page_url
from cms.templatetags.liaison_theme import day_short
from cms.textfields import CleanCharField
from liaison_pages.models import DirectoryPage, Reception, Venue, VenueKind
from liaison_pages.selectors.public_pages import pages_of_venues
from liaison_pages.selectors.receptions import next_of_venues, receives
from liaison_pages.selectors.venue_lists import counts_by_street, find_venues, streets_with_venues

WEEK_DAYS = 7
SHORT_LIST = 200  # venues on one page: a district has 100 to 160
PER_PAGE = 50  # of a street that has more
MOST_POINTS = 600  # venues that a browser gets at once, to sort by distance and to show on a map: 50 KB, compressed
NO_SUCH_CHOICE = {"invalid_choice": _("没有这一项，请重新选。")}


class DirectoryFilter(forms.Form):
    """The filters of the directory, a plain GET form."""

    class When:
        TODAY = "today"
        WEEK = "week"

    q = CleanCharField(label=_("名称、地址或社区"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("类型"), required=False, choices=[("", _("全部")), *VenueKind.choices], error_messages=NO_SUCH_CHOICE
    )
    street = forms.ChoiceField(label=_("街道、镇"), required=False, widget=Select, error_messages=NO_SUCH_CHOICE)
    deputy = CleanCharField(label=_("代表姓名"), max_length=60, required=False)
    when = forms.ChoiceField(
        label=_("接待时间"),
        required=False,
        choices=[("", _("不限")), (When.TODAY, _("今天接待")), (When.WEEK, _("七天内接待"))],
        error_messages=NO_SUCH_CHOICE,
    )

    def __init__(self, *args, streets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["street"].choices = [("", _("全部")), *((street.code, street.display_name) for street in streets)]

    def find(self, site) -> QuerySet[Venue]:
        """What the filters ask for; they are valid."""
        wanted = self.cleaned_data
        last = {self.When.TODAY: timezone.localdate(), self.When.WEEK: week_ends()}.get(wanted["when"])
        return find_venues(
            site,
            words=wanted["q"],
            kind=wanted["kind"],
            street=wanted["street"],
            deputy=wanted["deputy"],
            receiving=receives(last) if last else None,
        )


def week_ends() -> date:
    """The last of the seven days that begin today."""
    return timezone.localdate() + timedelta(days=WEEK_DAYS - 1)


def present(page: DirectoryPage, request) -> dict:
    """
    The context of `liaison_pages/directory_page.html`; `status` is 400 for filters without sense.

    Up to `SHORT_LIST` venues stand on one page by street (`groups`). Of more, the page shows the streets with their
    counts (`streets`), and within a street some at a time.
    """
    site = Site.find_for_request(request) or page.get_site()
    streets = streets_with_venues(site)
    form = DirectoryFilter(request.GET, streets=streets)
    context = {"form": form, "trail": [], "for_intake": request.GET.get("for") == "intake"}
    context["section"] = "intake" if context["for_intake"] else "venues"
    if not form.is_valid():
        return {**context, "status": 400, "groups": [], "count": 0, "is_filtered": True}
    venues = form.find(site)
    counts = counts_by_street(venues, today=receives(timezone.localdate()))
    count = sum(each.count for each in counts.values())
    context |= {"count": count, "is_filtered": any(form.cleaned_data.values())}
    context |= {"can_locate": 0 < count <= MOST_POINTS, "tiles": settings.MAP_TILES, "kinds": VenueKind.choices}
    if count > SHORT_LIST and not form.cleaned_data["street"]:
        found = [{"street": street, "counts": counts[street.pk]} for street in streets if street.pk in counts]
        return {**context, "groups": [], "streets": found}
    shown = Paginator(venues, SHORT_LIST if count <= SHORT_LIST else PER_PAGE).get_page(request.GET.get("page"))
    return {**context, "groups": by_street(list(shown.object_list), request), "page_of_venues": shown}


def by_street(venues: list[Venue], request) -> list[dict]:
    """Streets with the rows of their venues: {street, rows}."""
    rows = {row["venue"].pk: row for row in venue_rows(venues, request)}
    grouped = groupby(venues, key=lambda venue: venue.street)
    return [{"street": street, "rows": [rows[venue.pk] for venue in members]} for street, members in grouped]


def venue_rows(venues: list[Venue], request) -> list[dict]:
    """{venue, url, when, is_today} for each of `venues`, which have a page: what is on within a week. Two queries."""
    pages, coming = pages_of_venues(venues), next_of_venues(venues, week_ends())
    today = timezone.localdate()
    return [
        {
            "venue": venue,
            "url": page_url(pages[venue.pk], request),
            "when": when_text(held := coming.get(venue.pk)),
            "is_today": bool(held and held.date == today),
        }
        for venue in venues
    ]


def when_text(held: Reception | None) -> str:
    """今天 9:00–11:00, 12月15日 周二 9:00–11:00 接待; empty without a reception."""
    if held is None:
        return ""
    if held.date == timezone.localdate():
        return gettext("今天 %(hours)s") % {"hours": held.time_text}
    return gettext("%(day)s %(hours)s 接待") % {"day": day_short(held.date), "hours": held.time_text}
