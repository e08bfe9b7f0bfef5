"""
The traps of permissions in Wagtail, guardian and modeladmin, each with its test: a stock installation falls into them.

Beside these: pages of one's own that must stay, the page chooser, the site history, reports and search in `test_pages`;
bulk actions and the admin's lists of files in `test_known_ids`; grants of inactive people and of places that are gone
in `test_repair`; the review's last approver in `tests/liaison_pages/test_review.py`; documents in
`tests/media/test_serving.py`; foreign keys in forms in `test_districts` and `tests/liaison_pages/views`.
"""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page, Task, UploadedFile
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from cms.access.guarded import GuardedViewSetMixin
from cms.access.models import RoleGroup, VenueGroupPermission
from cms.access.roles import Role
from cms.access.services import grant
from cms.access.table.rules import FOREIGN, OWN
from cms.kernel.actors import System
from cms.kernel.registrar import registrar
from liaison_pages.models import HandlingUnit, Venue
from media.models import LiaisonDocument, LiaisonImage
from plugins.suggestions.models import CongressSession
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import HandlingUnitFactory, VenueFactory, VenuePageFactory
from tests.factories.media import jpeg
from tests.venue_rows import MARK, VenueRows
from tests.walking import report, writes
from tests.worlds import World

pytestmark = pytest.mark.django_db
GET_AND_POST = pytest.mark.parametrize("method", ["get", "post"])
OURS = ("cms.", "forms.", "liaison_pages.", "media.", "plugins.")


def world(site, client, role=Role.VENUE_HEAD, place=FOREIGN) -> World:
    found = World(site, role, place)
    client.force_login(found.user)
    return found


def viewsets() -> list[ModelViewSet]:
    """Every viewset of a model that the admin serves, of those of ours."""
    found = [function() for function in hooks.get_hooks("register_admin_viewset")]
    flat = [each for entry in found for each in (entry if isinstance(entry, list) else [entry])]
    flat = [each for entry in flat for each in (entry.registerables if isinstance(entry, ViewSetGroup) else [entry])]
    return [each for each in flat if isinstance(each, ModelViewSet) and type(each).__module__.startswith(OURS)]


# --- Stock views ask for model-wide permission only ----------------------------------------------------------------


def test_every_viewset_of_ours_is_guarded():
    """Stock viewsets list, export, edit and delete whatever id they are given."""
    found = [each for each in viewsets() if each.model.__module__.startswith(OURS) and each.model != get_user_model()]
    assert len(found) >= 7
    assert [each.name for each in found if not isinstance(each, GuardedViewSetMixin)] == []


def test_every_guarded_model_has_a_policy_of_ours():
    """A policy registered after somebody has asked for it is refused, and Wagtail's fallback knows no places."""
    models = {each.model for each in viewsets() if isinstance(each, GuardedViewSetMixin)} | {HandlingUnit}
    policies = {model: type(policy_registry.get_by_type(model)) for model in models}
    assert [model for model, policy in policies.items() if policy is ModelPermissionPolicy] == []
    assert [model for model, policy in policies.items() if not policy.__module__.startswith(OURS)] == []


@pytest.mark.parametrize("query", ["", "?export=csv", "?export=xlsx", "?q=示例外站"])
def test_lists_and_exports_hold_own_rows_alone(site, client, query):
    """The index of a stock viewset, and its export, ignore the policy."""
    here = world(site, client)
    response = client.get(reverse("venues:index") + query)
    content = response.getvalue() if response.streaming else response.content
    assert response.status_code == 200
    assert here.things.venue.code.encode() not in content


@GET_AND_POST
@pytest.mark.parametrize("name", ["edit", "delete", "history", "usage"])
def test_foreign_row_is_not_found_by_its_id(site, client, name, method):
    """Stock views of one object load whatever row an id names."""
    venue = world(site, client).things.venue
    before = Venue.objects.filter(pk=venue.pk).values().get()
    assert getattr(client, method)(reverse(f"venues:{name}", args=[venue.pk])).status_code in {404, 405}
    assert Venue.objects.filter(pk=venue.pk).values().get() == before


