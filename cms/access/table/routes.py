"""Every URL that the project serves, read from the resolver."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """
    One pattern: its full text, its name with namespaces (of one without a name: its view's, 'package.module.view'),
    and the names of its parameters (numbers when unnamed).
    """

    pattern: str
    name: str
    parameters: tuple[str, ...]

    def url(self, values: dict) -> str:
        """The address with `values` for the parameters; raises KeyError or NoReverseMatch when they do not fit."""
        if "." in self.name:
            return "/" + PARAMETER.sub(lambda found: str(values[found[1]]), self.pattern)
        if self.parameters and self.parameters[0].isdigit():
            return reverse(self.name, args=[values[name] for name in self.parameters])
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})

    def __str__(self):
        return f"{self.name} /{self.pattern}"


def routes() -> list[Route]:
    """All of them, those of Wagtail's admin included."""
    return list(_walk(get_resolver(), "", (), ()))


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
            name = ":".join([*namespaces, entry.name]) if entry.name else entry.lookup_str
            yield Route(text, name, found)


__all__ = ["NoReverseMatch", "Route", "routes"]
