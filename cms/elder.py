"""
Large type holds from page to page without script or cookie: an address that asks for it (`?mode=elder`) is answered
with a page whose links and forms ask for it again.
"""

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase

ASKED = "mode=elder"
LINK = re.compile(r'(<a\s(?:[^>]*\s)?href=")([^"]*)(")((?:[^>]*)>)')
FORM = re.compile(r"<form\b[^>]*>")
ACTION = re.compile(r'(\saction=")([^"]*)(")')
FILES = re.compile(r"^/(?:static|media|documents|admin)/|\.(?:ics|pdf|xml|svg|png)$|/feed/$")


class ElderModeMiddleware:
    """Rewrites what a page in large type links to, and where it redirects."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if ASKED not in request.META.get("QUERY_STRING", "") or request.path_info.startswith("/admin/"):
            return response
        if location := response.get("Location"):
            response["Location"] = asking(location, "&")
        elif not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = with_links(response.content.decode())
        return response


def with_links(html: str) -> str:
    """The page with `?mode=elder` in its links to other pages of the site, and in its forms."""
    return FORM.sub(_form, LINK.sub(_link, html))


def asking(address: str, joint: str = "&amp;") -> str:
    """The address with the mode, when it is one of this site's pages and has none yet."""
    path, mark, fragment = address.partition("#")
    bare = path.partition("?")[0]
    is_ours = path[:1] in {"/", "?"} and not path.startswith("//") and not FILES.search(bare)
    if not is_ours or "mode=" in path:
        return address
    return f"{path}{joint if '?' in path else '?'}{ASKED}{mark}{fragment}"


def _link(found: re.Match) -> str:
    """But for the switch itself, which leads out of the mode."""
    before, address, quote, rest = found.groups()
    is_switch = "data-elder-switch" in before + rest
    return found[0] if is_switch else f"{before}{asking(address)}{quote}{rest}"


def _form(found: re.Match) -> str:
    """One that is sent with GET gets a field, for a browser drops the query of its address."""
    tag = found[0]
    if 'method="post"' in tag.lower():
        return ACTION.sub(lambda action: f"{action[1]}{asking(action[2])}{action[3]}", tag)
    return f'{tag}<input type="hidden" name="mode" value="elder">'