# --- guardian ------------------------------------------------------------------------------------------------------


def test_permission_of_another_app_asked_of_a_venue_is_refused_not_raised(site):
    """guardian raises WrongAppError or ContentType.DoesNotExist when Wagtail asks "publish" of a venue."""
    user = UserFactory()
    venue = VenueFactory()
    grant(user=user, role=Role.VENUE_HEAD, venue=venue, actor=System("tests"))
    assert user.has_perm("liaison_pages.view_venue", venue) is True
    assert user.has_perm("wagtailcore.publish_page", venue) is False
    assert user.has_perm("nonsense.publish", venue) is False


def test_grants_go_with_their_venue(site):
    """guardian's generic rows survive their object, and are the next one's that gets its id."""
    venue = VenueFactory()
    grant(user=UserFactory(), role=Role.VENUE_HEAD, venue=venue, actor=System("tests"))
    assert VenueGroupPermission.objects.exists()
    venue.delete()
    assert (VenueGroupPermission.objects.count(), RoleGroup.objects.count()) == (0, 0)


# --- modeladmin ----------------------------------------------------------------------------------------------------


@GET_AND_POST
@pytest.mark.parametrize("name", ["edit", "delete", "history"])
def test_unit_of_another_district_is_not_found(site, client, name, method):
    """modeladmin's history is open to everybody who is signed in, and its refusals tell which ids there are."""
    here = world(site, client, Role.DISTRICT_EDITOR)
    unit = HandlingUnitFactory(site=here.things.site)
    before = HandlingUnit.objects.filter(pk=unit.pk).values().get()
    response = getattr(client, method)(reverse(f"units_modeladmin_{name}", args=[unit.pk]))
    assert response.status_code in {404, 405}
    assert HandlingUnit.objects.filter(pk=unit.pk).values().get() == before


# --- Pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["delete", "copy", "move", "unpublish", "create_alias"])
@pytest.mark.parametrize("role", [Role.VENUE_HEAD, Role.ADMINISTRATOR])
def test_admin_api_changes_no_page(site, client, role, action):
    """The admin's API asks none of the hooks by which pages of venues stay where they are."""
    page = world(site, client, role, OWN).things.page
    before = list(Page.objects.order_by("path").values("path", "title", "live", "latest_revision"))
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    data = {"destination_page_id": page.get_parent().pk, "recursive": "true"}
    assert client.post(url, data).status_code == 404
    assert list(Page.objects.order_by("path").values("path", "title", "live", "latest_revision")) == before


@pytest.mark.parametrize(
    "name",
    ["edit", "preview_on_edit", "view_draft", "history", "usage", "copy", "move", "delete", "workflow_history"],
)
def test_foreign_draft_is_not_known(site, client, name):
    """Wagtail answers 403 for a draft and 404 for no page: ids could be counted. A published page is a 403."""
    here = world(site, client)
    draft = VenuePageFactory(title=f"{MARK}页面", live=False)
    assert client.get(reverse(f"wagtailadmin_pages:{name}", args=[draft.pk])).status_code == 404
    assert client.get(reverse(f"wagtailadmin_pages:{name}", args=[here.things.page.pk])).status_code == 403


def test_denial_is_no_redirect(site, client):
    """Stock views lead the denied to the dashboard: a script takes that for success."""
    here = world(site, client).things
    urls = {
        reverse("wagtailadmin_pages:edit", args=[here.page.pk]): 403,
        reverse("wagtailimages:edit", args=[here.image.pk]): 404,
        reverse("wagtaildocs:edit", args=[here.document.pk]): 404,
        reverse("wagtailadmin_workflows:index"): 403,
        reverse("wagtailusers_users:edit", args=[here.colleague.pk]): 404,
    }
    assert {url: client.get(url).status_code for url in urls} == urls


