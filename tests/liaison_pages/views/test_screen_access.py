"""Who reaches which screen of a venue and of the district, and who is refused."""

import pytest
from django.urls import reverse

from cms.access.roles import Role
from liaison_pages.models import VenuePage
from tests.liaison_pages.views.staff_world import snapshot

pytestmark = pytest.mark.django_db


def test_district_editor_opens_every_screen(world, district):
    urls = [*world.venue_urls(world.mine).values(), *world.district_urls()]
    statuses = {url: district.get(url).status_code for url in urls}
    assert statuses == dict.fromkeys(urls, 200)


def test_venue_editor_opens_every_screen_of_the_venue_but_delete(world, editor):
    urls = world.venue_urls(world.mine)
    refused = {"venue_delete"}
    statuses = {name: editor.get(url).status_code for name, url in urls.items()}
    assert statuses == {name: 403 if name in refused else 200 for name in urls}


@pytest.mark.parametrize("method", ["get", "post"])
def test_foreign_venue_is_not_found_anywhere(world, editor, method):
    urls = world.venue_urls(world.other)
    page = urls.pop("page")  # pages are Wagtail's own, guarded elsewhere
    before = snapshot()
    statuses = {url: getattr(editor, method)(url).status_code for url in urls.values()}
    assert statuses == dict.fromkeys(urls.values(), 404)
    assert snapshot() == before
    assert getattr(editor, method)(page).status_code in (302, 403, 404)


@pytest.mark.parametrize("method", ["get", "post"])
def test_district_screens_are_closed_to_venue_staff(world, editor, method):
    urls = world.district_urls()
    before = snapshot()
    statuses = {url: getattr(editor, method)(url).status_code for url in urls}
    assert set(statuses.values()) <= {403, 404}
    assert snapshot() == before


def test_rule_of_another_venue_is_not_found_below_ones_own(world, editor):
    rule = world.other.reception_rules.get()
    reception = world.other.receptions.filter(rule=None).get()
    assert editor.get(reverse("venue_hub:edit_rule", args=[world.mine.pk, rule.pk])).status_code == 404
    url = reverse("venue_hub:reception", args=[world.mine.pk, reception.pk, "move"])
    assert editor.get(url).status_code == 404


def test_reader_sees_the_rota_and_changes_nothing(world, client):
    client.force_login(world.staff(Role.READER))
    urls = world.venue_urls(world.mine)
    readable = {"rota", "roster"}
    urls.pop("page")
    statuses = {name: client.get(url).status_code for name, url in urls.items()}
    assert statuses == {name: 200 if name in readable else 403 for name in urls}
    before = snapshot()
    assert client.post(urls["roster"], {"save": "1"}).status_code == 403
    assert client.post(urls["cancel"], {"reason": "没人"}).status_code == 403
    assert snapshot() == before
    assert "添加规则" not in client.get(urls["rota"]).content.decode()


def test_page_editor_leads_to_every_screen_and_back(world, editor):
    urls = world.venue_urls(world.mine)
    content = editor.get(urls["page"]).content.decode()
    for name in ("rota", "roster", "venue_edit"):
        assert f'href="{urls[name]}"' in content
        assert f'href="{urls["page"]}"' in editor.get(urls[name]).content.decode()


def test_page_cannot_be_given_to_another_venue(world, editor):
    url = reverse("wagtailadmin_pages:edit", args=[world.mine.pages.get().pk])
    field = editor.get(url).context["form"].fields["venue"]
    assert (field.disabled, list(field.queryset)) == (True, [world.mine])


@pytest.mark.parametrize("who", ["editor", "district"])
def test_page_of_a_venue_is_not_made_in_the_explorer(request, world, who):
    url = reverse("wagtailadmin_pages:add", args=["liaison_pages", "venuepage", world.mine.pages.get().pk])
    before = VenuePage.objects.count()
    response = request.getfixturevalue(who).post(url, {"title": "示例新页", "slug": "new", "venue": world.mine.pk})
    assert (response.status_code, VenuePage.objects.count()) == (403, before)
