"""Whatever is published, changed or taken away, the search tells the truth at once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageViewRestriction

from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from cms.search.models import FindableName, FindableText
from forms.services import matters
from liaison_pages.importer.district import carry_out
from liaison_pages.models import Deputy, InfoPage
from liaison_pages.services.divisions import save_division
from liaison_pages.services.people import save_deputy
from liaison_pages.services.venues import create_venue, create_venue_page, delete_venue, update_venue
from plugins.suggestions.services import tell_public
from tests.cms.search.district import found
from tests.factories.forms import publish_matter
from tests.factories.liaison_pages import (
    DeputyFactory,
    InfoPageFactory,
    VenueFactory,
    VenuePageFactory,
    build_second_site,
)
from tests.factories.suggestions import CongressSessionFactory, SuggestionFactory
from tests.liaison_pages.importer.workbooks import raw, small

ACTOR = System("tests")


@pytest.fixture
def secret(district) -> InfoPage:
    return InfoPageFactory(parent=district.site.root_page, title="防汛通知", body=[("text", "<p>沙袋放在门口。</p>")])


def finds_secret(client) -> tuple[bool, bool]:
    """By its title, by its text."""
    return "pages" in found(client, "防汛"), "pages" in found(client, "沙袋")


# --- Venues, deputies, streets ----------------------------------------------------------------------------------------


def test_new_venue_is_found_once_its_page_is_public(client, district):
    venue = create_venue(
        actor=ACTOR, site=district.site, kind="home", code="NEW", name="徐凝门社区联络站", street=district.street
    )
    assert found(client, "徐凝门") == {}
    page = create_venue_page(venue=venue, actor=ACTOR)
    assert found(client, "徐凝门")["venues"] == ["徐凝门社区联络站"]
    page.unpublish()
    assert found(client, "徐凝门") == {}


def test_renamed_venue_is_found_by_its_new_name_alone(client, district):
    update_venue(actor=ACTOR, venue=district.station, name="彩衣街联络站", address="彩衣街1号")
    assert "venues" not in found(client, "qionghuaguanshequlianluozhan")
    assert found(client, "彩衣街")["venues"] == ["彩衣街联络站"]


def test_closed_venue_is_not_found(client, district):
    update_venue(actor=ACTOR, venue=district.station, is_active=False)
    assert "venues" not in found(client, "琼花观")


def test_deleted_venue_leaves_nothing(district):
    venue = create_venue(
        actor=ACTOR, site=district.site, kind="home", code="NEW", name="徐凝门联络站", street=district.street
    )
    delete_venue(actor=ACTOR, venue=venue)
    assert not FindableName.objects.filter(kind="venues", key=venue.pk).exists()


@pytest.mark.parametrize("field", ["is_published", "is_serving"])
def test_deputy_who_is_no_longer_public_is_not_found(client, district, field):
    setattr(district.deputy, field, False)
    save_deputy(deputy=district.deputy, groups=[], actor=ACTOR)
    assert found(client, "单晓明") == {}
    assert not FindableName.objects.filter(kind="deputies", key=district.deputy.pk).exists()


def test_what_is_hidden_of_a_deputy_is_not_found(client, district):
    district.deputy.shows_constituency = False
    save_deputy(deputy=district.deputy, groups=[], actor=ACTOR)
    assert found(client, "第五选区") == {}


def test_stale_row_shows_nothing(client, district):
    Deputy.objects.filter(pk=district.deputy.pk).update(is_published=False, constituency="")
    assert FindableName.objects.filter(kind="deputies", key=district.deputy.pk).exists()
    assert found(client, "单晓明") == found(client, "第五选区") == {}
    assert client.get("/search/suggest/", {"q": "单晓明"}).json()["suggestions"] == []


def test_renamed_street_renames_where_its_venues_are(client, district):
    district.street.name = "梅岭街道"
    save_division(division=district.street, actor=ACTOR, site=district.site)
    assert set(found(client, "梅岭")) == {"venues", "places"}
    assert found(client, "东关") == {}


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_page_is_found_while_it_is_published(client, secret):
    assert finds_secret(client) == (True, True)
    secret.unpublish()
    assert finds_secret(client) == (False, False)
    secret.save_revision().publish()
    assert finds_secret(client) == (True, True)
    secret.delete()
    assert finds_secret(client) == (False, False)
    assert not FindableText.objects.filter(kind="pages", key=secret.pk).exists()


def test_draft_is_not_found(client, secret):
    secret.title, secret.body = "防疫通知", [("text", "<p>口罩</p>")]
    revision = secret.save_revision()
    assert found(client, "防疫") == found(client, "口罩") == {}
    assert finds_secret(client) == (True, True)
    revision.publish()
    assert found(client, "防疫")["pages"] == found(client, "口罩")["pages"] == ["防疫通知"]
    assert finds_secret(client) == (False, False)


def test_page_behind_a_password_is_not_found(client, secret):
    restriction = PageViewRestriction.objects.create(page=secret, restriction_type="password", password="x")
    assert finds_secret(client) == (False, False)
    assert client.get("/search/suggest/", {"q": "防汛"}).json()["suggestions"] == []
    restriction.delete()
    assert finds_secret(client) == (True, True)


def test_copy_of_a_page_behind_a_password_is_not_found(client, district, secret):
    elsewhere = InfoPageFactory(parent=district.site.root_page, title="别处", slug="elsewhere")
    copy = secret.create_alias(parent=elsewhere, update_slug="copy")
    assert finds_secret(client) == (True, True)
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="x")
    assert finds_secret(client) == (False, False)
    assert client.get("/search/suggest/", {"q": "防汛"}).json()["suggestions"] == []
    assert (
        copy.url_path.removeprefix(district.site.root_page.url_path)
        not in client.get("/sitemap-pages.xml").content.decode()
    )


def test_venue_whose_page_is_behind_a_password_is_not_found(client, district):
    PageViewRestriction.objects.create(page=district.station_page, restriction_type="login")
    assert "venues" not in found(client, "琼花观")
    assert found(client, "停车位") == {}


# --- Matters, add-ons -------------------------------------------------------------------------------------------------


def test_matter_taken_down_is_not_found_and_its_words_are_gone(client, district):
    matters.hide(source=district.matter.source_type.get_object_for_this_type(pk=district.matter.source_pk))
    assert "matters" not in found(client, "路灯")
    assert not FindableText.objects.filter(kind="matters").exists()


def test_answer_is_found_with_its_matter(client, district):
    source = district.matter.source_type.get_object_for_this_type(pk=district.matter.source_pk)
    matters.show(source=source, site=district.site, title="路灯", said="不亮", done="换了灯泡", progress="done")
    assert found(client, "换了灯泡")["matters"] == ["路灯"]
    assert found(client, "巷口") == {}


def test_suggestions_have_a_group_of_their_own_that_goes_with_the_add_on(client, district):
    session = CongressSessionFactory(site=district.site)
    suggestion = SuggestionFactory(
        site=district.site, session=session, number=1, is_published=True, title="关于加装电梯的建议"
    )
    tell_public(suggestion=suggestion)
    assert found(client, "加装电梯") == {"suggestions": ["关于加装电梯的建议"]}
    set_enabled(plugin_id="suggestions", site=district.site, is_enabled=False, actor=ACTOR)
    assert found(client, "加装电梯") == {}
    assert client.get("/search/", {"q": "加装电梯", "kind": "suggestions"}).status_code == 400
    set_enabled(plugin_id="suggestions", site=district.site, is_enabled=True, actor=ACTOR)
    assert found(client, "加装电梯") == {"suggestions": ["关于加装电梯的建议"]}


# --- In bulk, and other districts -------------------------------------------------------------------------------------


def test_what_an_import_brings_is_found(client, site):
    carry_out(raw_sheets=raw(small()), site=site, actor=ACTOR)
    before = rows()
    assert {kind for _model, kind, *_rest in before} == {"venues", "deputies", "places", "pages"}
    for model in (FindableName, FindableText):
        model.objects.all().delete()
    call_command("search", rebuild=True, stdout=StringIO())
    assert rows() == before


def rows() -> set[tuple]:
    names = FindableName.objects.values_list("kind", "key", "language", "name", "spellings")
    texts = FindableText.objects.values_list("kind", "key", "language", "text")
    return {("name", *row) for row in names} | {("text", *row) for row in texts}


def test_rebuild_puts_right_what_is_missing_wrong_and_too_much(capsys, client, district):
    whole = rows()
    FindableName.objects.filter(kind="venues").delete()
    FindableName.objects.filter(kind="deputies").update(name="错")
    FindableText.objects.filter(kind="matters").update(key="999999")
    call_command("search", rebuild=True)
    assert rows() == whole
    assert f"site {district.site.pk} venues: done, 2" in capsys.readouterr().out


def test_rebuild_goes_on_where_it_stopped(district):
    for model in (FindableName, FindableText):
        model.objects.all().delete()
    call_command("search", rebuild=True, kind="deputies", after=str(district.deputy.pk))
    assert list(FindableName.objects.values_list("name", flat=True)) == ["王秀英"]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"rebuild": True, "after": "1"},
        {"rebuild": True, "kind": "deputies", "after": "x"},
        {"rebuild": True, "site": 99},
    ],
)
def test_rebuild_refuses_what_makes_no_sense(db, options):
    with pytest.raises(CommandError, match="nothing was done"):
        call_command("search", **options)


def test_another_districts_things_are_not_found(client, district):
    neighbours = build_second_site()
    update_venue(actor=ACTOR, venue=VenueFactory(site=neighbours, name="邻区站"), name="邻区琼花站")
    save_deputy(deputy=DeputyFactory(site=neighbours, name="单晓邻"), groups=[], actor=ACTOR)
    InfoPageFactory(parent=neighbours.root_page, title="邻区说明", body=[("text", "<p>邻区的停车位</p>")])
    publish_matter(venue=VenueFactory(site=neighbours), title="邻区路灯")
    assert found(client, "邻区") == {}
    assert "邻区" not in str([found(client, words) for words in ("琼花", "单晓", "停车位", "路灯")])
    elsewhere = client.get("/search/", {"q": "邻区"}, headers={"host": neighbours.hostname})
    assert {group["kind"] for group in elsewhere.context["groups"]} == {"pages", "matters"}


def test_venue_without_a_page_in_the_visitors_language_is_found(client, district):
    venue = VenueFactory(name="汶河联络站", name_en="Wenhe Station", street=district.street, kind="home")
    VenuePageFactory(venue=venue)
    update_venue(actor=ACTOR, venue=venue, hours="工作日", phone="1")
    assert found(client, "wenhe", path="/en/search/")["venues"] == ["Wenhe Station"]
