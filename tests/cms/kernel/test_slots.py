"""Slots: what is shown, in which order, and what a broken viewlet does."""

import pytest
from django.template import Context, Template

from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from cms.kernel.viewlets import Viewlet
from tests.factories.liaison_pages import VenueFactory


class Word(Viewlet):
    """Renders its own name and the venue's."""

    def render_html(self, parent_context=None):
        return f"[{self.name} {parent_context['venue'].name}]"


class Broken(Viewlet):
    name = "toys.broken"

    def render_html(self, parent_context=None):
        raise ValueError("out of ink")


def word(name: str, is_available: bool = True) -> Word:
    viewlet = Word()
    viewlet.name, viewlet.available = name, lambda context: is_available
    return viewlet


def render(venue) -> str:
    template = Template('{% load liaison_slots %}{% slot "venue.main" venue=venue %}')
    return template.render(Context({"venue": venue}))


@pytest.fixture
def venue(site):
    return VenueFactory(name="示例站")


def test_viewlets_come_in_order_and_only_where_available(load, venue):
    def register(registrar):
        registrar.slot("venue.main", word("b"), weight=20)
        registrar.slot("venue.main", word("a"), weight=10)
        registrar.slot("venue.main", word("c", is_available=False))
        registrar.slot("venue.sidebar", word("d"))

    load(register)
    assert render(venue) == "[a 示例站][b 示例站]"


def test_empty_slot_renders_nothing(load, venue):
    assert render(venue) == ""


def test_broken_viewlet_is_logged_and_the_others_still_show(load, venue, settings, caplog):
    settings.LIAISON_RAISE_IN_SLOTS = False
    load(lambda registrar: (registrar.slot("venue.main", Broken()), registrar.slot("venue.main", word("a"))))
    assert render(venue) == "[a 示例站]"
    assert "viewlet toys.broken of toys failed" in caplog.text


def test_broken_viewlet_raises_in_tests(load, venue):
    load(lambda registrar: registrar.slot("venue.main", Broken()))
    with pytest.raises(ValueError, match="out of ink"):
        render(venue)


def test_plugin_that_is_off_for_the_objects_site_shows_nothing(load, venue, site):
    load(lambda registrar: registrar.slot("venue.main", word("a")))
    set_enabled(plugin_id="toys", site=site, is_enabled=False, actor=System())
    assert render(venue) == ""
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System())
    assert render(venue) == "[a 示例站]"


def test_core_cannot_be_switched_off(load, site):
    load(lambda registrar: None, id="core", is_core=True)
    with pytest.raises(ValueError, match="core"):
        set_enabled(plugin_id="core", site=site, is_enabled=False, actor=System())


def test_switching_tells_the_plugin(load, site):
    told = []
    plugin = load(
        lambda registrar: None,
        installed=lambda self, site: told.append("on"),
        uninstalled=lambda self, site: told.append("off"),
    )
    for is_enabled in (False, True):
        set_enabled(plugin_id=plugin.id, site=site, is_enabled=is_enabled, actor=System())
    assert told == ["off", "on"]
