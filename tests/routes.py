"""Every URL that the project serves, read from the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver


@dataclass(frozen=True)
class Route:
    """One pattern: its full text, its name with namespaces, and the names of its parameters (numbers when unnamed)."""

    pattern: str
    name: str
    parameters: tuple[str, ...]

    def url(self, values: dict) -> str:
        """The address with `values` for the parameters; raises NoReverseMatch when they do not fit."""
        if self.parameters and self.parameters[0].isdigit():
            return reverse(self.name, args=[values[name] for name in self.parameters])
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})

    def __str__(self):
        return f"{self.name} /{self.pattern}"


def routes() -> list[Route]:
    """All of them, those of Wagtail's admin included. The two that catch everything (pages, 404) are left out."""
    return [route for route in _walk(get_resolver(), "", (), ()) if route.name not in {"", "wagtail_serve"}]


def _walk(resolver, prefix: str, namespaces: tuple, parameters: tuple) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        regex = entry.pattern.regex
        named = tuple(sorted(regex.groupindex, key=regex.groupindex.get))
        found = parameters + (named or tuple(str(number) for number in range(regex.groups)))
        text = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (entry.namespace,) if entry.namespace else ()
            yield from _walk(entry, text, namespaces + inner, found)
        elif isinstance(entry, URLPattern):
            name = ":".join([*namespaces, entry.name]) if entry.name else ""
            yield Route(text, name, found)


__all__ = ["NoReverseMatch", "Route", "routes"]
