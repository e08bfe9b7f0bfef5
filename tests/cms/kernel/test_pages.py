"""Pages of add-ons: there while the add-on is on, 404 and read-only while it is off or gone."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import InfoPageFactory
from tests.toys.models import ToyPage

pytestmark = pytest.mark.django_db

ADD = ["toys", "toypage"]


@pytest.fixture
def switch(site):
    return lambda on: set_enabled(plugin_id="toys", site=site, is_enabled=on, actor=System("tests"))


@pytest.fixture
def page(site, switch):
    switch(True)
    return Page.objects.get(pk=site.root_page.pk).add_child(instance=ToyPage(title="积木", slug="bricks"))


@pytest.fixture
def superuser(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def test_pages_answer_404_while_the_add_on_is_off(client, page, switch):
    assert client.get(page.url).status_code == 200
    switch(False)
    assert client.get(page.url).status_code == 404
    switch(True)
    assert client.get(page.url).status_code == 200


def test_pages_are_in_the_sitemap_while_the_add_on_is_on(client, page, switch):
    def listed() -> bool:
        return "/bricks/" in client.get("/sitemap-pages.xml").content.decode()

    assert listed()
    switch(False)
    assert not listed()


def test_pages_are_added_while_the_add_on_is_on(client, page, switch, superuser, site):
    offered = reverse("wagtailadmin_pages:add_subpage", args=[site.root_page.pk])
    form = reverse("wagtailadmin_pages:add", args=[*ADD, site.root_page.pk])
    assert (form in client.get(offered).content.decode(), client.get(form).status_code) == (True, 200)
    switch(False)
    assert form not in client.get(offered).content.decode()
    assert client.get(form).status_code in {302, 403}
    assert client.post(form, {"title": "新", "slug": "new"}).status_code in {302, 403}
    assert ToyPage.objects.count() == 1


@pytest.mark.parametrize("name", ["edit", "delete", "unpublish", "copy", "move", "history", "workflow_history"])
def test_pages_are_read_only_while_the_add_on_is_off_for_superusers_too(client, page, switch, superuser, name):
    switch(False)
    before = Page.objects.values().get(pk=page.pk)
    address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
    for response in (client.get(address), client.post(address, {"title": "别的", "action-publish": "1"})):
        assert response.status_code in {302, 403, 404, 405}
    assert Page.objects.values().get(pk=page.pk) == before


def test_bulk_actions_leave_pages_alone_while_the_add_on_is_off(client, page, switch, superuser):
    other = InfoPageFactory(parent=page.get_parent())
    switch(False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    client.post(f"{address}?id={page.pk}&id={other.pk}", {"include_descendants": "on"})
    assert dict(Page.objects.filter(pk__in=[page.pk, other.pk]).values_list("pk", "live")) == {
        page.pk: True,
        other.pk: False,
    }


def test_explorer_still_lists_pages_of_an_add_on_that_is_off(client, page, switch, superuser, site):
    switch(False)
    listing = client.get(reverse("wagtailadmin_explore", args=[site.root_page.pk]))
    assert "积木" in listing.content.decode()


def test_a_page_costs_no_query_more_in_the_explorer_than_one_of_the_product(
    client, page, switch, superuser, site, states_known
):
    address = reverse("wagtailadmin_explore", args=[site.root_page.pk])

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    InfoPageFactory(parent=page.get_parent())
    with_one_of_the_product = queries()
    Page.objects.get(pk=site.root_page.pk).add_child(instance=ToyPage(title="球", slug="ball"))
    assert queries() == with_one_of_the_product


def test_pages_whose_package_is_gone_answer_404_and_are_read_only(client, page, superuser):
    page.content_type = ContentType.objects.create(app_label="gone", model="toypage")
    page.save()
    for address in (page.url, reverse("wagtailadmin_pages:edit", args=[page.pk])):
        assert client.get(address).status_code == 404
