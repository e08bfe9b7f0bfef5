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
    assert "驻站代表" in response.content.decode()


@pytest.mark.parametrize("slug", ["suggestions", "toys", "deputies", "status", "admin"])
def test_slug_at_which_something_else_answers_is_refused(admin_client, site, slug):
    address = reverse("wagtailadmin_pages:add", args=["liaison_pages", "infopage", site.root_page_id])
    typed = {"title": "建议", "slug": slug, "body-count": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    response = admin_client.post(address, typed)
    assert response.status_code == 200
    assert "这个网址已由系统或扩展使用，请换一个。" in response.content.decode()
    assert not InfoPage.objects.exists()
