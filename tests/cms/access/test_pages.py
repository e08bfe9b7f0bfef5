"""Pages of venues stay where they are; staff see, choose and change those of their own venues alone."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from forms.models.submissions import State
from liaison_pages.models import VenuePage
from tests.factories.access import UserFactory
from tests.factories.forms import IntakePageFactory, IntakeSubmissionFactory
from tests.factories.liaison_pages import VenuePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(site):
    return VenuePageFactory(title="自己的站点")


@pytest.fixture
def foreign(site):
    return VenuePageFactory(title="别家的站点")


def sign_in(client, role, venue=None, site=None):
    user = UserFactory()
    grant(user=user, role=role, venue=venue, site=site, actor=System("tests"))
    client.force_login(user)
    return user


@pytest.fixture
def head(own, client):
    return sign_in(client, Role.VENUE_HEAD, own.venue)


@pytest.fixture
def editor(site, client):
    return sign_in(client, Role.DISTRICT_EDITOR, site=site)


def url(name: str, *args) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def bulk(action: str, *pages) -> str:
    ids = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + "?" + ids


def tree() -> list:
    return list(Page.objects.order_by("path").values_list("path", "pk", "title", "live"))


def test_head_edits_and_unpublishes_the_own_page(head, own, client):
    assert client.get(url("edit", own.pk)).status_code == 200
    assert client.post(reverse("wagtailadmin_pages:unpublish", args=[own.pk])).status_code == 302
    assert not VenuePage.objects.get(pk=own.pk).live


def test_head_cannot_delete_the_own_page(head, own, client):
    before = tree()
    assert client.get(url("delete", own.pk)).status_code == 403
    assert client.post(url("delete", own.pk)).status_code == 403
    assert client.post(bulk("delete", own)).status_code == 403
    assert tree() == before


def test_head_cannot_delete_the_own_form(head, own, client):
    form = IntakePageFactory(venue=own.venue)
    before = tree()
    assert client.post(url("delete", form.pk)).status_code == 403
    assert tree() == before


def test_head_cannot_move_or_copy_the_own_page(head, own, foreign, client):
    before = tree()
    assert client.post(url("move_confirm", own.pk, foreign.pk)).status_code == 403
    assert client.post(bulk("move", own), {"chooser": foreign.pk}).status_code in {200, 403}
    data = {"new_title": "x", "new_slug": "x", "new_parent_page": own.get_parent().pk, "copy_subpages": "on"}
    assert client.post(url("copy", own.pk), data).status_code == 403
    assert client.post(url("copy", own.pk), {**data, "alias": "on"}).status_code == 403
    assert tree() == before


@pytest.mark.parametrize("name", ["edit", "delete", "copy", "unpublish", "history", "set_privacy", "move", "usage"])
def test_foreign_page_is_refused(head, foreign, client, name):
    before = tree()
    assert client.get(url(name, foreign.pk)).status_code in {403, 404}
    assert client.post(url(name, foreign.pk), {"title": "改"}).status_code in {403, 404, 405}
    assert tree() == before


def test_nobody_adds_a_venue_page_in_the_explorer(editor, own, client):
    assert client.get(url("add", "liaison_pages", "venuepage", own.pk)).status_code == 403
    assert "venuepage" not in client.get(url("add_subpage", own.pk)).content.decode()
    assert VenuePage.objects.count() == 1


def test_editor_deletes_a_page_that_nothing_needs(editor, own, client):
    IntakePageFactory(venue=own.venue)
    assert client.post(url("delete", own.pk)).status_code == 302
    assert VenuePage.objects.count() == 0


@pytest.mark.parametrize("state", [State.SCREENING, State.ACCEPTED, State.REFERRED, State.ESCALATED])
def test_page_with_open_cases_is_deleted_by_nobody(editor, own, client, state):
    form = IntakePageFactory(venue=own.venue)
    IntakeSubmissionFactory(venue=own.venue, state=state)
    client.force_login(UserFactory(is_superuser=True))
    before = tree()
    for page in (own, form):
        response = client.post(url("delete", page.pk))
        assert response.status_code == 409
        assert "还有 1 件意见没有办完" in response.content.decode()
    assert client.post(bulk("delete", own)).status_code == 409
    assert tree() == before


@pytest.mark.parametrize("state", [State.ANSWERED, State.CLOSED, State.REJECTED, State.MERGED])
def test_page_whose_cases_are_done_can_be_deleted(editor, own, client, state):
    IntakeSubmissionFactory(venue=own.venue, state=state)
    assert client.post(url("delete", own.pk)).status_code == 302
    assert VenuePage.objects.count() == 0


def test_page_with_pages_of_venues_below_is_deleted_by_nobody(editor, own, client):
    VenuePageFactory(venue__parent=own.venue)
    client.force_login(UserFactory(is_superuser=True))
    before = tree()
    response = client.post(url("delete", own.pk))
    assert response.status_code == 409
    assert "下面还有 1 个站点的页面" in response.content.decode()
    assert tree() == before


def test_directory_is_not_deleted_with_all_below_it(editor, own, client):
    before = tree()
    assert client.post(url("delete", own.get_parent().pk)).status_code in {403, 409}
    assert tree() == before


@pytest.mark.parametrize("query", ["", "?q=站点"])
def test_chooser_lists_own_pages_alone(head, own, foreign, client, query):
    parent = own.get_parent()
    if query:
        response = client.get(reverse("wagtailadmin_choose_page_search") + query)
        html = response.content.decode()
    else:
        html = client.get(reverse("wagtailadmin_choose_page_child", args=[parent.pk])).json()["html"]
    assert "别家的站点" not in html


def test_explorer_lists_own_pages_alone(head, own, foreign, client):
    second = VenuePageFactory(title="第二个站点")
    grant(user=head, role=Role.VENUE_EDITOR, venue=second.venue, actor=System("tests"))
    html = client.get(reverse("wagtailadmin_explore", args=[own.get_parent().pk])).content.decode()
    assert [title in html for title in ("自己的站点", "第二个站点", "别家的站点")] == [True, True, False]


def test_site_history_names_no_foreign_page(head, own, foreign, client):
    for page in (own, foreign):
        page.save_revision(log_action=True)
        PageLogEntry.objects.log_action(page, "wagtail.publish")
    html = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert ("自己的站点" in html, "别家的站点" in html) == (True, False)


def test_site_history_is_silent_on_the_pages_above(client, site):
    home = VenuePageFactory(title="上面的家")
    station = VenuePageFactory(title="下面的站", parent=home)
    sign_in(client, Role.VENUE_HEAD, station.venue)
    for page in (home, station):
        PageLogEntry.objects.log_action(page, "wagtail.publish")
    html = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert ("上面的家" in html, "下面的站" in html) == (False, True)


def test_site_history_shows_the_district_everything(client, site):
    page = VenuePageFactory(title="要删的站")
    sign_in(client, Role.DISTRICT_EDITOR, site=site)
    PageLogEntry.objects.log_action(page, "wagtail.publish")
    assert "要删的站" in client.get(reverse("wagtailadmin_reports:site_history")).content.decode()


@pytest.mark.parametrize("name", ["locked_pages", "workflow", "workflow_tasks", "aging_pages", "page_types_usage"])
def test_reports_name_no_foreign_page(head, own, foreign, client, name):
    foreign.locked = True
    foreign.save()
    response = client.get(reverse(f"wagtailadmin_reports:{name}"))
    assert "别家的站点" not in response.content.decode()


def test_admin_search_finds_no_foreign_page(head, own, foreign, client):
    html = client.get(url("search") + "?q=站点").content.decode()
    assert "别家的站点" not in html
