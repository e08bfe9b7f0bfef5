"""A venue is chosen from a list while it is short, else typed."""

import pytest
from django import forms

from cms.access import place_field
from cms.access.place_field import PlaceField
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
    form = PlaceForm({"place": str(venues["GL-A"].pk)})
    assert form.is_valid()
    assert form.cleaned_data["place"] == venues["GL-A"]
    assert str(form["place"]).count("<option") == 3


@pytest.mark.parametrize("text", ["GL-A", "gl-a", " 示例东站 ", "id"])
def test_long_list_is_typed(venues, text):
    form = PlaceForm({"place": str(venues["GL-A"].pk) if text == "id" else text})
    assert form.is_valid()
    assert form.cleaned_data["place"] == venues["GL-A"]
    assert "<option" not in str(form["place"])


def test_part_of_one_name_is_enough(venues):
    form = PlaceForm({"place": "西"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == venues["GL-C"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("示例", "有几个站点的名称里有“示例”，请写全名称或编码。"),
        ("没有的", "没有找到站点“没有的”，请核对名称或编码。"),
        ("9" * 30, f"没有找到站点“{'9' * 30}”，请核对名称或编码。"),
        ("a\x00b", "没有找到站点“a\x00b”，请核对名称或编码。"),
    ],
)
def test_what_is_not_one_venue_is_told_and_kept(venues, text, told):
    form = PlaceForm({"place": text})
    assert form.errors == {"place": [told]}
    assert form["place"].value() == text


def test_nothing_typed_is_nothing(venues):
    form = PlaceForm({"place": " "})
    assert form.is_valid()
    assert form.cleaned_data["place"] is None


@pytest.mark.parametrize("by", ["initial", "link"])
def test_chosen_venue_is_shown_by_its_code(venues, by):
    venue = venues["GL-B"]
    form = PlaceForm(initial={"place": venue}) if by == "initial" else PlaceForm({"place": str(venue.pk)})
    assert 'value="GL-B"' in str(form["place"])


def test_venues_outside_the_list_are_not_found(venues):
    form = PlaceForm({"place": "GL-A"})
    form.fields["place"].queryset = Venue.objects.exclude(code="GL-A")
    form.fields["place"].is_typed = True
    assert form.errors == {"place": ["没有找到站点“GL-A”，请核对名称或编码。"]}
