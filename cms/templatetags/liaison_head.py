"""What a page's head tells to search engines, readers and messengers."""

from django import template
from django.conf import settings
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import linked_data
from cms.frame import in_language

register = template.Library()

TAGS = {"en": "en", settings.LANGUAGE_CODE: "zh-Hans"}
OPEN_GRAPH_LOCALES = {"en": "en_US", settings.LANGUAGE_CODE: "zh_CN"}
KEPT_QUERY = ("page", "before", "year")  # parts of one list; filters and ways to read show what is elsewhere, too


@register.simple_tag(takes_context=True)
def text_of_block(context, name: str) -> SafeString:
    """What the page's template puts into the block `name`, for a second place in the base template."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return SafeString(block.render(context).strip()) if block else SafeString("")


@register.simple_tag(takes_context=True)
def page_addresses(context) -> dict:
    """
    {own, languages, locale, other_locales}: the page's one absolute address, and (tag, address) in every language.
    """
    request = context.request
    kept = {name: request.GET[name] for name in KEPT_QUERY if request.GET.get(name)}
    path = request.path + (f"?{urlencode(kept)}" if kept else "")
    language = get_language() or settings.LANGUAGE_CODE
    urls = {code: request.build_absolute_uri(in_language(path, code)) for code, _name in settings.LANGUAGES}
    return {
        "own": urls[language],
        "languages": [(TAGS[code], url) for code, url in urls.items()],
        "first": urls[settings.LANGUAGE_CODE],
        "locale": OPEN_GRAPH_LOCALES[language],
        "other_locales": [locale for code, locale in OPEN_GRAPH_LOCALES.items() if code != language],
    }


@register.simple_tag(takes_context=True)
def absolute(context, url: str) -> str:
    """`url` with scheme and host."""
    return context.request.build_absolute_uri(str(url))


@register.simple_tag(name="linked_data")
def linked_data_of(things: list[dict] | None) -> SafeString:
    """The JSON-LD that a view gives as `linked_data`."""
    return linked_data.script(things or [])


@register.simple_tag(takes_context=True)
def breadcrumb_data(context, trail: list[dict] | None, above: str, above_url: str, current: str) -> SafeString:
    """What `cms/includes/breadcrumbs.html` shows, as JSON-LD; nothing where there is no request."""
    request = getattr(context, "request", None)  # there even where a part is included with `only`
    if request is None:
        return SafeString("")
    steps = [(_("首页"), reverse("wagtail_serve", args=[""])), *((step["title"], step["url"]) for step in trail or [])]
    steps += [(above, above_url)] if above_url else []
    told = [(str(name), request.build_absolute_uri(url)) for name, url in steps]
    return linked_data.script([linked_data.breadcrumbs([*told, (str(current), "")])])
