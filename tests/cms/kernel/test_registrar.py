"""What plugins may register, and how they are told what is wrong."""

import pytest
from zope.interface import Interface, implementer
from zope.interface.exceptions import Invalid

from cms.kernel import checks
from cms.kernel.exceptions import RegistrationError
from cms.kernel.interfaces import IPlugin, IViewlet
from cms.kernel.plugin import Plugin
from cms.kernel.slots import SLOTS
from cms.kernel.transitions import Transition
from cms.kernel.viewlets import Viewlet
from forms.models import IntakeSubmission


class Toy(Viewlet):
    name = "toys.toy"
    template_name = "unused.html"


class Move(Transition):
    name = "thing.move"


def test_second_plugin_of_the_same_id_is_refused(load):
    load(lambda registrar: None)
    with pytest.raises(RegistrationError, match="'toys'"):
        load(lambda registrar: None)


def test_second_transition_of_the_same_name_is_refused_naming_both_plugins(load, registry):
    load(lambda registrar: registrar.transition("thing.move", Move), id="first")
    with pytest.raises(RegistrationError) as caught:
        load(lambda registrar: registrar.transition("thing.move", Move), id="second")
    assert str(caught.value) == "second: transition 'thing.move' is already registered by first."
    assert registry.get("transition", "thing.move").plugin_id == "first"


@pytest.mark.parametrize(
    "register",
    [
        lambda registrar: registrar.slot("venue.main", Toy()),
        lambda registrar: registrar.on("thing.move", print, "toys.print"),
        lambda registrar: registrar.urls("toys.urls"),
        lambda registrar: registrar.menu("toys", object()),
        lambda registrar: registrar.content_block("toys", object()),
        lambda registrar: registrar.role_permission("deputy", "toys.add_toy"),
        lambda registrar: registrar.task("toys.tidy", print),
    ],
    ids=["slot", "handler", "urls", "menu", "content_block", "role_permission", "task"],
)
def test_second_thing_of_the_same_name_is_refused(load, register):
    load(register, id="first")
    with pytest.raises(RegistrationError, match="already registered by first"):
        load(register, id="second")


def test_same_name_of_two_kinds_is_no_clash(load, registry):
    load(lambda registrar: (registrar.menu("toys", 1), registrar.content_block("toys", 2)))
    assert (registry.get("menu", "toys").value, registry.get("content_block", "toys").value) == (1, 2)


def test_unknown_slot_is_refused_naming_the_slots(load):
    with pytest.raises(RegistrationError) as caught:
        load(lambda registrar: registrar.slot("venue.cellar", Toy()))
    assert "'venue.cellar'" in str(caught.value)
    assert str(sorted(SLOTS)) in str(caught.value)


def test_move_under_another_name_than_its_own_is_refused(load):
    with pytest.raises(RegistrationError, match="'thing.other' calls itself 'thing.move'"):
        load(lambda registrar: registrar.transition("thing.other", Move))


@pytest.mark.parametrize("prefix", ["admin/", "/", "toysmore/", "toys"])
def test_urls_of_a_plugin_stand_below_its_id(load, prefix):
    with pytest.raises(RegistrationError, match="below 'toys/'"):
        load(lambda registrar: registrar.urls("toys.urls", prefix=prefix))


@pytest.mark.parametrize(("prefix", "below"), [("", "toys/"), ("toys/", "toys/"), ("toys/map/", "toys/map/")])
def test_urls_may_stand_deeper(load, registry, prefix, below):
    load(lambda registrar: registrar.urls("toys.urls", prefix=prefix))
    assert registry.get("urls", "toys.urls").target == below


def test_viewlet_without_a_method_is_refused_naming_it(load):
    @implementer(IViewlet)
    class Halfway:
        name, cache_tags, max_age_seconds = "toys.half", (), 0

        def available(self, context):
            return True

    with pytest.raises(Invalid, match="render_html"):
        load(lambda registrar: registrar.slot("venue.main", Halfway()))


def test_transition_without_a_method_is_refused_naming_it(load):
    class Halfway:
        name = "thing.move"

    with pytest.raises(Invalid):
        load(lambda registrar: registrar.transition("thing.move", Halfway))


