""" "Who is my deputy": by community, street or constituency, with the reason said for each."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.bilingual import Select
from cms.frame import page_url
from cms.textfields import CleanCharField
from liaison_pages.models import Deputy, Division
from liaison_pages.selectors import my_deputies
from liaison_pages.selectors.deputies import public_deputy
from liaison_pages.selectors.my_deputies import Found
from liaison_pages.selectors.public_pages import forms_to_deputies, pages_of_venues
from liaison_pages.selectors.receptions import next_of_deputies
from liaison_pages.views.directory import NO_SUCH_CHOICE, when_text


class PlaceForm(forms.Form):
    """Where somebody lives, a plain GET form: by name, or chosen from the streets and their communities."""

    q = CleanCharField(label=_("社区、村或街道的名称"), max_length=60, required=False)
    place = forms.ChoiceField(label=_("或者从这里选"), required=False, widget=Select, error_messages=NO_SUCH_CHOICE)
    constituency = CleanCharField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, places: list[Division], streets: list[Division], constituencies: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {place.code: place for place in (*streets, *places)}
        self.constituencies = constituencies
        groups = []
        for street in streets:
            below = [(each.code, each.display_name) for each in places if each.parent_id == street.pk]
            whole = (street.code, _("%(street)s（整个）") % {"street": street.display_name})
            groups.append((street.display_name, [whole, *below]))
        self.fields["place"].choices = [("", _("请选择")), *groups]

    def clean_place(self) -> Division | None:
        return self.places.get(self.cleaned_data["place"])

    def clean_constituency(self) -> str:
        name = self.cleaned_data["constituency"]
        if name and name not in self.constituencies:
            raise ValidationError(NO_SUCH_CHOICE["invalid_choice"])
        return name


def my_deputy(request):
    """`/deputies/mine/`: a form, and for what it asks the deputies by reason. 400 for what makes no sense."""
    site = Site.find_for_request(request)
    names = my_deputies.constituency_names(site)
    streets, places = my_deputies.streets_to_choose(site), my_deputies.communities_to_choose(site)
    form = PlaceForm(request.GET, places=list(places), streets=list(streets), constituencies=names)
    context = {"section": "deputies", "form": form, "constituencies": names, "is_asked": False}
    if not form.is_valid():
        return render(request, "liaison_pages/my_deputy.html", context, status=400)
    wanted = form.cleaned_data
    context |= {"is_asked": any(wanted.values()), "constituency": wanted["constituency"], "words": wanted["q"]}
    place = wanted["place"]
    if not place and not wanted["constituency"] and wanted["q"]:
        like = my_deputies.places_like(site, wanted["q"])
        place = like[0] if len(like) == 1 else None
        context["like"] = [] if place else like
    if place:
        context |= {"place": place, "groups": groups_for(site, place, request)}
    elif wanted["constituency"]:
        found = my_deputies.by_constituencies(site, [wanted["constituency"]])
        context |= {"groups": shown_groups(site, [found], request)}
        context["communities"] = my_deputies.communities_of(site, wanted["constituency"])
    return render(request, "liaison_pages/my_deputy.html", context)


def groups_for(site, place: Division, request) -> list[dict]:
    """What is found for `place`, as `shown_groups`: its constituencies, its own venues, the home of its street."""
    is_street = place.level == Division.Level.STREET
    found = [my_deputies.by_constituencies(site, my_deputies.names_for(site, place))]
    if not is_street:
        found.append(my_deputies.at_venues(site, my_deputies.venues_in(site, place)))
    found.append(my_deputies.at_venues(site, my_deputies.homes_of(site, place if is_street else place.parent)))
    return shown_groups(site, found, request)


def shown_groups(site, found: list[Found], request) -> list[dict]:
    """{constituencies, venues: [{venue, url}], rows, is_cut} of each reason that has a deputy; each deputy once."""
    deputies = {deputy.pk: deputy for each in found for deputy in each.deputies}
    rows = deputy_rows(list(deputies.values()), site, request)
    pages = pages_of_venues({venue for each in found for venue in each.venues})
    groups, seen = [], set()
    for each in found:
        new = [deputy.pk for deputy in each.deputies if deputy.pk not in seen]
        seen.update(new)
        venues = [{"venue": venue, "url": page_url(pages[venue.pk], request)} for venue in each.venues]
        group = {"constituencies": each.constituencies, "venues": venues, "is_cut": each.is_cut}
        if new:
            groups.append({**group, "rows": [rows[pk] for pk in new]})
    return groups


def deputy_rows(deputies: list[Deputy], site, request) -> dict[int, dict]:
    """Deputy id → {deputy, next, when, write}: the next reception, and the form with the deputy chosen."""
    coming, rosters = next_of_deputies(deputies, site), my_deputies.rosters_of(deputies, site)
    open_forms = forms_to_deputies({venue for venues in rosters.values() for venue in venues})
    rows = {}
    for deputy in deputies:
        form = next((open_forms[venue.pk] for venue in rosters.get(deputy.pk, ()) if venue.pk in open_forms), None)
        rows[deputy.pk] = {
            "deputy": public_deputy(deputy),
            "next": (held := coming.get(deputy.pk)),
            "when": when_text(held),
            "write": f"{page_url(form, request)}?{form.takes_deputy}={deputy.code}" if form else "",
        }
    return rows
