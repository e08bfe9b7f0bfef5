"""Creating, changing, moving and deleting venues and their pages."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.models import Collection, GroupPagePermission, Page, Site

from cms.access.models import RoleGroup, User
from cms.access.services import grant
from cms.kernel.actors import Staff, System
from cms.kernel.audit import history
from liaison_pages.models import Division, ReceptionRule, Venue, VenuePage
from liaison_pages.services.site_tree import ensure_directory
from liaison_pages.services.venues import (
    VenueInUse,
    create_venue,
    create_venue_page,
    delete_venue,
    move_venue,
    update_venue,
)

pytestmark = pytest.mark.django_db
ACTOR = System("test")


@pytest.fixture
def site():
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def street():
    district = Division.objects.create(code="321002", level="district", name="广陵区")
    return Division.objects.create(code="321002001", level="street", name="东关街道", parent=district)


@pytest.fixture
def home(site, street):
    return create_venue(actor=ACTOR, site=site, kind="home", code="GL-01", name="东关街道代表之家", street=street)


def station(home, code="GL-01-01", **fields):
    return create_venue(
        actor=ACTOR, site=home.site, kind="station", code=code, name=f"站{code}", street=home.street, parent=home,
        **fields,
    )  # fmt: skip


def snapshot():
    return (
        list(Venue.objects.values_list("code", "path")),
        Collection.objects.count(),
        list(Page.objects.values_list("url_path", flat=True)),
    )


def test_create_venue_makes_node_collection_and_audit(home):
    child = station(home)
    assert child.get_parent() == home
    assert child.collection.name == "GL-01-01 站GL-01-01"
    assert [entry.action for entry in history(child)] == ["venue.create"]
    assert Venue.find_problems() == ([], [], [], [], [])
    assert Collection.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("kind", "has_parent", "field"),
    [("home", True, "parent"), ("station", False, "parent"), ("point", False, "parent")],
)
def test_create_venue_under_wrong_kind_changes_nothing(home, kind, has_parent, field):
    before = snapshot()
    with pytest.raises(ValidationError) as error:
        create_venue(
            actor=ACTOR,
            site=home.site,
            kind=kind,
            code="GL-02",
            name="x",
            street=home.street,
            parent=home if has_parent else None,
        )
    assert list(error.value.message_dict) == [field]
    assert snapshot() == before


def test_create_venue_with_bad_code_or_taken_code_changes_nothing(home):
    before = snapshot()
    for code in ("GL 01", "站", "-a", "GL-01", ""):
        with pytest.raises(ValidationError) as error:
            create_venue(actor=ACTOR, site=home.site, kind="home", code=code, name="x", street=home.street)
        assert list(error.value.message_dict) == ["code"]
    assert snapshot() == before


def test_create_venue_with_community_of_another_street_is_refused(home):
    other = Division.objects.create(code="321002002", level="street", name="汶河街道")
    community = Division.objects.create(code="321002002001", level="community", name="x", parent=other)
    with pytest.raises(ValidationError) as error:
        station(home, community=community)
    assert list(error.value.message_dict) == ["community"]


def test_update_venue_records_what_changed_once(home):
    updated = update_venue(actor=ACTOR, venue=home, phone="0514-0000", name="新名")
    update_venue(actor=ACTOR, venue=home, phone="0514-0000")
    assert (updated.phone, updated.collection.name, updated.edited_at) == ("0514-0000", "GL-01 新名", None)
    assert [entry.data for entry in history(home) if entry.action == "venue.update"] == [
        {"changes": {"phone": ["", "0514-0000"], "name": ["东关街道代表之家", "新名"]}}
    ]


def test_update_venue_by_staff_stamps_the_edit(home):
    user = User.objects.create_user("editor")
    assert update_venue(actor=Staff(user), venue=home, phone="1").edited_at is not None


def test_update_venue_kind_that_its_children_forbid_is_refused(home):
    station(home)
    with pytest.raises(ValidationError) as error:
        update_venue(actor=ACTOR, venue=home, kind="space")
    assert set(error.value.message_dict) == {"kind", "parent"}


def test_update_venue_code_moves_it_and_its_pages(home):
    ensure_directory(site=home.site, actor=ACTOR)
    first, second = station(home, "GL-01-01"), station(home, "GL-01-02")
    create_venue_page(venue=home, actor=ACTOR)
    create_venue_page(venue=first, actor=ACTOR)
    update_venue(actor=ACTOR, venue=first, code="GL-01-09")
    assert [venue.code for venue in Venue.objects.get(pk=home.pk).get_children()] == ["GL-01-02", "GL-01-09"]
    assert VenuePage.objects.get(venue=first).url_path.endswith("/venues/gl-01/gl-01-09/")
    assert second.pk


def test_move_venue_takes_its_pages_along(home):
    ensure_directory(site=home.site, actor=ACTOR)
    other = create_venue(actor=ACTOR, site=home.site, kind="home", code="GL-02", name="二", street=home.street)
    child = station(home)
    point = create_venue(
        actor=ACTOR, site=home.site, kind="point", code="GL-01-01-1", name="点", street=home.street, parent=child
    )
    for venue in (home, other, child, point):
        create_venue_page(venue=venue, actor=ACTOR)
    move_venue(actor=ACTOR, venue=child, parent=other)
    assert VenuePage.objects.get(venue=point).url_path.endswith("/venues/gl-02/gl-01-01/gl-01-01-1/")
    assert Venue.objects.get(pk=point.pk).get_ancestors().values_list("code", flat=True)[0] == "GL-02"
    assert Venue.find_problems() == Page.find_problems() == ([], [], [], [], [])


def test_move_venue_below_itself_or_wrong_kind_changes_nothing(home):
    child = station(home)
    space = create_venue(
        actor=ACTOR, site=home.site, kind="space", code="GL-01-S1", name="间", street=home.street, parent=child
    )
    before = snapshot()
    for venue, parent in ((child, space), (child, child), (child, None)):
        with pytest.raises(ValidationError):
            move_venue(actor=ACTOR, venue=venue, parent=parent)
    assert snapshot() == before


def test_delete_venue_that_nothing_needs_takes_its_collection(home):
    collection = home.collection_id
    delete_venue(actor=ACTOR, venue=home)
    assert not Venue.objects.exists()
    assert not Collection.objects.filter(pk=collection).exists()


def test_delete_venue_takes_its_roles(home):
    grant(user=User.objects.create_user("head"), role="venue_head", venue=home, actor=ACTOR)
    delete_venue(actor=ACTOR, venue=home)
    assert (RoleGroup.objects.count(), Group.objects.filter(name__contains="GL-01").count()) == (0, 0)


def test_create_venue_page_gives_its_roles_their_page_permissions(home):
    group = grant(user=User.objects.create_user("head"), role="venue_head", venue=home, actor=ACTOR).group
    ensure_directory(site=home.site, actor=ACTOR)
    page = create_venue_page(venue=home, actor=ACTOR)
    assert GroupPagePermission.objects.filter(group=group, page=page).count() == 3


def test_delete_venue_in_use_names_every_reason_and_changes_nothing(home):
    ensure_directory(site=home.site, actor=ACTOR)
    station(home)
    create_venue_page(venue=home, actor=ACTOR)
    ReceptionRule.objects.create(
        venue=home, frequency="weekly", weekday=0, starts_at="9:00", ends_at="11:00", starts_on="2026-01-01"
    )
    before = snapshot()
    with pytest.raises(VenueInUse) as error:
        delete_venue(actor=ACTOR, venue=home)
    assert set(error.value.reasons) == {"下面还有 1 个站点", "还有 1 条接待规则", "还有 1 条家站点页面"}
    assert snapshot() == before


def test_create_venue_page_needs_a_place_and_only_once(home):
    with pytest.raises(ValidationError):
        create_venue_page(venue=home, actor=ACTOR)
    ensure_directory(site=home.site, actor=ACTOR)
    page = create_venue_page(venue=home, actor=ACTOR, introduction="一句话")
    assert (page.slug, page.title, page.introduction, page.live) == ("gl-01", home.name, "一句话", True)
    with pytest.raises(ValidationError):
        create_venue_page(venue=home, actor=ACTOR)
    assert VenuePage.objects.count() == 1


def test_create_venue_page_unpublished_stays_a_draft(home):
    ensure_directory(site=home.site, actor=ACTOR)
    page = create_venue_page(venue=home, actor=ACTOR, publish=False)
    assert (page.live, page.has_unpublished_changes) == (False, True)