def test_plugin_without_register_is_refused_naming_it(registry):
    @implementer(IPlugin)
    class Halfway:
        id, title, description, version, requires, is_core = "half", "", "", "1", (), False

        def installed(self, site):
            pass

        def uninstalled(self, site):
            pass

    with pytest.raises(Invalid, match="register"):
        registry.load([Halfway()])
    assert registry.plugins == {}


def test_check_names_the_plugin_and_what_is_missing(registry):
    class Halfway(Plugin):
        id = "half"
        installed = None

    registry.plugins["half"] = Halfway()
    (error,) = checks.check_plugins(None)
    assert (error.id, "'half'" in error.msg, "installed" in error.msg) == ("liaison.E001", True, True)


def test_lighter_comes_first_then_the_order_of_registration(load, registry):
    def register(registrar):
        for name, weight in (("c", 100), ("a", 100), ("b", 10)):
            registrar.slot("venue.main", type("V", (Toy,), {"name": name})(), weight=weight)

    load(register)
    assert [entry.name for entry in registry.all("slot", target="venue.main")] == ["b", "c", "a"]
    assert registry.all("slot", target="venue.sidebar") == []


def test_utilities_are_found_by_interface_in_the_order_of_names(load, registry):
    class IToy(Interface):
        pass

    @implementer(IToy)
    class Ball:
        pass

    second, first = Ball(), Ball()
    load(lambda registrar: registrar.provide(second, IToy), id="b")
    load(lambda registrar: registrar.provide(first, IToy), id="a")
    assert registry.utilities(IToy) == [first, second]


@pytest.mark.parametrize("plugin_id", ["", "Toys", "to-ys", "../toys", "1toys", "t" * 41, None])
def test_id_that_could_stand_in_no_address_is_refused(load, registry, plugin_id):
    with pytest.raises(RegistrationError, match="cannot be an id"):
        load(lambda registrar: None, id=plugin_id)
    assert registry.plugins == {}


@pytest.mark.parametrize("version", ["", "new", "1.x", None, 1])
def test_version_that_cannot_be_compared_is_refused(load, registry, version):
    with pytest.raises(RegistrationError, match="toys: the version"):
        load(lambda registrar: None, version=version)
    assert registry.plugins == {}


@pytest.mark.parametrize("name", ["", None, 7])
def test_thing_without_a_name_is_refused(load, name):
    with pytest.raises(RegistrationError, match="toys: a task needs a name"):
        load(lambda registrar: registrar.task(name, print))


def test_page_type_that_an_add_on_did_not_register_is_an_error(load):
    load(lambda registrar: None)
    (error,) = checks.check_page_types(None)
    assert (error.id, error.msg) == ("liaison.E003", "toys.ToyPage of the add-on 'toys' is not registered.")
    assert error.hint == "Call registrar.page_type(ToyPage) in the add-on's `register`."


def test_page_types_of_the_add_ons_there_are_are_registered():
    assert checks.check_page_types(None) == []


@pytest.mark.parametrize("states", [{"target": "done"}, {"sources": frozenset({"screening", "new"})}])
def test_move_that_names_a_state_that_there_is_not_is_refused(load, registry, states):
    body = {"name": "thing.move", "model": IntakeSubmission, "sources": frozenset({"screening"}), **states}
    with pytest.raises(RegistrationError, match="toys: the move 'thing.move' names states that there are not"):
        load(lambda registrar: registrar.transition("thing.move", type("Lost", (Transition,), body)))
    assert registry.get("transition", "thing.move") is None


@pytest.mark.parametrize(
    "function",
    ["toys.tasks.tidy", None, lambda: None, lambda site, how: None],
    ids=["name", "nothing", "takes none", "takes two"],
)
def test_task_or_handler_that_cannot_be_called_with_one_thing_is_refused(load, registry, function):
    with pytest.raises(RegistrationError, match="toys: the task 'toys.tidy' is .*takes one thing, the site"):
        load(lambda registrar: registrar.task("toys.tidy", function))
    with pytest.raises(RegistrationError, match="ears: the handler 'ears.hear' is .*takes one thing, the event"):
        load(lambda registrar: registrar.on("toys.play", function, "ears.hear"), id="ears")
    assert (registry.all("task"), registry.all("handler")) == ([], [])
