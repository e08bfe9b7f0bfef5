"""The import in the admin: upload, review, confirm, done; and who may not."""

import datetime

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import Staff, System
from liaison_pages.importer import holding
from liaison_pages.models import Venue
from liaison_pages.services.venues import update_venue
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenueFactory
from tests.liaison_pages.importer.workbooks import small, xlsx

pytestmark = pytest.mark.django_db
UPLOAD = reverse("district_import:upload")


@pytest.fixture
def editor(site):
    user = UserFactory()
    grant(user=user, role=Role.DISTRICT_EDITOR, site=site, actor=System("test"))
    return user


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def upload(client, content: bytes, **data):
    return client.post(UPLOAD, {"file": SimpleUploadedFile("district.xlsx", content), **data})


def kept() -> list[str]:
    storage = storages["private"]
    return storage.listdir(holding.FOLDER)[1] if storage.exists(holding.FOLDER) else []


def test_import_through_the_admin_from_upload_to_done(desk):
    response = upload(desk, xlsx(small()))
    review = desk.get(response.url)
    assert Venue.objects.count() == 0
    assert "琼花观联络站" in review.content.decode()
    done = desk.post(response.url, {"digest": review.context["digest"]})
    assert done.url == reverse("district_import:done")
    assert Venue.objects.count() == 2
    page = desk.get(done.url).content.decode()
    assert all(word in page for word in ("家站点页面", "district.xlsx", "第 18 届、东关小组"))
    assert "district.xlsx" in desk.get(UPLOAD).content.decode()
    assert kept() == []


def test_import_page_offers_the_template(desk):
    assert reverse("district_import:template") in desk.get(UPLOAD).content.decode()
    response = desk.get(reverse("district_import:template"))
    assert b"".join(response.streaming_content).startswith(b"PK")
    assert "attachment" in response["Content-Disposition"]


def test_import_of_a_faulty_workbook_lists_the_faults_and_keeps_nothing(desk):
    sheets = small()
    sheets["家站点"][0]["电话"] = 5
    response = upload(desk, xlsx(sheets))
    assert response.status_code == 422
    assert "电话现在是数字，会丢掉开头的 0。" in response.content.decode()
    assert (kept(), Venue.objects.count()) == ([], 0)


@pytest.mark.parametrize("content", [b"", b"hello", b"\0" * 100, b"PK\x03\x04"])
def test_import_of_what_is_no_workbook_is_told(desk, content):
    response = upload(desk, content)
    assert (response.status_code, kept()) == (422, [])


def test_import_without_a_file_or_with_too_large_a_one_is_told_at_the_field(desk, monkeypatch):
    assert desk.post(UPLOAD).status_code == 422
    monkeypatch.setattr("liaison_pages.views.district_import.MAX_FILE_BYTES", 10)
    response = upload(desk, xlsx(small()))
    assert response.status_code == 422
    assert response.context["form"].errors["file"] == ["文件太大：最多 20 MB。请删去图片和多余的工作表。"]


def test_review_shows_what_changes_by_field_and_what_is_kept(desk, editor):
    first = upload(desk, xlsx(small()))
    desk.post(first.url, {"digest": desk.get(first.url).context["digest"]})
    update_venue(actor=Staff(editor), venue=Venue.objects.get(code="H1"), phone="0514-1")
    sheets = small()
    sheets["家站点"][1]["电话"] = "0514-2"
    page = desk.get(upload(desk, xlsx(sheets)).url)
    shown = [(item.key, item.note, list(item.shown_changes())) for item in page.context["touched"]]
    assert shown == [
        ("H1", "在后台改过，保持原样", [("电话", "0514-1", "0514-00000001")]),
        ("S1", "", [("电话", "—", "0514-2")]),
    ]
    assert all(word in page.content.decode() for word in ("0514-2", "在后台改过，保持原样"))


def test_review_of_a_workbook_that_changes_nothing_offers_no_confirmation(desk):
    first = upload(desk, xlsx(small()))
    desk.post(first.url, {"digest": desk.get(first.url).context["digest"]})
    page = desk.get(upload(desk, xlsx(small())).url).content.decode()
    assert "没有要改的内容" in page
    assert "确认导入" not in page


@pytest.mark.parametrize("digest", ["", "forged"])
def test_confirming_another_plan_than_shown_changes_nothing(desk, digest):
    url = upload(desk, xlsx(small())).url
    assert desk.post(url, {"digest": digest}).url == url
    assert Venue.objects.count() == 0


def test_confirming_twice_imports_once(desk):
    url = upload(desk, xlsx(small())).url
    digest = desk.get(url).context["digest"]
    desk.post(url, {"digest": digest})
    assert desk.post(url, {"digest": digest}).url == UPLOAD
    assert Venue.objects.count() == 2


def test_ticket_of_another_user_or_forged_opens_nothing(client, desk, site):
    url = upload(desk, xlsx(small())).url
    other = UserFactory()
    grant(user=other, role=Role.DISTRICT_EDITOR, site=site, actor=System("test"))
    client.force_login(other)
    assert client.post(url, {"digest": "x"}).url == UPLOAD
    assert client.get(reverse("district_import:review", args=["forged:ticket"])).url == UPLOAD
    assert Venue.objects.count() == 0


def test_file_is_gone_after_an_hour(desk, editor, site, monkeypatch):
    url = upload(desk, xlsx(small())).url
    later = timezone.now() + datetime.timedelta(seconds=holding.KEPT_SECONDS + 60)
    monkeypatch.setattr(holding.timezone, "now", lambda: later)
    holding.clear()
    assert kept() == []
    assert desk.get(url).url == UPLOAD


def test_import_screens_answer_403_to_staff_of_a_venue_and_change_nothing(client, site):
    head = UserFactory()
    grant(user=head, role=Role.VENUE_HEAD, venue=VenueFactory(), actor=System("test"))
    client.force_login(head)
    urls = [UPLOAD, *(reverse(f"district_import:{name}") for name in ("template", "done"))]
    urls.append(reverse("district_import:review", args=["x"]))
    assert [client.get(url).status_code for url in urls] == [403, 403, 403, 403]
    assert upload(client, xlsx(small())).status_code == 403
    assert (Venue.objects.count(), kept()) == (1, [])
    assert UPLOAD not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_import_screens_ask_visitors_to_sign_in(client, site):
    assert client.get(UPLOAD).status_code == 302


def test_done_before_any_import_is_not_found(desk):
    assert desk.get(reverse("district_import:done")).status_code == 404
