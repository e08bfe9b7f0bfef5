"""Review before publishing: with it on venue staff submit and the district publishes, with it off they publish."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage
from wagtail.test.utils.form_data import querydict_from_html

from cms.access.models import RoleGroup
from cms.access.roles import Role
from cms.access.selectors import forget_grants
from cms.access.services import grant, repair, sync_venue
from cms.kernel.actors import Staff, System
from cms.kernel.exceptions import Denied
from cms.kernel.models import AuditEntry
from liaison_pages.models import DistrictSettings, VenuePage
from liaison_pages.services.review import set_review
from tests.factories.access import UserFactory
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import VenuePageFactory

pytestmark = pytest.mark.django_db
SWITCH = reverse("page_review")


def somebody(role, venue=None, site=None):
    user = UserFactory()
    grant(user=user, role=role, venue=venue, site=site, actor=System("tests"))
    return user


@pytest.fixture
def page(site) -> VenuePage:
    return VenuePageFactory(title="以前的标题")


@pytest.fixture
def head(page):
    return somebody(Role.VENUE_HEAD, venue=page.venue)


@pytest.fixture
def office(site):
    return somebody(Role.DISTRICT_EDITOR, site=site)


@pytest.fixture
def reviewed(site, office):
    set_review(site=site, is_on=True, actor=Staff(office))


def url(name: str, page, *more) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *more])


def edit(client, page, address="", **more):
    """Save the page's form as a browser would, with another title; `more` names the button."""
    data = querydict_from_html(client.get(url("edit", page)).content.decode(), form_id="page-edit-form").dict()
    data |= {"body-count": "0", "title": "改过的标题", **more}
    return client.post(address or url("edit", page), data)


def live_title(page) -> str:
    return VenuePage.objects.get(pk=page.pk).title


def fresh(user):
    forget_grants(user)
    return type(user).objects.get(pk=user.pk)


# --- Off ----------------------------------------------------------------------------------------------------------


def test_head_publishes_while_review_is_off(page, head, client):
    client.force_login(head)
    html = client.get(url("edit", page)).content.decode()
    assert ('name="action-publish"' in html, 'name="action-submit"' in html) == (True, False)

    edit(client, page, **{"action-publish": "1"})

    assert live_title(page) == "改过的标题"


# --- On -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.VENUE_HEAD, Role.VENUE_EDITOR])
def test_venue_staff_submit_and_the_office_publishes(page, office, reviewed, client, role):
    client.force_login(somebody(role, venue=page.venue))
    html = client.get(url("edit", page)).content.decode()
    assert ('name="action-publish"' in html, 'name="action-submit"' in html) == (False, True)

    edit(client, page, **{"action-submit": "1"})

    assert live_title(page) == "以前的标题"
    state = VenuePage.objects.get(pk=page.pk).current_workflow_task_state
    client.force_login(office)
    assert "改过的标题" in client.get(reverse("wagtailadmin_home")).content.decode()
    client.post(url("workflow_action", page, "approve", state.pk))
    assert live_title(page) == "改过的标题"


def test_office_asks_for_changes_and_the_page_goes_back(page, head, office, reviewed, client):
    client.force_login(head)
    edit(client, page, **{"action-submit": "1"})
    state = VenuePage.objects.get(pk=page.pk).current_workflow_task_state

    client.force_login(office)
    client.post(url("workflow_action", page, "reject", state.pk), {"comment": "请补上开放时间。"})

    assert live_title(page) == "以前的标题"
    assert VenuePage.objects.get(pk=page.pk).current_workflow_state.status == "needs_changes"


def test_head_cannot_approve_the_own_page(page, head, reviewed, client):
    client.force_login(head)
    edit(client, page, **{"action-submit": "1"})
    state = VenuePage.objects.get(pk=page.pk).current_workflow_task_state

    client.post(url("workflow_action", page, "approve", state.pk))

    state.refresh_from_db()
    assert (live_title(page), state.status) == ("以前的标题", "in_progress")


def test_head_publishes_by_no_other_door(page, head, reviewed, client):
    draft = VenuePageFactory(venue__parent=page.venue, live=False, title="草稿")
    sync_venue(draft.venue)
    client.force_login(head)
    soon = timezone.localtime() + timezone.timedelta(minutes=1)

    edit(client, page, **{"action-publish": "1"})
    edit(client, page, **{"go_live_at": soon.strftime("%Y-%m-%d %H:%M"), "action-publish": "1"})
    ids = f"?id={draft.pk}&id={page.pk}"
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(bulk + ids, {"include_descendants": "on"})
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + ids)
    client.post(url("unpublish", page))
    revision = VenuePage.objects.get(pk=page.pk).latest_revision
    edit(client, page, url("revisions_revert", page, revision.pk), **{"action-publish": "1"})

    kept = VenuePage.objects.get(pk=page.pk)
    assert (kept.title, kept.live, kept.go_live_at, kept.approved_schedule) == ("以前的标题", True, None, False)
    assert not VenuePage.objects.get(pk=draft.pk).live