@GET_AND_POST
@pytest.mark.parametrize("name", ["task_chooser", "task_chooser_results", "task_chooser_create"])
def test_chooser_of_review_tasks_is_closed(site, client, name, method):
    """Wagtail shows it, and its form for a new task, to everybody who is signed in."""
    world(site, client)
    before = Task.objects.count()
    assert getattr(client, method)(reverse(f"wagtailadmin_workflows:{name}")).status_code == 403
    assert Task.objects.count() == before


# --- Files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "route"),
    [
        (LiaisonImage, "wagtailimages:create_multiple_from_uploaded_image"),
        (LiaisonDocument, "wagtaildocs:create_multiple_from_uploaded_document"),
    ],
)
def test_upload_of_somebody_without_a_collection_is_refused(site, client, model, route):
    """Wagtail falls over the second step of an upload when the role was taken away after the first."""
    user = world(site, client, Role.READER).user
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=ContentFile(jpeg(), "example.jpg"),
        uploaded_by_user=user,
    )
    assert client.post(reverse(route, args=[upload.pk])).status_code == 403
    assert not model.objects.filter(uploaded_by_user=user).exists()
    assert UploadedFile.objects.filter(pk=upload.pk).exists()


# --- Rows that somebody may see and not change -----------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.READER, Role.DISTRICT_AUDITOR])
@pytest.mark.parametrize("name", ["claim", "release"])
def test_who_only_looks_neither_claims_nor_releases(site, client, role, name):
    here = world(site, client, role, OWN)
    clerk = UserFactory()
    grant(user=clerk, role=Role.RECEPTION_CLERK, venue=here.things.venue, actor=System("tests"))
    if name == "release":
        here.things.submission.claimed_by = clerk  # run out: whoever opens it may take it
        here.things.submission.save()
    before = (here.things.submission.claimed_by_id, here.things.submission.claimed_until)
    assert client.post(reverse(f"liaison_queue:{name}", args=[here.things.submission.pk])).status_code == 403
    here.things.submission.refresh_from_db()
    assert (here.things.submission.claimed_by_id, here.things.submission.claimed_until) == before


def test_session_in_use_is_not_deleted(site, client):
    """A row that others need was a 500."""
    session = world(site, client, Role.DISTRICT_EDITOR, OWN).things.session
    assert client.post(reverse("suggestion_sessions:delete", args=[session.pk])).status_code == 409
    assert CongressSession.objects.filter(pk=session.pk).exists()


# --- Bulk actions ----------------------------------------------------------------------------------------------------


def bulk_urls(foreign: VenueRows) -> list[str]:
    """Every bulk action that Wagtail or the project knows, with foreign rows chosen."""
    chosen = {Page: foreign.page, LiaisonImage: foreign.image, LiaisonDocument: foreign.document}
    chosen |= {get_user_model(): foreign.colleague}
    urls = [
        reverse("liaison_queue:bulk", args=[move.name]) + f"?id={foreign.submission.pk}"
        for move in registrar().all("transition")
        if move.value.takes_many
    ]
    for action in hooks.get_hooks("register_bulk_action"):
        for model in action.models:
            row = chosen.get(model)
            assert row is not None or model not in policy_registry.values_by_class, f"teach the test about {model}"
            names = [model._meta.app_label, model._meta.model_name, action.action_type]
            urls.append(reverse("wagtail_bulk_action", args=names) + f"?id={row.pk if row else 1}")
    return urls


@GET_AND_POST
@pytest.mark.parametrize("role", [Role.VENUE_HEAD, Role.DISTRICT_EDITOR, Role.DISTRICT_AUDITOR, Role.ADMINISTRATOR])
def test_bulk_actions_change_nothing_foreign(site, client, role, method):
    """Stock bulk actions ask for model-wide permission, if any."""
    client.raise_request_exception = False
    wrong = []
    for url in bulk_urls(world(site, client, role).things):
        with CaptureQueriesContext(connection) as captured:
            response = getattr(client, method)(url, {"include_descendants": "on", "confirm": "x"})
        if response.status_code >= 500 or writes(captured.captured_queries):
            wrong.append(f"{response.status_code} {writes(captured.captured_queries)[:1]} {method} {url}")
    report(wrong)
