"""Adding a form below a page of a venue that has none, while the district reviews pages."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import Staff, System
from forms.models import IntakePage
from liaison_pages.services.review import set_review
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenuePageFactory

pytestmark = pytest.mark.django_db

FORM = {
    "title": "提意见", "slug": "intake", "lead": "", "is_open": "on", "notice": rich_text(""),
    "form_fields": inline_formset([]), "comments": inline_formset([]),
}  # fmt: skip


@pytest.fixture
def page(site, client):
    """A venue's page without a form, in a district with review; its head is signed in."""
    page, head, office = VenuePageFactory(), UserFactory(), UserFactory()
    grant(user=head, role=Role.VENUE_HEAD, venue=page.venue, actor=System("tests"))
    grant(user=office, role=Role.DISTRICT_EDITOR, site=site, actor=System("tests"))
    set_review(site=site, is_on=True, actor=Staff(office))
    client.force_login(head)
    return page


def adding(page, model="intakepage") -> str:
    return reverse("wagtailadmin_pages:add", args=["liaison_forms", model, page.pk])


def test_new_form_offers_a_draft_and_no_review(page, client):
    html = client.get(adding(page)).content.decode()
    assert ("action-submit" in html, "保存草稿" in html) == (False, True)


def test_form_submitted_all_the_same_is_a_draft_that_its_head_publishes(page, client):
    data = nested_form_data(FORM)
    response = client.post(adding(page), {**data, "action-submit": "1"})

    form = IntakePage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[form.pk])
    assert (response.status_code, response.url) == (302, edit)
    assert (form.get_parent().specific, form.live, form.workflow_in_progress) == (page, False, False)

    client.post(edit, {**data, "action-publish": "1"})
    form.refresh_from_db()
    assert form.live


def test_faulty_form_keeps_what_was_typed_and_offers_no_review(page, client):
    data = nested_form_data({**FORM, "title": "写了一半", "slug": "两个 词"})
    response = client.post(adding(page), {**data, "action-submit": "1"})
    html = response.content.decode()
    assert (response.status_code, "action-submit" in html, "写了一半" in html) == (200, False, True)
    assert not IntakePage.objects.exists()
