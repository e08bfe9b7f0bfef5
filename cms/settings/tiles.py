"""Map tiles: where residents' and staff's browsers fetch them, as the operator chose. None are preset."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?", re.ASCII)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
NEEDED, ALLOWED = {"x", "y", "z"}, {"x", "y", "z", "s", "r"}


@dataclass(frozen=True)
class Tiles:
    """`layers` are URL templates as Leaflet takes them, the lowest first; each character of `subdomains` fills {s}."""

    layers: tuple[str, ...]
    subdomains: str
    attribution: str

    @property
    def sources(self) -> list[str]:
        """Scheme and host of every tile, for a content security policy."""
        hosts = [_origin(layer) for layer in self.layers]
        return sorted({host.replace("{s}", each) for host in hosts for each in self.subdomains or " "})


def read_tiles(urls: str, subdomains: str = "", attribution: str = "") -> Tiles | None:
    """
    None without `urls`, which are templates with blanks between them. Raises ImproperlyConfigured, for a template that
    shows no map or would let other hosts in.
    """
    layers = tuple(urls.split())
    if not layers:
        return None
    if not subdomains.isalnum() and subdomains:
        raise ImproperlyConfigured(
            f"MAP_TILES_SUBDOMAINS={subdomains!r}: use letters and digits, one for each subdomain."
        )
    for layer in layers:
        _check(layer, subdomains)
    if not attribution.strip():
        raise ImproperlyConfigured("MAP_ATTRIBUTION is not set. Say whose map it is; providers ask for it.")
    return Tiles(layers, subdomains, attribution.strip())


def _check(layer: str, subdomains: str) -> None:
    names = set(PLACEHOLDER.findall(layer))
    host = urlsplit(layer).netloc.lower()
    faults = {
        "begin with https:// (or http://)": not layer.startswith(("https://", "http://")),
        "hold {x}, {y} and {z}, beside them only {s} and {r}": not NEEDED <= names <= ALLOWED,
        "name a host, with no placeholder but {s} in it": not HOST.fullmatch(host.replace("{s}", "s")),
        "come with MAP_TILES_SUBDOMAINS for its {s}": "s" in names and not subdomains,
    }
    for fault, is_there in faults.items():
        if is_there:
            raise ImproperlyConfigured(f"MAP_TILES_URL={layer!r}: a template has to {fault}.")


def _origin(layer: str) -> str:
    parts = urlsplit(layer)
    return f"{parts.scheme}://{parts.netloc}"
