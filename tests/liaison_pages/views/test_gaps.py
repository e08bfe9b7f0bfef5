"""The report of what the public misses: rights, filters, the table to take away, its cost."""

import pytest
from django.urls import reverse

from cms.access.roles import Role
from liaison_pages.models import Venue
from tests.factories.liaison_pages import VenueFactory

pytestmark = pytest.mark.django_db
LIST, EXPORT = reverse("venue_gaps:list"), reverse("venue_gaps:export")


def shown(response) -> list[Venue]:
    return [venue for venue, _gaps in response.context["rows"]]


def text(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_district_sees_all_venues_and_how_many_lack_what(world, district):
    VenueFactory(name="示例无电话站", phone="")
    response = district.get(LIST)
    assert response.context["total"] == 3
    counts = {str(label): count for label, count, _url in response.context["kinds"]}
    assert (counts["电话"], counts["照片"]) == (1, 3)
    assert "示例无电话站" in response.content.decode()


def test_staff_see_their_own_alone(world, editor):
    assert shown(editor.get(LIST)) == [world.mine]
    assert world.other.name not in text(editor.get(EXPORT))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"what": "phone"}, ["无电话"]),
        ({"kind": "home", "what": "phone"}, ["无电话"]),
        ({"kind": "space"}, []),
        ({"street": "S1"}, ["无电话"]),
    ],
)
def test_filters(world, district, query, names):
    venue = VenueFactory(name="无电话", phone="")
    venue.street.code = "S1"
    venue.street.save()
    assert [each.name for each in shown(district.get(LIST, query))] == names


@pytest.mark.parametrize("query", [{"what": "nonsense"}, {"kind": "x"}, {"street": "nowhere"}])
def test_unknown_filters_are_told(world, district, query):
    assert district.get(LIST, query).status_code == 422
    assert district.get(EXPORT, query).status_code == 302


@pytest.mark.parametrize("page", ["0", "9999", "x", "1" * 300])
def test_any_page_number(world, district, page):
    assert len(shown(district.get(LIST, {"p": page}))) == 2


def test_table_to_take_away_names_what_is_missing_and_is_no_formula(world, district):
    venue = VenueFactory(name="=HYPERLINK(1)", phone="", code="N1")
    lines = text(district.get(EXPORT, {"what": "phone"})).splitlines()
    assert lines[0] == "编码,家站点,类型,街道、镇,居民还看不到的"
    assert [line.split(",")[:4] for line in lines[1:]] == [["N1", "'=HYPERLINK(1)", "代表之家", venue.street.name]]
    assert "电话" in lines[1]


def test_venue_out_of_use_is_left_out(world, district):
    VenueFactory(is_active=False)
    assert set(shown(district.get(LIST))) == {world.mine, world.other}


@pytest.mark.parametrize("count", [1, 3])
def test_report_costs_the_same_for_many(world, district, count, django_assert_num_queries):
    for _ in range(count):
        world.venue("丙")
    district.get(LIST)
    with django_assert_num_queries(32):
        district.get(LIST)


def test_screens_of_a_venue_tell_what_is_missing(world, editor):
    Venue.objects.update(phone="")
    mended = f'href="{reverse("venues:edit", args=[world.mine.pk])}#id_phone"'
    page = world.mine.pages.get()
    for address in (
        reverse("venue_hub:rota", args=[world.mine.pk]),
        reverse("venues:edit", args=[world.mine.pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_home"),
    ):
        assert mended in editor.get(address).content.decode(), address


def test_whoever_may_mend_nothing_is_told_nothing(world, client):
    Venue.objects.update(phone="")
    client.force_login(world.staff(Role.READER))
    assert "venue-gaps__gap" not in client.get(reverse("venue_hub:rota", args=[world.mine.pk])).content.decode()
    assert '<span class="venue-gaps__gap">电话</span>' in client.get(LIST).content.decode()
