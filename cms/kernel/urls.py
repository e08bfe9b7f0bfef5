"""URLs of add-ons: served while the add-on is on for the request's site, 404 while it is off."""

import copy
from functools import wraps
from importlib import import_module

from django.http import Http404
from django.urls import URLPattern, URLResolver, include, path
from wagtail.models import Site

from cms.kernel.registrar import registrar
from cms.kernel.states import is_enabled


def plugin_urls(kind: str = "urls") -> list[URLResolver]:
    """
    The patterns of every module registered with `registrar.urls`, below their prefixes, in order: those of the public
    site, or of the admin (`kind` "admin_urls").
    """
    return [_resolver(entry) for entry in registrar().all(kind)]


def gated(patterns: list, plugin_id: str) -> list:
    """Copies of `patterns` whose views answer 404 while the plugin is off; for the URLs of its viewsets too."""
    return [_gated_one(pattern, plugin_id) for pattern in patterns]


def _resolver(entry) -> URLResolver:
    module = import_module(entry.value)
    patterns = gated(module.urlpatterns, entry.plugin_id)
    app_name = getattr(module, "app_name", None)
    return path(entry.target, include((patterns, app_name) if app_name else patterns))


def _gated_one(pattern, plugin_id: str):
    twin = copy.copy(pattern)
    if isinstance(pattern, URLPattern):
        twin.callback = _gate(pattern.callback, plugin_id)
    else:
        twin.url_patterns = gated(pattern.url_patterns, plugin_id)  # shadows the cached property
    return twin


def _gate(view, plugin_id: str):
    @wraps(view)
    def gate(request, *args, **kwargs):
        if not is_enabled(plugin_id, Site.find_for_request(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return gate
