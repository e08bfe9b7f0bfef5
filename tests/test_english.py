"""English is complete: no page of the public and no main screen of staff shows Chinese but what people wrote."""

import datetime
import uuid

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from cms.access.table.routes import routes
from cms.kernel.actors import Resident
from cms.kernel.audit import record
from cms.kernel.registrar import registrar
from forms import codes
from forms.models import IntakeSubmission, PublicDraft, State
from forms.reach import Reach
from forms.services.contacts import store_contact
from forms.views.resident_acts import ACTS
from liaison_pages.models import HomePage
from tests.chinese import CHINESE, unmarked_chinese
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.forms.submitting import filled
from tests.plugins.suggestions.stage import person
from tests.public_place import Place

pytestmark = pytest.mark.django_db

# No screen, the list of languages by their own names, and two of Wagtail's for superusers that translate at import.
SCREENS_APART = (
    "wagtailadmin_error_test",
    "wagtailadmin_logout",
    "wagtailadmin_account",
    "wagtailusers_groups:",
    "wagtailredirects:",
)
TODAY = datetime.date(2026, 3, 2)


@pytest.fixture
def place(site):
    return Place(site)


def report(found: list[str]) -> None:
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_public_pages_in_english_mark_every_chinese_word(client, site, place):
    number = place.suggestion
    addresses = [
        "/", "/say/", "/report/?page=/venues/", "/report/?sent=1",
        "/venues/", "/venues/?for=intake", "/venues/?q=zzz", "/venues/?kind=zzz", "/deputies/",
        "/deputies/?name=zzz",
        "/deputies/?level=zzz", "/search/", "/search/?q=示例",
        "/search/?q=zzzzzz", "/search/?q=示例&kind=zzz", "/status/", "/suggestions/",
        "/no-such-page/", place.page.url, place.form.url,
        f"/deputies/{place.stage.deputy.code}/",
        *[held.url for held in (place.reception, place.cancelled, place.moved, place.past)],
        f"/venues/{place.venue.code}/receptions/20200101-1/", f"/venues/{place.venue.code}/receptions/",
        f"/venues/{place.venue.code}/receptions/?year={timezone.localdate().year - 1}",
        f"/suggestions/{number.session.term.number}-{number.session.number}/{number.number}/",
        site.root_page.get_children().last().url, place.dimension.url,
        "/matters/", "/matters/?progress=underway", "/matters/?before=1-1",
        "/matters/?street=zzz", "/matters/?before=x",
        f"/matters/?venue={place.venue.code}", *[f"/matters/{matter.code}/" for matter in place.matters],
    ]  # fmt: skip
    refused = {
        "/matters/?street=zzz": 400,
        "/matters/?before=x": 400,
        "/no-such-page/": 404,
        f"/venues/{place.venue.code}/receptions/20200101-1/": 404,
        "/venues/?kind=zzz": 400,
        "/deputies/?level=zzz": 400,
        "/search/?q=示例&kind=zzz": 400,
    }
    found = []
    for address in addresses:
        response = client.get("/en" + address)
        assert (address, response.status_code) == (address, refused.get(address, 200))
        found += [f"{address}: {text}" for text in unmarked_chinese(response.content.decode())]
    report(found)


def test_status_page_of_every_state_marks_every_chinese_word(client, place):
    found = []
    for state in State.values:
        code = codes.make_code(IntakeSubmission().request_key)
        submission = IntakeSubmissionFactory(
            venue=place.venue, state=state, code_digest=codes.code_digest(code), referred_to=place.stage.unit,
            reply="修好了", reply_by="示例单位", reject_reason="unclear" if state == "rejected" else "",
            merged_into=IntakeSubmissionFactory(venue=place.venue) if state == "merged" else None,
        )  # fmt: skip
        record(submission, action="submission.receive", actor=Resident(), data={"photos": 1})
        record(submission, action="submission.refer", actor=Resident(), data={"kind": "unit", "unit": "示例单位"})
        record(submission, action="submission.answer", actor=Resident(), data={"reply_by": "示例单位"})
        for query in ("", "?new=1"):
            response = client.get(f"/en/s/{submission.number}/{code}/{query}")
            assert response.status_code == 200
            found += [f"{state}{query}: {text}" for text in unmarked_chinese(response.content.decode())]
    report(found)


def test_pages_of_what_authors_do_mark_every_chinese_word(client, place):
    found = []
    for slug in ACTS:
        code = codes.make_code(uuid.uuid4())
        is_answered = slug in ("rate", "unsolved", "review")
        submission = IntakeSubmissionFactory(
            venue=place.venue, state="answered" if is_answered else "accepted", code_digest=codes.code_digest(code),
            publish_consent=True, reply="修好了", reply_by="示例单位", reopened_count=int(slug == "review"),
        )  # fmt: skip
        store_contact(submission=submission, reach=Reach("phone", "13800000000"))
        url = f"/en/s/{submission.number}/{code}/"
        said = {"rating": "satisfied", "reason": "说的话", "text": "说的话"}
        answers = [client.get(f"{url}{slug}/")]
        asks_nothing = slug in ("withdraw", "keep-private", "erase-contact")
        answers += [] if asks_nothing else [client.post(f"{url}{slug}/", {})]
        answers += [client.get(client.post(f"{url}{slug}/", said)["Location"])]
        answers += [client.post(f"{url}{each}/", {**said, "reason": "别的话"}) for each in ACTS]
        assert [answer.status_code for answer in answers[:2]] in ([200, 422], [200, 200])
        pages = [answer for answer in answers if answer.status_code != 303]
        found += [f"{slug}: {text}" for page in pages for text in unmarked_chinese(page.content.decode())]
    report(found)


