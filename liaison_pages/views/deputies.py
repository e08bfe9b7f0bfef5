"""The list of deputies and a deputy's public page."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.bilingual import Select
from cms.frame import page_url
from cms.textfields import CleanCharField
from liaison_pages import linked_data
from liaison_pages.models import Deputy, DeputyLevel, Venue
from liaison_pages.selectors.deputies import (
    PORTRAIT,
    deputy_by_code,
    filtered_deputies,
    level_counts,
    public_deputies,
    public_deputy,
    venues_of_deputy,
)
from liaison_pages.selectors.public_pages import forms_to_deputies, pages_of_venues, picture_url
from liaison_pages.selectors.receptions import upcoming_of
from liaison_pages.selectors.venue_lists import streets_with_venues, venue_by_code
from liaison_pages.views.directory import NO_SUCH_CHOICE
from liaison_pages.views.parts import reception_rows

PER_PAGE = 48
SHOWN_RECEPTIONS = 4


class DeputyFilter(forms.Form):
    """The filters of the list. `venue` is a venue's code, from a link on its page."""

    name = CleanCharField(label=_("姓名"), max_length=60, required=False)
    level = forms.ChoiceField(label=_("级别"), required=False, error_messages=NO_SUCH_CHOICE)
    street = forms.ChoiceField(label=_("所在街道、镇"), required=False, widget=Select, error_messages=NO_SUCH_CHOICE)
    venue = CleanCharField(max_length=30, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, levels, streets, **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(DeputyLevel.choices)
        self.fields["level"].choices = [("", _("全部")), *((code, labels[code]) for code in levels)]
        self.fields["street"].choices = [("", _("全部")), *((street.code, street.display_name) for street in streets)]


def deputy_list(request):
    """`/deputies/`: deputies on a roster or not, by level, street, venue and name. 400 for filters without sense."""
    site = Site.find_for_request(request)
    counts = level_counts(site)
    form = DeputyFilter(request.GET, levels=counts, streets=streets_with_venues(site))
    page, venue, status = None, None, 200
    if form.is_valid():
        wanted = form.cleaned_data
        venue = venue_by_code(site, wanted["venue"]) if wanted["venue"] else None
        if wanted["venue"] and venue is None:
            raise Http404
        page = Paginator(filtered_deputies(site, **wanted), PER_PAGE).get_page(request.GET.get("page"))
        page.object_list = public_deputies(page.object_list)
    else:
        status = 400
    context = {
        "section": "deputies",
        "form": form,
        "page_of_deputies": page,
        "venue": venue,
        "total": sum(counts.values()),
    }
    return render(request, "liaison_pages/deputy_list.html", context, status=status)


def deputy_detail(request, code: str):
    """`/deputies/<code>/`: what is public of one deputy; 404 for one who is not published."""
    deputy = deputy_by_code(Site.find_for_request(request), code)
    if deputy is None:
        raise Http404
    venues = venues_of_deputy(deputy)
    pages = pages_of_venues(venues)
    shown = public_deputy(deputy, with_groups=True)
    portrait = picture_url(shown.photo, PORTRAIT)
    coming = reception_rows(upcoming_of(deputy, SHOWN_RECEPTIONS), request)
    context = {
        "section": "deputies",
        "page_kind": "profile",
        "share_image": portrait,
        "linked_data": [linked_data.person(shown, request, image=portrait)],
        "deputy": shown,
        "record": deputy,  # for the slot alone: templates show `deputy`
        "receptions": coming,
        "next": next((row for row in coming if not row["is_cancelled"]), None),
        "write": way_to_write(deputy, venues, request),
        "venues": [
            {"venue": venue, "url": page_url(pages[venue.pk], request)} for venue in venues if venue.pk in pages
        ],
    }
    return render(request, "liaison_pages/deputy_detail.html", context)


def way_to_write(deputy: Deputy, venues: list[Venue], request) -> dict | None:
    """{venue, url}: the first of `venues` whose form is open, with the deputy chosen; None for who serves no longer."""
    forms = forms_to_deputies(venues) if venues and deputy.is_serving else {}
    for venue in venues:
        if form := forms.get(venue.pk):
            return {"venue": venue, "url": f"{page_url(form, request)}?{form.takes_deputy}={deputy.code}"}
    return None
