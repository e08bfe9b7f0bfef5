"""What editors see before they publish; visitors get none of it."""

import pytest
from django.urls import reverse
from wagtail.admin.userbar import AccessibilityItem

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.preview import PageChecks, check_as_house_does
from forms.models import IntakePage
from liaison_pages.models import DirectoryPage, HomePage, InfoPage, VenuePage
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenuePageFactory

pytestmark = pytest.mark.django_db
BAR = "wagtail-userbar"


@pytest.fixture
def page(site):
    return VenuePageFactory()


@pytest.fixture
def head(page, client):
    user = UserFactory()
    grant(user=user, role=Role.VENUE_HEAD, venue=page.venue, actor=System("tests"))
    client.force_login(user)
    return client


@pytest.mark.parametrize("model", [HomePage, DirectoryPage, InfoPage, VenuePage, IntakePage])
def test_previews_begin_on_a_phone(model):
    page = model()
    widths = [size["device_width"] for size in page.preview_sizes]
    assert (widths, page.default_preview_size) == ([390, 360, 768, 1280], "mobile")


def test_preview_has_what_the_checks_need_under_the_public_policy(head, page):
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    response = head.get(address)
    assert BAR in response.content.decode()
    assert "unsafe-inline" not in response.headers.get("Content-Security-Policy", "")


@pytest.mark.parametrize("is_staff", [False, True])
def test_public_page_has_no_bar_and_asks_for_no_session(page, client, is_staff, request):
    visitor = request.getfixturevalue("head") if is_staff else client
    response = visitor.get(page.url)
    assert BAR not in response.content.decode()
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.cookies == {}


def test_editor_offers_phone_and_checks(head, page):
    html = head.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "手机（390 像素宽）" in html
    assert 'data-side-panel="checks"' in html
    assert '"image-alt"' in html
    assert "guide.wagtail.org/content-checks" not in html


def test_checks_are_the_house_s_own():
    items = [AccessibilityItem(in_editor=True), object()]
    check_as_house_does(items)
    assert isinstance(items[0], PageChecks)
    assert "empty-meta-description" not in items[0].axe_run_only
