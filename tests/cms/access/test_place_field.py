"""A venue is chosen from a list while it is short, else typed."""

import pytest
from django import forms

from cms.access import place_field
from cms.access.place_field import PlaceField, PlaceFilterField
from liaison_pages.models import Venue
from tests.factories.liaison_pages import VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def venues(site, monkeypatch):
    """Three, where two make a long list already."""
    monkeypatch.setattr(place_field, "MOST_LISTED", 2)
    names = {"GL-A": "示例东站", "GL-B": "示例东站二", "GL-C": "示例西站"}
    return {code: VenueFactory(code=code, name=name) for code, name in names.items()}


class PlaceForm(forms.Form):
    place = PlaceField(queryset=Venue.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Venue.objects.order_by("path")


def test_short_list_is_chosen_from(venues):
    Venue.objects.get(code="GL-C").delete()
    form = PlaceForm({"place": "GL-A"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == venues["GL-A"]
    assert str(form["place"]).count("<option") == 3


@pytest.mark.parametrize("text", ["GL-A", "gl-a", " 示例东站 "])
def test_long_list_is_typed(venues, text):
    form = PlaceForm({"place": text})
    assert form.is_valid()
    assert form.cleaned_data["place"] == venues["GL-A"]
    assert "<option" not in str(form["place"])


@pytest.mark.parametrize("is_long", [True, False])
def test_digits_are_a_code_and_never_an_id(venues, monkeypatch, is_long):
    first, last = venues["GL-A"], venues["GL-C"]
    Venue.objects.filter(pk=last.pk).update(code=str(first.pk))
    monkeypatch.setattr(place_field, "MOST_LISTED", 2 if is_long else 200)
    form = PlaceForm({"place": str(first.pk)})
    assert form.is_valid()
    assert form.cleaned_data["place"] == last
    assert not PlaceForm({"place": str(last.pk)}).is_valid()


def test_code_goes_before_another_venues_name(venues):
    Venue.objects.filter(code="GL-C").update(name="GL-A")
    form = PlaceForm({"place": "GL-A"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == venues["GL-A"]


def test_part_of_a_name_chooses_in_a_filter_alone(venues):
    assert PlaceFilterField(queryset=Venue.objects.all()).clean("西") == venues["GL-C"]
    assert not PlaceForm({"place": "西"}).is_valid()


SIMILAR = "“{}”说不准是哪个站点，相近的有：{}。请写全名称或编码。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("西", SIMILAR.format("西", "示例西站（GL-C）")),
        ("示例", SIMILAR.format("示例", "示例东站（GL-A）、示例东站二（GL-B）……")),
        ("没有的", "没有找到站点“没有的”，请核对名称或编码。"),
        ("9" * 30, f"没有找到站点“{'9' * 30}”，请核对名称或编码。"),
        ("a\x00b", "没有找到站点“a\x00b”，请核对名称或编码。"),
    ],
)
def test_what_is_not_one_venue_is_told_and_kept(venues, monkeypatch, text, told):
    monkeypatch.setattr(place_field, "MOST_SIMILAR", 2)
    form = PlaceForm({"place": text})
    assert form.errors == {"place": [told]}
    assert form["place"].value() == text


def test_two_venues_of_one_name_are_told_apart_by_their_codes(venues):
    Venue.objects.filter(code="GL-B").update(name="示例东站")
    form = PlaceForm({"place": "示例东站"})
    assert form.errors == {"place": [SIMILAR.format("示例东站", "示例东站（GL-A）、示例东站（GL-B）")]}


def test_nothing_typed_is_nothing(venues):
    form = PlaceForm({"place": " "})
    assert form.is_valid()
    assert form.cleaned_data["place"] is None


@pytest.mark.parametrize("is_long", [True, False])
def test_chosen_venue_is_shown_by_its_code(venues, monkeypatch, is_long):
    monkeypatch.setattr(place_field, "MOST_LISTED", 2 if is_long else 200)
    html = str(PlaceForm(initial={"place": venues["GL-B"]})["place"])
    assert ('value="GL-B"' if is_long else '<option value="GL-B" selected>') in html


def test_venues_outside_the_list_are_not_found(venues):
    form = PlaceForm({"place": "GL-A"})
    form.fields["place"].queryset = Venue.objects.exclude(code="GL-A")
    form.fields["place"].is_typed = True
    assert form.errors == {"place": ["没有找到站点“GL-A”，请核对名称或编码。"]}
