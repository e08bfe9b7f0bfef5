"""Handing in the form: from the page to the receipt."""

import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.kept import forget
from cms.kernel.actors import System
from cms.kernel.audit import history
from cms.kernel.models import AuditEntry, Event, NumberSeries
from cms.workdays.selectors import add_workdays
from forms import codes, tokens
from forms.models import (
    Channel,
    IntakeCategory,
    IntakeField,
    IntakePage,
    IntakeSubmission,
    SubmissionContact,
    SubmissionPhoto,
)
from forms.services import intake as intake_service
from forms.tokens import read_token
from liaison_pages.models import Venue
from tests.factories.liaison_pages import VenueMembershipFactory
from tests.factories.photos import photo_with_exif, picture_bytes, upload
from tests.forms.submitting import errors_of, filled, send

pytestmark = pytest.mark.django_db


def test_page_shows_the_form_with_a_token_of_its_own(client, page):
    keys = set()
    for _visit in range(2):
        response = client.get(page.url)
        assert response.status_code == 200
        assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
        assert response.cookies == {}
        text = re.search(r'name="token" value="([^"]+)"', response.content.decode()).group(1)
        keys.add(read_token(text, page_pk=page.pk).request_key)
    assert len(keys) == 2


def test_submit_makes_a_submission_and_shows_the_receipt(client, page):
    response = send(client, page, reach="138 0000 0000")
    submission = IntakeSubmission.objects.get()
    assert response.status_code == 303
    assert response.cookies == {}
    number, code = re.fullmatch(r"/s/([^/]+)/([^/]+)/\?new=1", response["Location"]).groups()
    assert number == submission.number == f"GL-{submission.created_at.year}-000001"
    assert submission.code_digest == codes.code_digest(code)
    assert (submission.state, submission.venue, submission.page_id) == (
        "screening",
        page.get_parent().specific.venue,
        page.pk,
    )
    assert submission.content == "巷口的路灯坏了三天，晚上看不见台阶。"
    assert [entry.action for entry in history(submission)] == ["submission.receive"]
    assert [(event.name, event.object_pks) for event in Event.objects.all()] == [
        ("submission.receive", [submission.pk])
    ]
    assert b"138" not in bytes(SubmissionContact.objects.get().ciphertext)

    receipt = client.get(response["Location"])
    assert receipt.status_code == 200
    assert code in receipt.content.decode()
    assert receipt["Referrer-Policy"] == "no-referrer"
    assert receipt["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert receipt["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert receipt.cookies == {}


def test_same_form_twice_gives_the_same_receipt(client, page):
    data = filled(page)
    url = reverse("liaison_forms:submit", args=[page.pk])
    places = {client.post(url, data)["Location"] for _attempt in range(2)}
    assert len(places) == 1
    assert IntakeSubmission.objects.count() == 1


def test_page_offered_by_the_form_is_handed_in_with_every_field(client, page):
    deputy = VenueMembershipFactory(venue=page.get_parent().specific.venue).deputy
    category = IntakeCategory.objects.get(code="roads")
    IntakeField.objects.create(page=page, label="涉及几户", field_type="number", sort_order=0)
    IntakeField.objects.create(page=page, label="什么时候", field_type="checkboxes", choices="早上\n晚上", sort_order=1)
    IntakeField.objects.create(page=page, label="已打过 12345", field_type="checkbox", sort_order=2)
    names = [field.clean_name for field in page.form_fields.all()]
    response = send(
        client,
        page,
        category=category.pk,
        title="路灯",
        deputy=deputy.code,
        is_anonymous="on",
        publish_consent="on",
        photos=[upload(photo_with_exif()), upload(picture_bytes("PNG"))],
        **{f"extra-{names[0]}": "12", f"extra-{names[1]}": ["早上", "晚上"]},
    )
    assert response.status_code == 303
    submission = IntakeSubmission.objects.get()
    assert (submission.category, submission.title, submission.deputy) == (category, "路灯", deputy)
    assert (submission.is_anonymous, submission.publish_consent, submission.notice_version) == (True, True, "1")
    assert submission.answers == [
        {"name": names[0], "label": "涉及几户", "value": "12"},
        {"name": names[1], "label": "什么时候", "value": "早上、晚上"},
        {"name": names[2], "label": "已打过 12345", "value": "否"},
    ]
    assert [(photo.width, photo.height) for photo in submission.photos.all()] == [(30, 40), (40, 30)]
    assert [photo.size_bytes for photo in submission.photos.all()] == [
        photo.file.size for photo in submission.photos.all()
    ]
    assert history(submission).get().data == {"channel": "web", "photos": 2}


def test_removed_field_leaves_its_answer_readable(client, page):
    field = IntakeField.objects.create(page=page, label="涉及几户", field_type="singleline")
    send(client, page, **{f"extra-{field.clean_name}": "三户"})
    field.delete()
    assert IntakeSubmission.objects.get().answers == [{"name": field.clean_name, "label": "涉及几户", "value": "三户"}]


@pytest.mark.parametrize("kind", ["closed", "unpublished", "venue page unpublished", "venue out of use"])
def test_closed_page_takes_nothing_and_keeps_the_words_in_sight(client, page, kind):
    data = filled(page)
    venue_page = page.get_parent().specific
    if kind == "closed":
        IntakePage.objects.update(is_open=False)
    elif kind == "unpublished":
        page.unpublish()
    elif kind == "venue page unpublished":
        venue_page.unpublish()
    else:
        Venue.objects.update(is_active=False)
    response = client.post(reverse("liaison_forms:submit", args=[page.pk]), data)
    assert response.status_code == 409
    assert data["content"] in response.content.decode()
    assert IntakeSubmission.objects.count() == 0


def test_page_of_a_hidden_venue_page_answers_404(client, page):
    page.get_parent().specific.unpublish()
    assert client.get(page.url).status_code == 404


def test_closed_page_shows_where_to_go_instead(client, page):
    IntakePage.objects.update(is_open=False)
    response = client.get(page.url)
    assert response.status_code == 200
    assert 'method="post"' not in response.content.decode()
    assert "这里暂时不接收意见" in response.content.decode()


def test_unknown_page_answers_404(client, site):
    assert client.post("/say/999999999999999999999999/", {}).status_code == 404


def test_reload_of_the_form_address_leads_to_the_page(client, page):
    response = client.get(reverse("liaison_forms:submit", args=[page.pk]))
    assert (response.status_code, response["Location"]) == (303, page.url)


def test_changed_text_with_a_used_form_is_not_lost(client, page):
    data = filled(page)
    url = reverse("liaison_forms:submit", args=[page.pk])
    client.post(url, data)
    again = client.post(url, {**data, "content": "另一件事：楼道堆满纸箱。"})
    assert again.status_code == 422
    number = IntakeSubmission.objects.get().number
    assert errors_of(again) == {
        "__all__": [f"您刚才已经交了一件（编号 {number}）。如果这是另一件事，请再点一次“提交意见”。"]
    }
    fresh = again.context["form"]["token"].value()
    assert client.post(url, {**data, "content": "另一件事：楼道堆满纸箱。", "token": fresh}).status_code == 303
    assert IntakeSubmission.objects.count() == 2


def test_numbers_have_no_gap_after_a_failure(client, page, monkeypatch):
    send(client, page)
    with monkeypatch.context() as patched:
        patched.setattr(intake_service, "_tell", fail)
        with pytest.raises(RuntimeError, match="no room"):
            send(client, page)
    send(client, page)
    assert [number[-6:] for number in IntakeSubmission.objects.order_by("pk").values_list("number", flat=True)] == [
        "000001",
        "000002",
    ]


def test_failure_leaves_no_files(client, page, monkeypatch, settings):
    monkeypatch.setattr(intake_service, "_tell", fail)
    with pytest.raises(RuntimeError, match="no room"):
        send(client, page, photos=[upload(picture_bytes()), upload(picture_bytes())])
    assert [path for path in settings.PRIVATE_MEDIA_ROOT.rglob("*") if path.is_file()] == []
    assert SubmissionPhoto.objects.count() == 0


def fail(*args):
    raise RuntimeError("no room")


def test_due_date_counts_working_days(page):
    receipt = intake_service.receive(
        page=page,
        data={"content": "示例", "place": "示例"},
        photos=[],
        channel=Channel.PHONE,
        request_key=uuid.uuid4(),
        language="zh-hans",
        actor=System("test"),
    )
    today = timezone.localdate()
    assert receipt.submission.due_on == add_workdays(today, 2)
    assert (receipt.is_new, receipt.submission.channel, receipt.submission.notice_version) == (True, "phone", "1")


@pytest.mark.parametrize(("reach", "queries"), [("", 13), ("13800000000", 14)])  # two stand for begin and commit
def test_submit_costs_few_queries(client, page, django_assert_num_queries, reach, queries):
    send(client, page)  # settings, number series and content types are there afterwards
    data = filled(page, reach=reach)
    with django_assert_num_queries(queries):
        client.post(reverse("liaison_forms:submit", args=[page.pk]), data)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_equal_posts_at_once_make_one_submission(page):
    data = filled(page)
    barrier = threading.Barrier(2)

    def post() -> str:
        try:
            barrier.wait(timeout=10)
            return Client().post(reverse("liaison_forms:submit", args=[page.pk]), data)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        places = {future.result() for future in [pool.submit(post), pool.submit(post)]}
    assert len(places) == 1
    assert IntakeSubmission.objects.count() == 1
    assert NumberSeries.objects.get().last == 1


def test_retry_after_the_form_was_closed_shows_the_same_receipt(client, page):
    data = filled(page)
    first = client.post(reverse("liaison_forms:submit", args=[page.pk]), data)
    IntakePage.objects.update(is_open=False)
    again = client.post(reverse("liaison_forms:submit", args=[page.pk]), data)
    assert (again.status_code, again["Location"]) == (303, first["Location"])
    assert IntakeSubmission.objects.count() == 1


@pytest.mark.parametrize("is_open", [True, False])
def test_retry_after_the_token_expired_shows_the_same_receipt(client, page, monkeypatch, is_open):
    data = filled(page)
    first = client.post(reverse("liaison_forms:submit", args=[page.pk]), data)
    monkeypatch.setattr(tokens, "MAX_AGE_SECONDS", -1)
    IntakePage.objects.update(is_open=is_open)
    again = client.post(reverse("liaison_forms:submit", args=[page.pk]), data)
    assert (again.status_code, again["Location"]) == (303, first["Location"])
    assert IntakeSubmission.objects.count() == 1


@pytest.mark.parametrize("more", [{"reach": "13800000000"}, {"title": "路灯"}, {"photos": "one"}])
def test_form_sent_again_with_more_says_so_instead_of_dropping_it(client, page, more):
    token = filled(page)["token"]
    first = send(client, page, token=token)
    more = {name: upload(picture_bytes()) if name == "photos" else value for name, value in more.items()}
    again = send(client, page, token=token, **more)
    assert (first.status_code, again.status_code) == (303, 422)
    assert IntakeSubmission.objects.get().number in errors_of(again)["__all__"][0]
    assert IntakeSubmission.objects.count() == 1


FIRST = {"reach": "13800000000", "is_anonymous": "on", "publish_consent": "on"}


@pytest.mark.parametrize(
    "changed",
    [
        {"reach": "13900000000"},
        {"reach": "a@example.org"},
        {"reach": ""},
        {"is_anonymous": ""},
        {"publish_consent": ""},
    ],
)
def test_form_sent_again_with_a_correction_says_so_instead_of_dropping_it(client, page, caplog, changed):
    token = filled(page)["token"]
    send(client, page, token=token, **FIRST)
    rows = IntakeSubmission.objects.values().get(), AuditEntry.objects.count()
    again = send(client, page, token=token, **{**FIRST, **changed})
    assert again.status_code == 422
    assert list(errors_of(again)) == ["__all__"]
    assert "13800000000" not in str(errors_of(again)) + caplog.text
    assert (IntakeSubmission.objects.values().get(), AuditEntry.objects.count()) == rows


def test_form_sent_again_with_the_same_contact_shows_the_same_receipt(client, page):
    token = filled(page)["token"]
    first = send(client, page, token=token, **FIRST)
    again = send(client, page, token=token, **{**FIRST, "reach": "+86 138-0000-0000"})
    assert (again.status_code, again["Location"]) == (303, first["Location"])


def test_contact_that_does_not_open_is_not_taken_for_the_same(client, page):
    token = filled(page)["token"]
    send(client, page, token=token, **FIRST)
    SubmissionContact.objects.update(key_id="gone")
    assert send(client, page, token=token, **FIRST).status_code == 422


def test_form_sent_again_without_its_photos_shows_the_same_receipt(client, page):
    token = filled(page)["token"]
    first = send(client, page, token=token, photos=upload(picture_bytes()))
    again = send(client, page, token=token)
    assert (again.status_code, again["Location"]) == (303, first["Location"])


@pytest.mark.usefixtures("states_known")
def test_queries_of_an_intake_in_a_rush(client, page, settings, django_assert_num_queries):
    settings.INTAKE_KEPT_SECONDS = 60
    forget()
    send(client, page)
    with django_assert_num_queries(10):  # two stand for begin and commit
        send(client, page, reach="13800000000")
    forget()
