"""The riddle of a form: solved by its own form alone; what happens without a solution."""

import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from django.urls import reverse

from cms.limits import stores
from forms import proof, tokens
from forms.models import IntakeSubmission
from tests.forms.submitting import filled, send, solved

WORKER = Path(proof.__file__).parent / "static/liaison_forms/js/proof_worker.js"
RUN_IN_NODE = """
let listener;
globalThis.self = { addEventListener: (_name, given) => { listener = given; }, postMessage: console.log };
await import(process.argv[1]);
listener({ data: JSON.parse(process.argv[2]) });
"""


@pytest.fixture(autouse=True)
def _easy(settings):
    stores.forget()
    settings.PROOF_MAX_NUMBER = 50
    yield
    stores.forget()


def old_token(page, seconds: int = 60) -> str:
    """Of a form that was opened a while ago."""
    made_at = int(time.time()) - seconds
    return tokens.new_token(page_pk=page.pk, notice_version="1", made_at=made_at).sign()


def test_solution_fits_its_own_form_alone():
    answer = solved("form one")
    assert proof.is_solved("form one", answer)
    assert not proof.is_solved("form two", answer)


SIGNATURE = "a" * 64
MADE_UP = ["", ".", "0", "-1.ab", "1e3.ab", f"².{SIGNATURE}", f"0.{SIGNATURE}", "9" * 5000, "1.\x00", f"１.{SIGNATURE}"]


@pytest.mark.parametrize("answer", MADE_UP)
def test_made_up_solution_is_none(answer):
    assert not proof.is_solved("form one", answer)


def test_number_beside_the_right_one_is_none():
    number, _dot, signature = solved("form one").partition(".")
    assert not proof.is_solved("form one", f"{int(number) + 1}.{signature}")


@pytest.mark.skipif(not shutil.which("node"), reason="needs node; the browser tests solve it in Chromium")
def test_script_finds_the_number(settings):
    settings.PROOF_MAX_NUMBER = 3000
    riddle = proof.riddle("form one")
    command = ["node", "--input-type=module", "-e", RUN_IN_NODE, str(WORKER), json.dumps(riddle)]
    number = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert proof.is_solved("form one", f"{number}.{riddle['signature']}")


# --- What is marked ------------------------------------------------------------------------------------------------


pytestmark = pytest.mark.django_db


def signs() -> str:
    return IntakeSubmission.objects.get().spam_signs


def test_solved_form_is_not_marked_however_fast(client, page):
    token = tokens.new_token(page_pk=page.pk, notice_version="1").sign()
    assert send(client, page, token=token, proof=solved(token)).status_code == 303
    assert signs() == ""


def test_form_without_script_is_not_marked_when_it_took_its_time(client, page):
    assert send(client, page, token=old_token(page)).status_code == 303
    assert signs() == ""


def test_form_without_script_that_comes_at_once_is_marked_and_taken(client, page):
    assert send(client, page).status_code == 303
    assert signs() == "haste"


def test_hidden_field_marks_even_a_solved_form(client, page):
    token = old_token(page)
    assert send(client, page, token=token, proof=solved(token), website="https://example.com").status_code == 303
    assert signs() == "trap"


def test_many_without_script_from_one_address_are_marked_and_taken(client, page, settings):
    settings.LIMITS = {**settings.LIMITS, "intake.unproven": "2/minute"}
    for _form in range(3):
        assert send(client, page, token=old_token(page)).status_code == 303
    assert list(IntakeSubmission.objects.order_by("pk").values_list("spam_signs", flat=True)) == ["", "", "many"]


def test_same_form_sent_again_stays_unmarked(client, page, settings):
    settings.LIMITS = {**settings.LIMITS, "intake.unproven": "1/minute"}
    data = filled(page, token=old_token(page))
    url = reverse("liaison_forms:submit", args=[page.pk])
    assert {client.post(url, data).status_code for _attempt in range(3)} == {303}
    assert signs() == ""


def test_correcting_a_form_at_once_is_not_haste(client, page):
    response = send(client, page, token=old_token(page), place="")
    again = filled(page, token=response.context["form"]["token"].value())
    assert client.post(reverse("liaison_forms:submit", args=[page.pk]), again).status_code == 303
    assert signs() == ""


def test_token_of_an_older_release_is_taken(client, page):
    sent = tokens.signing.dumps(["7" * 32, page.pk, "1", "web", None], salt=tokens.SALT)
    assert send(client, page, token=sent).status_code == 303
    assert signs() == ""


def test_riddle_can_be_left_out(client, page, settings):
    settings.PROOF_MAX_NUMBER = 0
    html = client.get(page.url).content.decode()
    assert "data-riddle" not in html
    assert send(client, page).status_code == 303
    assert signs() == ""


def test_page_carries_the_riddle_and_sets_no_cookie(client, page):
    response = client.get(page.url)
    html = response.content.decode()
    assert html.count("data-riddle") == 1
    assert '<div class="form__trap"><label for="id_website">这一栏请留空</label>' in html
    assert response.cookies == {}
