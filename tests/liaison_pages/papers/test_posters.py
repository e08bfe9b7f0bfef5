"""Posters: what stands on them, where their code leads, and for whom there are none."""

import pytest
from wagtail.models import PageViewRestriction

from liaison_pages.models import DistrictSettings, VenuePage
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import DeputyFactory, VenueFactory, VenueMembershipFactory, VenuePageFactory
from tests.factories.media import LiaisonImageFactory
from tests.papers import codes_on, fonts_of, pages_of, words_of

pytestmark = pytest.mark.django_db

HOSTILE = "#import *x* $y$ _z_ @a"


@pytest.fixture
def venue(site):
    venue = VenueFactory(name="琼花观社区代表联络站", address="示例路 29 号", phone="0514-00001234")
    IntakePageFactory(venue=venue)
    return venue


@pytest.fixture
def deputy(venue):
    deputy = DeputyFactory(
        name="方海萍", constituency="东关第一选区", work_unit="示例小学", photo=LiaisonImageFactory()
    )
    return VenueMembershipFactory(venue=venue, deputy=deputy).deputy


def poster(client, row, *, size="", status=200) -> bytes:
    """The poster of a venue or a deputy."""
    kind = "deputies" if hasattr(row, "is_serving") else "venues"
    response = client.get(f"/{kind}/{row.code}/poster.pdf{size}")
    assert (response.status_code, response.cookies) == (status, {})
    if status == 200:
        assert response["Content-Type"] == "application/pdf"
    return response.content


def test_venue_poster_is_read_and_scanned(client, venue):
    pdf = poster(client, venue)
    words = words_of(pdf)
    for expected in (venue.name, "示例路29号", "0514-00001234", "把话说给代表听", f"localhost/q/p{venue.pk}"):
        assert expected in words
    assert codes_on(pdf) == [f"http://localhost/q/p{venue.pk}"]
    assert pages_of(pdf) == (1, "A4")
    assert {row[1:] for row in fonts_of(pdf)} == {("yes", "yes")}
    assert {row[0] for row in fonts_of(pdf)} == {"NotoSansCJKsc-Bold", "NotoSansCJKsc-Regular", "NotoSerifCJKsc-Bold"}


def test_code_leads_to_the_form(client, venue):
    (url,) = codes_on(poster(client, venue))
    response = client.get(url.removeprefix("http://localhost"), follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[0][0].endswith("/?from=poster")
    assert 'name="content"' in response.content.decode()


def test_a3_is_the_same_larger(client, venue):
    pdf = poster(client, venue, size="?size=a3")
    assert pages_of(pdf) == (1, "A3")
    assert words_of(pdf) == words_of(poster(client, venue, size="?size=a4"))


def test_code_is_read_in_bad_light(client, venue):
    """From a coarse picture of the whole sheet, as a cheap phone takes it from two metres."""
    assert codes_on(poster(client, venue), dpi=24) == [f"http://localhost/q/p{venue.pk}"]


def test_deputy_poster_is_read_and_scanned(client, venue, deputy):
    pdf = poster(client, deputy)
    words = words_of(pdf)
    for expected in ("方海萍", "区代表", "选区：东关第一选区", venue.name, "0514-00001234", "示例人物"):
        assert expected in words
    assert "示例小学" not in words  # the place of work is not public
    assert codes_on(pdf) == [f"http://localhost/q/d{deputy.pk}"]
    assert pages_of(pdf) == (1, "A4")


def test_photo_is_printed_only_where_it_is_public(client, deputy):
    with_photo = poster(client, deputy)
    deputy.shows_photo = False
    deputy.save()
    without = poster(client, deputy)
    assert (with_photo.count(b"/DCTDecode"), without.count(b"/DCTDecode")) == (1, 0)


def test_photo_whose_file_is_gone_is_a_stand_in(client, deputy):
    deputy.photo.file.storage.delete(deputy.photo.file.name)
    assert poster(client, deputy).count(b"/DCTDecode") == 0


def test_deputy_without_venue_names_the_district(client, site):
    DistrictSettings.objects.update_or_create(site=site, defaults={"full_name": "示例区家站点", "phone": "0514-1"})
    words = words_of(poster(client, DeputyFactory(name="李")))
    assert "示例区家站点" in words
    assert "0514-1" in words


def test_hostile_and_long_names_fit_on_one_page(client, site):
    venue = VenueFactory(name=f"{HOSTILE}{'站' * 38}", address="#" * 120, phone="*" * 30, hours="$" * 80)
    IntakePageFactory(venue=venue)
    deputy = DeputyFactory(name="#" + "名" * 59, constituency="$" + "区" * 79)
    VenueMembershipFactory(venue=venue, deputy=deputy)
    for pdf in (poster(client, venue), poster(client, deputy)):
        assert pages_of(pdf) == (1, "A4")
        assert len(codes_on(pdf)) == 1
        assert HOSTILE.replace(" ", "") in words_of(pdf)


def test_english_poster_has_english_words(client, venue):
    venue.name_en = "Qionghuaguan Station"
    venue.save()
    response = client.get(f"/en/venues/{venue.code}/poster.pdf")
    assert "QionghuaguanStation" in words_of(response.content)
    assert codes_on(response.content) == [f"http://localhost/q/p{venue.pk}"]


@pytest.mark.parametrize("query", ["?size=a5", "?size=", "?size=A4", "?size=a3&size=../x"])
def test_size_that_there_is_not(client, venue, query):
    poster(client, venue, size=query, status=404)


def test_no_poster_of_what_is_not_public(client, venue, deputy):
    deputy.is_published = False
    deputy.save()
    poster(client, deputy, status=404)
    page = VenuePage.objects.get(venue=venue)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="示例")
    poster(client, venue, status=404)
    restriction.delete()
    poster(client, venue)
    page.unpublish()
    poster(client, venue, status=404)


def test_no_poster_of_a_venue_out_of_use_or_of_one_who_left(client, venue, deputy):
    venue.is_active = False
    venue.save()
    poster(client, venue, status=404)
    deputy.is_serving = False
    deputy.save()
    poster(client, deputy, status=404)


def test_too_many_are_told_when_to_come_back(client, venue, settings):
    settings.LIMITS = {**settings.LIMITS, "paper.address": "1/minute"}
    poster(client, venue)
    poster(client, venue)  # made already: costs nothing
    other = VenuePageFactory().venue
    response = client.get(f"/venues/{other.code}/poster.pdf")
    assert response.status_code == 429
    assert "下载得太多了" in response.content.decode()
    assert int(response["Retry-After"]) > 0


def test_failure_is_told_and_no_error_of_the_server(client, venue, monkeypatch, caplog):
    monkeypatch.setattr("cms.papers.press.TYPESETTER", "nowhere.py")
    response = client.get(f"/venues/{venue.code}/poster.pdf")
    assert response.status_code == 503
    assert "请先用浏览器打印网页" in response.content.decode()
