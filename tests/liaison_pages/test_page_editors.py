"""What staff see when they edit a page."""

import pytest
from django.urls import reverse

from liaison_pages.models import HomePage, InfoPage
from tests.factories.liaison_pages import InfoPageFactory, VenueFactory, VenuePageFactory

pytestmark = pytest.mark.django_db


def test_every_page_type_opens_in_the_editor(admin_client, site):
    home = HomePage.objects.get(pk=site.root_page_id)
    pages = [home, home.get_children().get(), InfoPageFactory(parent=home), VenuePageFactory(venue=VenueFactory())]
    for page in pages:
        response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.status_code == 200


def test_venue_page_has_its_tabs_and_hints(admin_client, site):
    page = VenuePageFactory(venue=VenueFactory())
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for text in (
        "制度与计划",
        "家站点资料",
        "网址与搜索",
        "写在名称下面：什么时候来、能做什么。",
        "第一张显示在页面上方",
    ):
        assert text in html


def test_draft_is_previewed_with_what_stands_in_rota_and_roster(admin_client, site):
    page = VenuePageFactory(venue=VenueFactory(), live=False)
    page.save_revision()
    response = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert response.status_code == 200
    assert "在这里接待的代表" in response.content.decode()


def add_info_page(client, parent, slug: str):
    address = reverse("wagtailadmin_pages:add", args=["liaison_pages", "infopage", parent.pk])
    typed = {"title": "说明", "slug": slug, "body-count": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return client.post(address, typed)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("slug", ["suggestions", "toys", "deputies", "status", "admin", "en"])
def test_slug_at_which_something_else_answers_is_refused(admin_client, site, slug, language):
    admin_client.cookies["django_language"] = language
    response = add_info_page(admin_client, site.root_page, slug)
    assert response.status_code == 200
    assert "slug" in response.context["form"].errors
    assert not InfoPage.objects.exists()


def test_slug_is_free_where_nothing_else_answers(admin_client, client, site):
    news = InfoPageFactory(parent=site.root_page, slug="news")
    assert add_info_page(admin_client, news, "suggestions").status_code == 302
    assert InfoPage.objects.child_of(news).get().slug == "suggestions"
    assert add_info_page(admin_client, site.root_page, "关于").status_code == 302
    page = InfoPage.objects.get(slug="关于")
    page.save_revision().publish()
    assert client.get("/关于/").status_code == 200
