"""URLs of plugins: there while the plugin is on, 404 while it is off."""

import sys
from types import ModuleType

import pytest
from django.http import Http404, HttpResponse
from django.urls import include, path, resolve
from django.views.decorators.csrf import csrf_exempt

import cms.urls  # noqa: F401  made with the process's add-ons, before a test takes their registry away
from cms.kernel.actors import System
from cms.kernel.checks import check_addresses
from cms.kernel.discovery import CannotStart
from cms.kernel.states import set_enabled
from cms.kernel.urls import gated, plugin_urls
from tests.factories.liaison_pages import InfoPageFactory


@csrf_exempt
def hello(request, name="all"):
    return HttpResponse(f"hello {name}")


@pytest.fixture
def toys(load, monkeypatch):
    """The toys plugin with `toys.urls` below toys/; its resolver as a URL configuration of its own."""
    module = ModuleType("toys_urls")
    module.app_name = "toys"
    module.urlpatterns = [
        path("", hello, name="all"),
        path("deep/", include([path("<str:name>/", hello, name="one")])),
    ]
    monkeypatch.setitem(sys.modules, "toys_urls", module)
    load(lambda registrar: registrar.urls("toys_urls", prefix="toys/"))
    urlconf = ModuleType("toys_urlconf")
    urlconf.urlpatterns = plugin_urls()
    return urlconf


def call(urlconf, address: str, request) -> str:
    match = resolve(address, urlconf=urlconf)
    return match.func(request, *match.args, **match.kwargs).content.decode()


def test_patterns_stand_below_their_prefix_with_their_namespace(toys):
    match = resolve("/toys/deep/ball/", urlconf=toys)
    assert (match.view_name, match.kwargs) == ("toys:one", {"name": "ball"})


def test_views_answer_404_while_the_plugin_is_off(toys, rf, site):
    request = rf.get("/")
    assert call(toys, "/toys/", request) == "hello all"
    assert call(toys, "/toys/deep/ball/", request) == "hello ball"
    set_enabled(plugin_id="toys", site=site, is_enabled=False, actor=System())
    for address in ("/toys/", "/toys/deep/ball/"):
        with pytest.raises(Http404):
            call(toys, address, rf.get(address))
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System())
    assert call(toys, "/toys/", request) == "hello all"


def test_page_at_the_address_is_served_while_the_plugin_is_off(client, site):
    page = InfoPageFactory(parent=site.root_page, title="老地方", slug="toys")
    assert "老地方" in client.get(page.url).content.decode()
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System())
    assert "老地方" not in client.get(page.url).content.decode()


@pytest.mark.parametrize("plugin_id", ["venues", "admin", "s", "documents", "deputies"])
def test_address_of_the_product_is_no_add_ons(load, monkeypatch, plugin_id):
    load(lambda registrar: registrar.urls("toys_urls"), id=plugin_id)
    (error,) = check_addresses(None)
    assert error.id == "liaison.E004"
    assert repr(plugin_id) in error.msg


def test_addresses_of_the_add_ons_there_are_hide_nothing():
    assert check_addresses(None) == []


def test_gate_keeps_what_the_view_says_of_itself_and_leaves_the_original_alone():
    patterns = [path("", hello)]
    (gate,) = gated(patterns, "toys")
    assert (gate.callback.csrf_exempt, gate.callback.__name__) == (True, "hello")
    assert patterns[0].callback is hello


@pytest.mark.parametrize("kind", ["urls", "admin_urls"])
@pytest.mark.parametrize("module", ["toys_nowhere", "json"], ids=["missing", "without patterns"])
def test_urls_that_cannot_be_had_stop_the_start_naming_the_add_on(load, kind, module):
    load(lambda registrar: registrar.urls(module, in_admin=kind == "admin_urls"))
    with pytest.raises(CannotStart) as caught:
        plugin_urls(kind)
    assert str(caught.value).startswith("The add-on 'toys' cannot be served: ")
    assert module in str(caught.value)
    assert str(caught.value).endswith("Start without it by LIAISON_PLUGINS_EXCLUDE=toys.")
