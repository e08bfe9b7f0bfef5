"""Residents' photos are seen by the staff who handle them, and by nobody else."""

import pytest
from django.urls import reverse

from forms import photo_field
from forms.models import SubmissionPhoto
from forms.models.submissions import RejectReason
from forms.services.photos import files_removed_on_failure, store_photos
from forms.tokens import new_token
from media import uploads
from media.uploads import clean_image
from tests.factories.forms import IntakePageFactory
from tests.factories.photos import picture_bytes, upload
from tests.forms.submitting import errors_of, send

pytestmark = pytest.mark.django_db


def photo_of(submission) -> SubmissionPhoto:
    with files_removed_on_failure() as stored:
        store_photos(submission=submission, images=[clean_image(upload(picture_bytes()))], stored=stored)
    return stored[0]


def get(client, photo):
    return client.get(reverse("liaison_photo", args=[photo.pk]))


@pytest.mark.parametrize("name", ["head", "clerk", "reader", "district", "auditor", "deputy"])
def test_photo_is_shown_to_staff_of_the_venue(client, desks, name):
    photo = photo_of(desks.submission())
    client.force_login(getattr(desks, name))
    response = get(client, photo)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert b"".join(response.streaming_content) == photo.file.read()


@pytest.mark.parametrize("name", ["editor", "foreign_head", "foreign_deputy", "officer"])
def test_photo_of_another_desk_answers_404(client, desks, name):
    photo = photo_of(desks.submission())
    client.force_login(getattr(desks, name))
    assert get(client, photo).status_code == 404


def test_visitor_is_sent_to_the_login(client, desks):
    response = get(client, photo_of(desks.submission()))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/admin/login/")


@pytest.mark.parametrize(("name", "status"), [("head", 404), ("district", 200)])
def test_photo_of_a_hidden_submission_is_the_offices_alone(client, desks, name, status):
    photo = photo_of(desks.submission(state="rejected", reject_reason=RejectReason.PERSONAL_DATA))
    client.force_login(getattr(desks, name))
    assert get(client, photo).status_code == status


def test_lost_file_and_unknown_photo_answer_404(client, desks):
    photo = photo_of(desks.submission())
    client.force_login(desks.head)
    photo.file.storage.delete(photo.file.name)
    assert get(client, photo).status_code == 404
    assert client.get(reverse("liaison_photo", args=[10**30])).status_code == 404


def test_stored_name_and_address_say_nothing_of_the_resident(desks, settings):
    photo = photo_of(desks.submission())
    assert "照片" not in photo.file.name
    assert str(photo.file.path).startswith(str(settings.PRIVATE_MEDIA_ROOT))
    assert not str(settings.PRIVATE_MEDIA_ROOT).startswith(str(settings.MEDIA_ROOT))


@pytest.fixture
def decoded(monkeypatch):
    """The names of the files that were decoded."""
    names = []
    monkeypatch.setattr(photo_field, "clean_image", lambda file: names.append(file.name) or clean_image(file))
    return names


@pytest.mark.parametrize("changed", [{"place": ""}, {"token": "x"}, {"deputy": "99"}, {"photos": 2}])
def test_photos_are_decoded_only_when_all_else_is_well(client, site, decoded, changed):
    page = IntakePageFactory()
    photos = [upload(picture_bytes())] + [upload(b"no picture")] * (changed.pop("photos", 1) - 1)
    assert send(client, page, photos=photos, **changed).status_code == 422
    assert (decoded, SubmissionPhoto.objects.count()) == ([], 0)


def test_photos_are_decoded_once_however_often_the_form_is_sent(client, site, decoded):
    page = IntakePageFactory()
    token = new_token(page_pk=page.pk, notice_version="1").sign()
    for _time in range(3):
        assert send(client, page, token=token, photos=[upload(picture_bytes())]).status_code == 303
    assert (decoded, SubmissionPhoto.objects.count()) == (["照片.jpg"], 1)


def test_photo_that_turns_out_broken_is_named(client, site):
    page = IntakePageFactory()
    response = send(client, page, photos=[upload(picture_bytes(size=(400, 300))[:900], "断了.jpg")])
    assert errors_of(response) == {"photos": ["“断了.jpg”打不开，可能没有传完整。请重新选择。"]}
    assert SubmissionPhoto.objects.count() == 0


def test_decoder_that_is_taken_keeps_what_was_typed(client, site, monkeypatch):
    monkeypatch.setattr(uploads, "WAIT_SECONDS", 0.01)
    page = IntakePageFactory()
    with uploads.ONE_AT_A_TIME:
        response = send(client, page, photos=[upload(picture_bytes(), "甲.jpg"), upload(picture_bytes(), "乙.jpg")])
    assert response.status_code == 422
    assert errors_of(response) == {"photos": ["现在传照片的人多，“甲.jpg”还没有处理。请过一分钟再交一次。"]}
    assert "巷口的路灯坏了三天" in response.content.decode()
    assert not SubmissionPhoto.objects.exists()
    assert send(client, page, photos=[upload(picture_bytes())]).status_code == 303