def test_form_is_not_reviewed_and_stays_in_the_hands_of_its_station(page, head, reviewed, client):
    form = IntakePageFactory(venue=page.venue)
    client.force_login(head)
    html = client.get(url("edit", form)).content.decode()
    assert ('name="action-publish"' in html, 'name="action-submit"' in html) == (True, False)
    data = querydict_from_html(html, form_id="page-edit-form").dict()
    del data["is_open"]

    client.post(url("edit", form), {**data, "action-publish": "1"})

    form.refresh_from_db()
    assert (form.live, form.is_open, form.workflow_in_progress) == (True, False, False)
    for role in (Role.READER, Role.RECEPTION_CLERK):
        assert not form.permissions_for_user(somebody(role, venue=page.venue)).can_publish()
    assert not form.permissions_for_user(somebody(Role.VENUE_HEAD, venue=VenuePageFactory().venue)).can_publish()


def test_refused_deletion_advises_only_what_the_head_can_do(page, head, office, site, client):
    draft = VenuePageFactory(live=False)
    grant(user=head, role=Role.VENUE_HEAD, venue=draft.venue, actor=System("tests"))
    client.force_login(head)
    told = [client.post(url("delete", each)) for each in (page, draft)]
    set_review(site=site, is_on=True, actor=Staff(office))
    told += [client.post(url("delete", each)) for each in (page, draft)]
    assert [answer.status_code for answer in told] == [403] * 4
    assert ["可以取消发布" in answer.content.decode() for answer in told] == [True, False, False, False]
    assert VenuePage.objects.filter(pk__in=[page.pk, draft.pk]).count() == 2


def test_page_waiting_for_review_is_listed_for_its_office_alone(page, head, office, reviewed, client):
    client.force_login(head)
    edit(client, page, **{"action-submit": "1"})
    auditor = somebody(Role.DISTRICT_AUDITOR, site=page.get_site())
    for user, is_listed in ((office, True), (auditor, False), (somebody(Role.VENUE_HEAD, venue=page.venue), False)):
        client.force_login(user)
        state = VenuePage.objects.get(pk=page.pk).current_workflow_task_state
        action = url("workflow_action", page, "approve", state.pk)
        assert (action in client.get(reverse("wagtailadmin_home")).content.decode()) == is_listed


def test_roles_granted_later_and_repaired_do_not_publish(page, reviewed):
    later = somebody(Role.VENUE_EDITOR, venue=page.venue)
    for role_group in RoleGroup.objects.all():
        assert repair(role_group) == (0, 0)
    assert not page.permissions_for_user(fresh(later)).can_publish()


# --- The switch ---------------------------------------------------------------------------------------------------


def test_office_sets_it_on_and_off(page, head, office, client):
    client.force_login(office)
    assert client.get(SWITCH).context["form"].initial == {"is_on": False}

    client.post(SWITCH, {"is_on": "on"})
    assert not page.permissions_for_user(fresh(head)).can_publish()
    assert page.permissions_for_user(fresh(office)).can_publish()

    client.post(SWITCH, {})
    assert page.permissions_for_user(fresh(head)).can_publish()
    assert WorkflowPage.objects.count() == 0
    actions = AuditEntry.objects.filter(action__startswith="review").values_list("action", "actor_user")
    assert list(actions) == [("review.on", office.pk), ("review.off", office.pk)]

    client.post(SWITCH, {"is_on": "on"})
    assert Workflow.objects.filter(active=True, workflow_pages__isnull=False).count() == 1


def test_setting_it_off_returns_what_waits_as_a_draft(page, head, office, site, reviewed, client):
    client.force_login(head)
    edit(client, page, **{"action-submit": "1"})

    set_review(site=site, is_on=False, actor=Staff(office))

    kept = VenuePage.objects.get(pk=page.pk)
    assert (kept.title, kept.has_unpublished_changes, kept.workflow_in_progress) == ("以前的标题", True, False)
    edit(client, page, **{"action-publish": "1"})
    assert live_title(page) == "改过的标题"


@pytest.mark.parametrize("role", [Role.VENUE_HEAD, Role.DISTRICT_AUDITOR])
def test_switch_is_the_offices_alone(page, site, client, role):
    user = somebody(role, **({"venue": page.venue} if role == Role.VENUE_HEAD else {"site": site}))
    client.force_login(user)

    assert client.get(SWITCH).status_code == 403
    assert client.post(SWITCH, {"is_on": "on"}).status_code == 403
    with pytest.raises((Denied, PermissionDenied)):
        set_review(site=site, is_on=True, actor=Staff(user))

    assert not DistrictSettings.objects.filter(pages_need_review=True).exists()
    assert AuditEntry.objects.filter(action__startswith="review").count() == 0


def test_setting_what_is_set_changes_nothing(site, office, reviewed):
    assert set_review(site=site, is_on=True, actor=Staff(office)) is False
    assert AuditEntry.objects.filter(action="review.on").count() == 1
