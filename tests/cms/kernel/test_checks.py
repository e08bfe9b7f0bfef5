"""System checks of what plugins name: each says which plugin it is and what to do."""

import pytest
from django.core.checks import Error, Warning
from wagtail import blocks

from cms.kernel.checks import check_events, check_templates
from cms.kernel.transitions import Transition
from cms.kernel.viewlets import Viewlet


class Move(Transition):
    name = "toys.move"


def hear(event) -> None:
    pass


def test_events_and_templates_of_what_is_there_are_known():
    assert (check_events(None), check_templates(None)) == ([], [])


@pytest.mark.parametrize("event", ["toys.mvoe", "toys.move.on"])
def test_event_of_a_known_kind_that_nothing_writes_is_an_error(load, event):
    load(lambda registrar: (registrar.transition("toys.move", Move), registrar.on(event, hear, "toys.hear")))
    (error,) = check_events(None)
    assert (type(error), error.id) == (Error, "liaison.E005")
    assert error.msg == f"The add-on 'toys' waits for the event {event!r} (toys.hear), which nothing writes."
    assert error.hint.startswith("Events of this kind: toys.move. ")


def test_event_of_an_add_on_that_may_be_absent_is_a_warning(load):
    load(lambda registrar: registrar.on("benches.sit", hear, "toys.hear"))
    (warning,) = check_events(None)
    assert (type(warning), warning.id, "'benches.sit'" in warning.msg) == (Warning, "liaison.W002", True)


def test_event_of_an_installed_add_on_that_it_does_not_name_is_an_error(load):
    load(lambda registrar: None, id="benches")
    load(lambda registrar: registrar.on("benches.sit", hear, "toys.hear"))
    assert [error.id for error in check_events(None)] == ["liaison.E005"]


def test_named_event_is_known(load):
    load(lambda registrar: registrar.event("benches.counted"), id="benches")
    load(lambda registrar: registrar.on("benches.counted", hear, "toys.hear"))
    assert check_events(None) == []


@pytest.mark.parametrize("template", ["toys/nowhere.html", None])
def test_viewlet_without_a_template_is_an_error(load, template):
    viewlet = type("Shelf", (Viewlet,), {"name": "toys.shelf"} | ({"template_name": template} if template else {}))()
    load(lambda registrar: registrar.slot("venue.main", viewlet))
    (error,) = check_templates(None)
    assert error.id == "liaison.E006"
    assert error.msg.startswith(f"The slot 'toys.shelf' of the add-on 'toys' names the template {template or ''!r}: ")
    assert error.hint


def test_viewlet_that_draws_itself_needs_none(load):
    drawn = type("Drawn", (Viewlet,), {"name": "toys.drawn", "render_html": lambda self, parent_context=None: ""})()
    load(lambda registrar: registrar.slot("venue.main", drawn))
    assert check_templates(None) == []


def test_block_with_a_missing_template_is_an_error(load):
    load(lambda registrar: registrar.content_block("toy", blocks.CharBlock(template="toys/nowhere.html")))
    load(lambda registrar: registrar.content_block("plain", blocks.CharBlock()), id="plain")
    assert [error.msg.partition(" names ")[0] for error in check_templates(None)] == [
        "The content block 'toy' of the add-on 'toys'"
    ]