def test_answers_to_a_wrong_form_mark_every_chinese_word(client, place):
    url = "/en" + reverse("liaison_forms:submit", args=[place.form.pk])
    wrong = [{"content": ""}, {"reach": "x"}, {"category": "x"}, {"deputy": "x"}, {"token": ""}, {"place": "\x00"}]
    found = []
    for changed in wrong:
        response = client.post(url, filled(place.form, **changed))
        assert response.status_code == 422
        found += unmarked_chinese(response.content.decode())
    found += unmarked_chinese(client.post("/en/status/", {"number": "x", "code": "y"}).content.decode())
    place.form.is_open = False
    place.form.save()
    found += unmarked_chinese(client.post(url, filled(place.form)).content.decode())
    report(found)


@pytest.mark.parametrize("path", ["/en/venues/", "intake"])
def test_title_in_the_window_is_in_english(client, place, path):
    html = client.get(f"/en{place.form.url}" if path == "intake" else path).content.decode()
    assert CHINESE.search(html[html.index("<title>") : html.index("</title>")]) is None


def test_translated_front_page_is_shown_in_english_and_edited_by_the_district(client, site):
    office = person("district_editor")
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    home = HomePage.objects.get(pk=site.root_page_id)
    home.lead = "门都开着"
    home.save()
    client.force_login(office)
    answer = client.post(reverse("simple_translation:submit_page_translation", args=[home.pk]), {"locales": english.pk})
    assert answer.status_code == 302
    translated = home.get_translation(english)
    assert translated.permissions_for_user(office).can_edit() is True
    assert "门都开着" not in client.get("/en/").content.decode()
    translated.lead = "The doors are open"
    translated.save_revision().publish()
    assert "The doors are open" in client.get("/en/").content.decode()


# --- Staff ---------------------------------------------------------------------------------------------------------


def data_in_database() -> list[str]:
    """Every text that the database holds, the longest first: what people wrote and what the tests wrote for them."""
    texts = set()
    for model in apps.get_models(include_auto_created=True):
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField))
        ]
        for row in model._default_manager.values_list(*fields) if fields else ():
            texts.update(" ".join(text.split()) for text in row if isinstance(text, str) and CHINESE.search(text))
    return sorted(texts, key=len, reverse=True)


def words_of_test_add_ons() -> list[str]:
    """What the add-ons that only tests have call themselves."""
    toys = [plugin for plugin in registrar().plugins.values() if type(plugin).__module__.startswith("tests.")]
    return [str(words) for toy in toys for words in (toy.title, toy.description)]


def words_of_screen(html: str, data: list[str]) -> list[str]:
    """Chinese on a screen once `data` are taken out of it."""
    found = []
    for text in unmarked_chinese(html):
        rest = text
        for known in data:
            rest = rest.replace(known, "")
        if CHINESE.search(rest):
            found.append(text)
    return found


def screens(place) -> list[str]:
    """The addresses of staff's screens: those without an id, and those of the place's own rows."""
    general = [
        route.url({})
        for route in routes()
        if not route.parameters and route.pattern.startswith("admin/") and not route.name.startswith(SCREENS_APART)
    ]
    submissions = [IntakeSubmissionFactory(venue=place.venue, state=state) for state in ("screening", "accepted")]
    moves = [entry.value.name for entry in registrar().all("transition")]
    cases = [reverse("liaison_queue:detail", args=[each.pk]) for each in submissions]
    cases += [
        reverse("liaison_queue:move", args=[each.pk, name])
        for each in submissions
        for name in moves
        if name.startswith("submission.")
    ]
    return [*general, *cases, *screens_of_publishing(place), *screens_of_rows(place)]


def screens_of_publishing(place) -> list[str]:
    """Of one that can be published, one that waits for review and one that was sent back."""
    consents = {"venue": place.venue, "publish_consent": True, "content": "张大爷说", "state": "closed"}
    possible, waiting, returned = (
        IntakeSubmissionFactory(publication=each, **consents) for each in ("", "waiting", "returned")
    )
    for each in (waiting, returned):
        PublicDraft.objects.create(submission=each, title="灯", said="灯坏了", progress="done", note="改")
    moves = ((possible, "prepare_publication"), (waiting, "publish"), (waiting, "return_publication"))
    return [
        *[reverse("liaison_queue:detail", args=[each.pk]) for each in (possible, waiting, returned)],
        *[reverse("liaison_queue:move", args=[each.pk, f"submission.{name}"]) for each, name in moves],
    ]


def screens_of_rows(place) -> list[str]:
    venue = place.venue.pk
    return [
        reverse("suggestions_admin:detail", args=[place.suggestion.pk]),
        *[reverse("wagtailadmin_pages:edit", args=[each.pk]) for each in (place.page, place.form)],
        f"/admin/venues/{venue}/rota/", f"/admin/venues/{venue}/roster/", f"/admin/venues/edit/{venue}/",
        f"/admin/deputies/edit/{place.stage.deputy.pk}/",
    ]  # fmt: skip


def test_screens_of_staff_in_english_show_no_chinese_but_data(client, place):
    client.raise_request_exception = False
    user = UserFactory(is_superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    addresses = screens(place)
    data = [*data_in_database(), *words_of_test_add_ons()]
    found, seen = set(), set()
    client.force_login(user)
    for address in addresses:
        response = client.get(address)
        if response.status_code == 200 and "html" in response.get("Content-Type", ""):
            seen.add(address)
            found |= {f"{address}: {text}" for text in words_of_screen(response.content.decode(), data)}
    report(sorted(found))
    assert set(screens_of_rows(place)) <= seen
    assert len(seen) > len(addresses) / 2  # the others are data, refused, or moves that the state does not allow
