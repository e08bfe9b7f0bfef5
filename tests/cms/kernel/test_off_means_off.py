"""
What an add-on adds is gone while it is off, and all of it is back when it is on again.

Each row says whether one thing is there, and asks as people do, by a page. Pages and blocks of add-ons have tests of
their own (test_pages, test_blocks), their settings too (tests/cms/access).
"""

import uuid
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.urls import reverse

from cms.kernel import events
from cms.kernel.actors import System
from cms.kernel.models import EventDelivery
from cms.kernel.registrar import registrar
from cms.kernel.states import set_enabled
from forms import codes
from plugins.suggestions.models import Suggestion, SuggestionSource
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import VenuePageFactory
from tests.plugins.suggestions.stage import DRAFT, Stage
from tests.toys import moves

pytestmark = pytest.mark.django_db

PLUGINS = ("toys", "suggestions")


class World:
    """Both add-ons on; a venue's page, one submission to screen, one accepted and one escalated; a superuser."""

    def __init__(self, client, site):
        self.client, self.site = client, site
        self.switch(True)
        stage = Stage()
        self.page = VenuePageFactory(venue=stage.venue)
        self.screening = IntakeSubmissionFactory(venue=stage.venue)
        self.accepted = IntakeSubmissionFactory(venue=stage.venue, state="accepted")
        self.code = codes.make_code(uuid.uuid4())
        escalated = IntakeSubmissionFactory(
            venue=stage.venue, state="accepted", code_digest=codes.code_digest(self.code)
        )
        self.suggestion = stage.escalate([escalated])
        self.escalated = self.suggestion.submissions.get()
        client.force_login(UserFactory(is_superuser=True))

    def switch(self, is_on: bool) -> None:
        for plugin_id in PLUGINS:
            set_enabled(plugin_id=plugin_id, site=self.site, is_enabled=is_on, actor=System("tests"))

    def shows(self, address: str, text: str) -> bool:
        """Whether a page that always answers has the text."""
        response = self.client.get(address)
        assert response.status_code == 200
        return text in response.content.decode()

    def answers(self, address: str) -> bool:
        """Whether there is a page; 404 is the other answer."""
        status = self.client.get(address).status_code
        assert status in {200, 404}
        return status == 200

    def of(self, submission) -> str:
        return reverse("liaison_queue:detail", args=[submission.pk])

    def move(self, submission, name: str) -> str:
        return reverse("liaison_queue:move", args=[submission.pk, name])


def task(world: World) -> bool:
    moves.told.clear()
    call_command("tasks", "run", "toys.tidy")
    return moves.told == [f"tidy {world.site.pk}"]


HOME = "wagtailadmin_home"
ROWS: dict[str, Callable[[World], bool]] = {
    "toys: viewlet": lambda world: world.shows(world.page.url, "<p>玩具架</p>"),
    "toys: button of the move": lambda world: world.shows(
        world.of(world.screening), world.move(world.screening, "toys.play")
    ),
    "toys: page of the move": lambda world: world.answers(world.move(world.screening, "toys.play")),
    "toys: url": lambda world: world.answers("/toys/"),
    "toys: admin url": lambda world: world.answers("/admin/toys/"),
    "toys: menu item": lambda world: world.shows(reverse(HOME), '"/admin/toys/"'),
    "toys: task": task,
    "suggestions: resident's viewlet": lambda world: world.shows(
        f"/s/{world.escalated.number}/{world.code}/", "suggestion-progress"
    ),
    "suggestions: staff's viewlet": lambda world: world.shows(
        world.of(world.escalated), reverse("suggestions_admin:detail", args=[world.suggestion.pk])
    ),
    "suggestions: footer": lambda world: world.shows(world.page.url, 'href="/suggestions/"'),
    "suggestions: button of the move": lambda world: world.shows(
        world.of(world.accepted), world.move(world.accepted, "submission.escalate")
    ),
    "suggestions: page of the move": lambda world: world.answers(world.move(world.accepted, "submission.escalate")),
    "suggestions: page of its own move": lambda world: world.answers(
        reverse("suggestions_admin:move", args=[world.suggestion.pk, "suggestion.decline"])
    ),
    "suggestions: url": lambda world: world.answers("/suggestions/"),
    "suggestions: admin url": lambda world: world.answers(reverse("suggestions_admin:index")),
    "suggestions: viewset": lambda world: world.answers(reverse("suggestion_sessions:add")),
    "suggestions: menu item": lambda world: world.shows(reverse(HOME), f'"{reverse("suggestions_admin:index")}"'),
}


@pytest.fixture
def world(client, site) -> World:
    return World(client, site)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_it_is_there_only_while_the_add_on_is_on(world, row):
    found = []
    for is_on in (True, False, True):
        world.switch(is_on)
        found.append(row(world))
    assert found == [True, False, True]


@pytest.mark.parametrize(
    ("submission", "name", "data"),
    [("screening", "toys.play", {}), ("accepted", "submission.escalate", DRAFT)],
)
def test_move_is_made_only_while_the_add_on_is_on(world, submission, name, data):
    submission = getattr(world, submission)

    def post() -> tuple:
        status = world.client.post(world.move(submission, name), data).status_code
        return status, type(submission).objects.get(pk=submission.pk).state

    world.switch(False)
    assert post() == (404, submission.state)
    world.switch(True)
    assert post()[0] == 302
    assert type(submission).objects.get(pk=submission.pk).state != submission.state


def test_handler_waits_while_the_add_on_is_off_and_runs_when_it_is_on_again(world):
    moves.told.clear()
    events.write("toys.play", [world.screening], {})
    delivery = EventDelivery.objects.filter(handler="toys.hear")
    world.switch(False)
    assert (events.deliver_waiting(), delivery.get().delivered_at, moves.told) == (0, None, [])
    world.switch(True)
    assert (events.deliver_waiting(), moves.told) == (1, ["toys.play"])


def test_rows_of_the_add_on_stay_while_it_is_off(world):
    def rows() -> tuple:
        return list(Suggestion.objects.values()), list(SuggestionSource.objects.values())

    before = rows()
    assert [len(each) for each in before] == [1, 1]
    world.switch(False)
    assert rows() == before


@pytest.mark.parametrize("member", ["is_shown", "render_component"])
def test_menu_item_that_raises_is_logged_and_hides_no_other(client, site, settings, monkeypatch, caplog, member):
    settings.LIAISON_RAISE_IN_SLOTS = False
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System())
    monkeypatch.setattr(registrar().get("menu", "toys").value, member, lambda request: 1 / 0)
    client.force_login(UserFactory(is_superuser=True))
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    assert "menu item toys of toys failed" in caplog.text
