"""URLs of add-ons: served while the add-on is on for the request's site; while it is off, as if they were not there."""

import copy
from collections.abc import Callable
from functools import wraps
from importlib import import_module

from django.http import Http404
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail.models import Site
from wagtail.views import serve

from cms.kernel.discovery import cannot_be
from cms.kernel.registrar import registrar
from cms.kernel.states import is_enabled


def not_there(request):
    """404, as an address that nobody serves."""
    raise Http404


def page_instead(request):
    """The page at the address, as if the add-on were not installed."""
    return serve(request, request.path_info.removeprefix(reverse("wagtail_serve", args=[""])))


def plugin_urls(kind: str = "urls") -> list[URLResolver]:
    """
    The patterns of every module registered with `registrar.urls`, below their prefixes, in order: those of the public
    site, or of the admin (`kind` "admin_urls").
    """
    return [_resolver(entry) for entry in registrar().all(kind)]


def gated(patterns: list, plugin_id: str, otherwise: Callable = not_there) -> list:
    """Copies of `patterns` whose views give way to `otherwise(request)` while the plugin is off; for viewsets too."""
    return [_gated_one(pattern, plugin_id, otherwise) for pattern in patterns]


def _resolver(entry) -> URLResolver:
    """The patterns of one module; raises CannotStart, which names the add-on, when they cannot be had."""
    try:
        module = import_module(entry.value)
        patterns = gated(module.urlpatterns, entry.plugin_id, page_instead if entry.kind == "urls" else not_there)
        app_name = getattr(module, "app_name", None)
        resolver = path(entry.target, include((patterns, app_name) if app_name else patterns))
    except Exception as error:
        raise cannot_be("served", entry.plugin_id, error) from error
    resolver.plugin_id = entry.plugin_id
    return resolver


def _gated_one(pattern, plugin_id: str, otherwise: Callable):
    twin = copy.copy(pattern)
    if isinstance(pattern, URLPattern):
        twin.callback = _gate(pattern.callback, plugin_id, otherwise)
    else:
        twin.url_patterns = gated(pattern.url_patterns, plugin_id, otherwise)  # shadows the cached property
    return twin


def _gate(view, plugin_id: str, otherwise: Callable):
    @wraps(view)
    def gate(request, *args, **kwargs):
        if not is_enabled(plugin_id, Site.find_for_request(request)):
            return otherwise(request)
        return view(request, *args, **kwargs)

    return gate
