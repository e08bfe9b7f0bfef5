"""Staff see, choose, add and change the pictures and documents of their own venues alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from media.models import LiaisonDocument, LiaisonImage
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenueFactory
from tests.factories.media import PDF, LiaisonDocumentFactory, LiaisonImageFactory, collection_of, jpeg
from tests.factories.photos import scanned_again

pytestmark = pytest.mark.django_db
KINDS = {
    "image": ("wagtailimages", "wagtailimages_chooser:choose", LiaisonImage, LiaisonImageFactory),
    "document": ("wagtaildocs", "wagtaildocs_chooser:choose", LiaisonDocument, LiaisonDocumentFactory),
}


@pytest.fixture
def own(site):
    venue = VenueFactory()
    collection_of(venue)
    return venue


@pytest.fixture
def foreign(site):
    venue = VenueFactory()
    collection_of(venue)
    return venue


@pytest.fixture
def staff(own, client):
    user = UserFactory()
    grant(user=user, role=Role.VENUE_EDITOR, venue=own, actor=System("tests"))
    client.force_login(user)
    return user


def upload(kind: str):
    if kind == "image":
        return SimpleUploadedFile("new.jpg", jpeg(), "image/jpeg")
    return SimpleUploadedFile("new.pdf", PDF, "application/pdf")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("screen", ["index", "choose"])
def test_lists_and_choosers_show_the_own_ones_alone(staff, own, foreign, client, kind, screen):
    namespace, chooser, _model, factory = KINDS[kind]
    factory(title="自己的", collection=own.collection)
    factory(title="别家的", collection=foreign.collection)
    response = client.get(reverse(f"{namespace}:index" if screen == "index" else chooser))
    html = response.content.decode() if screen == "index" else response.json()["html"]
    assert ("自己的" in html, "别家的" in html) == (True, False)


@pytest.mark.parametrize("kind", KINDS)
def test_staff_add_to_their_own_collection(staff, own, client, kind):
    namespace, _chooser, model, _factory = KINDS[kind]
    response = client.post(reverse(f"{namespace}:add"), {"title": "新", "file": upload(kind)})
    assert response.status_code == 302
    assert [(row.title, row.collection, row.uploaded_by_user) for row in model.objects.all()] == [
        ("新", own.collection, staff)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_staff_of_two_venues_cannot_add_to_a_third(staff, own, foreign, client, kind):
    namespace, _chooser, model, _factory = KINDS[kind]
    second = VenueFactory()
    collection_of(second)
    grant(user=staff, role=Role.VENUE_EDITOR, venue=second, actor=System("tests"))
    data = {"title": "新", "file": upload(kind), "collection": foreign.collection.pk}
    response = client.post(reverse(f"{namespace}:add"), data)
    assert list(response.context["form"].errors) == ["collection"]
    assert model.objects.count() == 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["edit", "delete"])
def test_foreign_one_is_neither_changed_nor_deleted(staff, foreign, client, kind, name):
    namespace, _chooser, model, factory = KINDS[kind]
    row = factory(title="别家的", collection=foreign.collection)
    url = reverse(f"{namespace}:{name}", args=[row.pk])
    assert client.get(url).status_code == 404
    assert client.post(url, {"title": "改"}).status_code == 404
    assert [row.title for row in model.objects.all()] == ["别家的"]


@pytest.mark.parametrize("kind", KINDS)
def test_foreign_one_cannot_be_chosen_by_its_id(staff, foreign, client, kind):
    _namespace, chooser, _model, factory = KINDS[kind]
    row = factory(title="别家的", collection=foreign.collection)
    response = client.get(reverse(chooser.replace(":choose", ":chosen"), args=[row.pk]))
    assert response.status_code == 404


@pytest.mark.parametrize("role", [Role.READER, Role.RECEPTION_CLERK])
@pytest.mark.parametrize("kind", KINDS)
def test_roles_without_pages_have_no_library(own, client, kind, role):
    user = UserFactory()
    grant(user=user, role=role, venue=own, actor=System("tests"))
    client.force_login(user)
    namespace, _chooser, model, _factory = KINDS[kind]
    assert client.get(reverse(f"{namespace}:index")).status_code == 403
    assert client.post(reverse(f"{namespace}:add"), {"title": "新", "file": upload(kind)}).status_code == 403
    assert model.objects.count() == 0


@pytest.mark.parametrize("name", ["add", "add_multiple"])
def test_document_under_another_name_is_refused_at_the_field(staff, client, name):
    data = {"title": "新", "file": SimpleUploadedFile("a.pdf", b"<html>")}
    if name == "add_multiple":
        data = {"title": "新", "files[]": data["file"]}
    response = client.post(reverse(f"wagtaildocs:{name}"), data)
    assert response.status_code == 200
    assert "另存一份" in response.content.decode("unicode_escape" if name == "add_multiple" else "utf-8")
    assert LiaisonDocument.objects.count() == 0


@pytest.mark.parametrize("name", ["add", "add_multiple"])
def test_picture_that_keeps_the_decoder_busy_is_refused_at_the_field(staff, client, name):
    file = SimpleUploadedFile("a.jpg", scanned_again(100), "image/jpeg")
    data = {"title": "新", "files[]" if name == "add_multiple" else "file": file}
    response = client.post(reverse(f"wagtailimages:{name}"), data)
    assert response.status_code == 200
    assert "截一张图" in response.content.decode("unicode_escape" if name == "add_multiple" else "utf-8")
    assert LiaisonImage.objects.count() == 0


def test_district_editor_sees_all(own, foreign, client, site):
    user = UserFactory()
    grant(user=user, role=Role.DISTRICT_EDITOR, site=site, actor=System("tests"))
    client.force_login(user)
    for venue, title in ((own, "甲的"), (foreign, "乙的")):
        LiaisonImageFactory(title=title, collection=venue.collection)
    html = client.get(reverse("wagtailimages:index")).content.decode()
    assert "甲的" in html
    assert "乙的" in html
