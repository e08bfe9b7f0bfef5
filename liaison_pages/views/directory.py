"""What the directory shows: the venues that match the filters, by street."""

from datetime import timedelta
from itertools import groupby

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.bilingual import Select
from cms.frame import page_url
from cms.textfields import CleanCharField
from liaison_pages.models import DirectoryPage, VenueKind
from liaison_pages.selectors.public_pages import pages_of_venues
from liaison_pages.selectors.receptions import receptions_between
from liaison_pages.selectors.venue_lists import find_venues, streets_with_venues

WEEK_DAYS = 7
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


def present(page: DirectoryPage, request) -> dict:
    """The context of `liaison_pages/directory_page.html`; `status` is 400 for filters without sense."""
    site = Site.find_for_request(request) or page.get_site()
    form = DirectoryFilter(request.GET, streets=streets_with_venues(site))
    context = {"form": form, "trail": [], "for_intake": request.GET.get("for") == "intake"}
    context["section"] = "intake" if context["for_intake"] else "venues"
    if not form.is_valid():
        return {**context, "status": 400, "groups": [], "count": 0, "is_filtered": True}
    wanted = form.cleaned_data
    coming = next_by_venue(site, days=WEEK_DAYS)
    receiving = None
    if wanted["when"]:
        today = timezone.localdate()
        receiving = {pk for pk, held in coming.items() if wanted["when"] == form.When.WEEK or held.date == today}
    venues = find_venues(
        site,
        words=wanted["q"],
        kind=wanted["kind"],
        street=wanted["street"],
        deputy=wanted["deputy"],
        receiving=receiving,
    )
    return {
        **context,
        "groups": by_street(venues, coming, request),
        "count": len(venues),
        "is_filtered": any(wanted.values()),
    }


def next_by_venue(site, *, days: int) -> dict:
    """Venue id → its first reception from today within `days` days that is not cancelled and not over."""
    now = timezone.localtime()
    last = now.date() + timedelta(days=days - 1)
    found: dict = {}
    for reception in receptions_between(site, now.date(), last):
        is_over = reception.date == now.date() and reception.ends_at <= now.time()
        if reception.status != reception.Status.CANCELLED and not is_over:
            found.setdefault(reception.venue_id, reception)
    return found


def by_street(venues, coming: dict, request) -> list[dict]:
    """Streets with the rows of their venues: {street, rows: [{venue, url, next, is_today}]}."""
    pages = pages_of_venues(venues)
    today = timezone.localdate()

    def row(venue) -> dict:
        held = coming.get(venue.pk)
        url = page_url(pages[venue.pk], request)
        return {"venue": venue, "url": url, "next": held, "is_today": bool(held and held.date == today)}

    grouped = groupby(venues, key=lambda venue: venue.street)
    return [{"street": street, "rows": [row(venue) for venue in members]} for street, members in grouped]
