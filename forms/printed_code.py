"""The square code on a printed receipt, for a phone's camera."""

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(url: str) -> SafeString:
    """
    `url` as an SVG to stand in a page, with the quiet zone that scanners need. Its size is the style sheet's.

    What scans it may send the address elsewhere to have it checked, and remembers it: never put a query code in.
    """
    return mark_safe(segno.make_qr(url, error="m").svg_inline(omitsize=True, svgclass="liaison-slip__qr"))  # noqa: S308  ours
