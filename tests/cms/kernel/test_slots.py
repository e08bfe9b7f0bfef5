"""Slots: what is shown, in which order, and what a broken viewlet does."""

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import gettext_lazy

from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from cms.kernel.templatetags import liaison_slots
from cms.kernel.viewlets import Viewlet
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenueFactory


class Word(Viewlet):
    """Renders its own name and the venue's."""

    def render_html(self, parent_context=None):
        return f"[{self.name} {parent_context['venue'].name}]"


class Broken(Viewlet):
    name = "toys.broken"

    def render_html(self, parent_context=None):
        raise ValueError("out of ink")


def returning(given) -> Viewlet:
    viewlet = Viewlet()
    viewlet.name, viewlet.render_html = "toys.given", lambda parent_context=None: given
    return viewlet


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


@pytest.mark.parametrize("given", [None, 7, b"bytes", ["a"]])
def test_viewlet_that_returns_no_string_is_logged_and_shows_nothing(load, venue, settings, caplog, given):
    settings.LIAISON_RAISE_IN_SLOTS = False
    load(lambda registrar: registrar.slot("venue.main", returning(given)))
    assert render(venue) == ""
    assert "viewlet toys.given of toys failed" in caplog.text


def test_what_is_not_marked_as_html_is_escaped(load, venue):
    load(lambda registrar: registrar.slot("venue.main", returning("<script>")))
    assert render(venue) == "&lt;script&gt;"


def test_translation_to_be_looked_up_is_shown(load, venue):
    load(lambda registrar: registrar.slot("venue.main", returning(gettext_lazy("连心站"))))
    assert render(venue) == "连心站"


def test_huge_and_slow_viewlets_are_logged(load, venue, caplog, monkeypatch):
    monkeypatch.setattr(liaison_slots, "SLOW_SECONDS", 0)
    load(lambda registrar: registrar.slot("venue.main", returning("长" * 200_001)))
    assert len(render(venue)) == 200_001
    assert [record.getMessage() for record in caplog.records] == [
        "viewlet toys.given of toys gave 200001 characters",
        "viewlet toys.given of toys took over 0 ms",
    ]


def test_dashboard_slot_is_on_the_admins_first_page(load, client, site):
    load(lambda registrar: registrar.slot("admin.dashboard", returning("今天的提示")))
    client.force_login(UserFactory(is_superuser=True))
    assert "今天的提示" in client.get(reverse("wagtailadmin_home")).content.decode()


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
