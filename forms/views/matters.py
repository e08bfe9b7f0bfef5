"""What residents said and what was done, for everybody: the list, and one matter."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.bilingual import Select
from cms.frame import in_language, page_url
from cms.notices.models import ChannelOfNotices
from cms.notices.postmen import channels_on
from cms.textfields import CleanCharField
from forms.follow_form import FollowForm, blank_form
from forms.models import Progress, PublicMatter
from forms.selectors.matters import Wanted, categories, page_of, public_matter, read_key
from liaison_pages.selectors.public_pages import pages_of_venues
from liaison_pages.selectors.venue_lists import streets_with_venues, venue_by_code

NO_SUCH_CHOICE = {"invalid_choice": _("没有这一项，请重新选。")}


@dataclass(frozen=True)
class Tab:
    """A list of one progress: what it is called, and what it says while it is empty."""

    progress: str
    label: Promise
    empty_title: Promise
    empty_text: Promise


TABS = (
    Tab(
        Progress.DONE,
        _("已答复的"),
        _("这里还没有公开的答复"),
        _("居民提的意见答复以后，提交人同意公开的，隐去个人信息写在这里。"),
    ),
    Tab(
        Progress.UNDERWAY,
        _("正在办的"),
        _("这里没有公开的、正在办的事"),
        _("正在办的事，提交人同意公开的，隐去个人信息写在这里，办到哪一步也写在这里。"),
    ),
)


class MatterFilter(forms.Form):
    """The filters of the list, a plain GET form. `venue` is a venue's code, from a link on its page."""

    street = forms.ChoiceField(label=_("街道、镇"), required=False, widget=Select, error_messages=NO_SUCH_CHOICE)
    category = forms.ChoiceField(label=_("类别"), required=False, widget=Select, error_messages=NO_SUCH_CHOICE)
    venue = CleanCharField(max_length=30, required=False, widget=forms.HiddenInput)
    progress = forms.ChoiceField(
        choices=Progress.choices, required=False, widget=forms.HiddenInput, error_messages=NO_SUCH_CHOICE
    )
    before = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, streets, categories, **kwargs):
        super().__init__(data, **kwargs)
        self._streets = {street.code: street for street in streets}
        self._categories = {category.code: category for category in categories}
        for name, rows in (("street", self._streets), ("category", self._categories)):
            choices = ((code, row.display_name) for code, row in rows.items())
            self.fields[name].choices = [("", _("全部")), *choices]

    def shown_fields(self) -> list:
        """The street is left out where one venue is meant."""
        return [self["category"]] if self["venue"].value() else [self["street"], self["category"]]

    def clean_before(self) -> str:
        before = self.cleaned_data["before"]
        try:
            return before and key_as_written(before)
        except ValueError:
            raise forms.ValidationError(_("没有这一页，请从最新的看起。"), code="unreadable") from None

    def wanted(self, venue) -> Wanted:
        """What the cleaned filters ask for; `venue` is the one with the code that they name."""
        data = self.cleaned_data
        return Wanted(
            progress=data["progress"] or Progress.DONE,
            venue=venue,
            street=self._streets.get(data["street"]),
            category=self._categories.get(data["category"]),
        )


def key_as_written(key: str) -> str:
    """`key` of a page, read once; ValueError when it is none."""
    read_key(key)
    return key


@require_safe
def matter_list(request: HttpRequest) -> HttpResponse:
    """`/matters/`: what is public, by progress, street or venue, and category. 400 for filters without sense."""
    site = Site.find_for_request(request)
    form = MatterFilter(request.GET, streets=streets_with_venues(site), categories=categories())
    if not form.is_valid():
        return render(request, "liaison_forms/matters.html", {"form": form, "section": "matters"}, status=400)
    code = form.cleaned_data["venue"]
    venue = venue_by_code(site, code) if code else None
    if code and venue is None:
        raise Http404
    wanted = form.wanted(venue)
    page = page_of(site, wanted, form.cleaned_data["before"])
    context = {
        "section": "matters",
        "form": form,
        "page": page,
        "venue": venue,
        "tab": next(tab for tab in TABS if tab.progress == wanted.progress),
        "tabs": [(tab, _query(form, progress=tab.progress)) for tab in TABS],
        "is_filtered": bool(wanted.street or wanted.category),
        "is_further_on": bool(form.cleaned_data["before"]),
        "newest": _query(form),
        "older": _query(form, before=page.older) if page.older else "",
    }
    return render(request, "liaison_forms/matters.html", context)


def _query(form: MatterFilter, **changed) -> str:
    """The query of the same list with something changed, from its newest page unless that is named."""
    kept = {name: form.cleaned_data[name] for name in ("progress", "street", "category", "venue")}
    chosen = {name: value for name, value in {**kept, **changed}.items() if value and value != Progress.DONE}
    return f"?{urlencode(chosen)}" if chosen else "."


@never_cache  # the form in it is one visitor's
@require_safe
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """`/matters/<code>/`: one matter; 404 for one that is not public, or no more."""
    found = public_matter(Site.find_for_request(request), code)
    if found is None:
        raise Http404
    return show_matter(request, found, blank_form() if can_be_followed() else None)


def can_be_followed() -> bool:
    """Whether mail can be sent at all."""
    return ChannelOfNotices.MAIL in channels_on()


def show_matter(request: HttpRequest, matter: PublicMatter, form: FollowForm | None, status: int = 200) -> HttpResponse:
    """Its page, with the form to follow it where there is one."""
    context = {
        "section": "matters",
        "page_kind": "article",
        "matter": matter,
        "is_taken_up_again": is_taken_up_again(matter),
        "venue_url": _venue_url(matter, request),
        "more_url": in_language(matter.more_path, get_language()) if matter.more_path else "",
        "form": form,
        "is_asked": request.GET.get("follow") == "asked",
    }
    return render(request, "liaison_forms/matter.html", context, status=status)


def is_taken_up_again(matter: PublicMatter) -> bool:
    """Whether it was answered before: an answer that did not help stays to be read while it is handled again."""
    return matter.progress == Progress.UNDERWAY and bool(matter.done_by)


def _venue_url(matter: PublicMatter, request: HttpRequest) -> str:
    if matter.venue is None:
        return ""
    page = pages_of_venues([matter.venue]).get(matter.venue_id)
    return page_url(page, request) if page else ""
