"""The generated district is built as the services build one: access, trees, indexes and screens agree with it."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page, ReferenceIndex

from cms.access.models import RoleGroup, User
from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.kernel.models import AuditEntry, NumberSeries
from forms.models import IntakePage, IntakeSubmission
from liaison_pages.models import DirectoryPage, Venue, VenuePage
from liaison_pages.services.venues import create_venue, create_venue_page
from tests.factories.access import UserFactory

pytestmark = pytest.mark.django_db
SIZES = {"venues": 14, "staff": 13, "submissions": 30, "seed": 7}


def generate(**options) -> str:
    out = StringIO()
    call_command("generate", **{**SIZES, "verbosity": 0, **options}, stdout=out)
    return out.getvalue()


def test_as_many_as_asked_for():
    generate()
    assert Counter(Venue.objects.values_list("kind", flat=True)) == {"home": 8, "station": 3, "point": 3}
    assert VenuePage.objects.live().count() == IntakePage.objects.live().count() == 14
    assert Collection.objects.filter(depth=2).count() == 14
    assert User.objects.count() == 13
    assert IntakeSubmission.objects.count() == NumberSeries.objects.get().last == 30


def test_everything_is_marked_as_an_example():
    generate()
    for rows, name in ((Venue, "name"), (VenuePage, "title"), (User, "display_name"), (IntakeSubmission, "content")):
        assert not rows.objects.exclude(**{f"{name}__contains": "示例"}).exists()


def test_access_is_as_granted():
    generate()
    out = StringIO()
    call_command("access", "check", stdout=out)
    assert out.getvalue() == "Access is as granted.\n"
    assert RoleGroup.objects.filter(venue=None).count() == 3


@pytest.mark.parametrize("tree", [Page, Collection, Venue])
def test_trees_have_no_problems(tree):
    generate()
    assert tree.find_problems() == ([], [], [], [], [])


def shape(page: VenuePage) -> tuple:
    """What must be alike in pages of venues of one kind, whoever made them."""
    children = [(child.slug, child.live, child.content_type_id) for child in page.get_children()]
    references = ReferenceIndex.get_references_for_object(page).values_list("model_path", flat=True)
    return page.depth, page.live, page.draft_title == page.title, page.venue.collection.depth, children, [*references]


def test_venue_that_is_added_by_hand_is_like_its_neighbours():
    generate()
    neighbour = VenuePage.objects.get(venue__code="EX-000012")
    above, actor = neighbour.venue.get_parent(), System("test")
    made = create_venue(
        actor=actor, site=above.site, kind="point", code="EX-000099", name="示例", street=above.street, parent=above
    )
    page = create_venue_page(venue=made, actor=actor)
    assert shape(neighbour) == shape(page)
    assert neighbour.get_parent() == page.get_parent()


def test_same_seed_writes_the_same_rows():
    def rows(seed: int) -> list:
        with transaction.atomic():
            generate(seed=seed)
            found = list(Venue.objects.order_by("path").values_list("path", "code", "street__code", "community__code"))
            found += list(IntakeSubmission.objects.order_by("pk").values_list("number", "content", "code_digest"))
            transaction.set_rollback(True)
        return found

    assert rows(7) == rows(7)
    assert rows(7) != rows(8)


def test_head_sees_the_own_station_in_the_explorer():
    generate()
    head = RoleGroup.objects.filter(role=Role.VENUE_HEAD).order_by("pk").first()
    client = Client()
    client.force_login(head.group.user_set.get())
    response = client.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert response.context["parent_page"].specific.venue == head.venue
    assert client.get(reverse("wagtailadmin_explore", args=[DirectoryPage.objects.get().pk])).status_code == 302


def test_no_database_with_other_data_is_touched():
    UserFactory()
    with pytest.raises(CommandError, match="数据库里已有其他数据"):
        generate()
    assert (Venue.objects.count(), User.objects.count(), AuditEntry.objects.count()) == (0, 1, 0)


def test_second_time_is_refused():
    generate()
    with pytest.raises(CommandError, match="数据库里已有其他数据"):
        generate()
    assert Venue.objects.count() == 14


def test_production_settings_refuse(settings):
    settings.LIAISON_DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="这套设置不允许"):
        generate()
    assert (Venue.objects.count(), User.objects.count()) == (0, 0)


@pytest.mark.parametrize("amounts", [{"venues": 0, "staff": 0, "submissions": 0}, {"venues": 1, "staff": 1}])
def test_little_or_nothing(amounts):
    generate(**{"submissions": 0, **amounts})
    assert (Venue.objects.count(), User.objects.count()) == (amounts["venues"], amounts["staff"])


@pytest.mark.parametrize("value", ["-1", "ten", "1.5"])
def test_amounts_that_are_none_are_refused(value):
    with pytest.raises(CommandError, match="请用 0 或更大的整数"):
        call_command("generate", f"--venues={value}")
    assert Venue.objects.count() == 0


def test_accounts_to_try_are_told():
    told = [line.split() for line in generate(verbosity=1).splitlines()]
    assert [(username, role) for username, _password, role in told] == [
        ("admin", "administrator"),
        ("auditor", "district_auditor"),
        ("office", "district_editor"),
        ("s000004", "reader"),
        ("s000003", "reception_clerk"),
        ("s000002", "venue_editor"),
        ("s000001", "venue_head"),
    ]


def test_grant_goes_on_as_ever():
    generate()
    venue, user = Venue.objects.order_by("path").last(), UserFactory()
    grant(user=user, role=Role.READER, venue=venue, actor=System("test"))
    call_command("access", "check", stdout=StringIO())
