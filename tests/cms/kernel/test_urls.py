"""URLs of plugins: there while the plugin is on, 404 while it is off."""

import sys
from types import ModuleType

import pytest
from django.http import Http404, HttpResponse
from django.urls import include, path, resolve
from django.views.decorators.csrf import csrf_exempt

from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from cms.kernel.urls import gated, plugin_urls


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
            call(toys, address, request)
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System())
    assert call(toys, "/toys/", request) == "hello all"


def test_gate_keeps_what_the_view_says_of_itself_and_leaves_the_original_alone():
    patterns = [path("", hello)]
    (gate,) = gated(patterns, "toys")
    assert (gate.callback.csrf_exempt, gate.callback.__name__) == (True, "hello")
    assert patterns[0].callback is hello
