"""Finding Chinese that an English page shows without saying that it is Chinese."""

import re
from html.parser import HTMLParser

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
SHOWN = {"alt", "title", "placeholder", "aria-label", "label"}  # attributes that are read out or shown
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSEEN = {"script", "style", "template", "svg"}
UNMARKABLE = {"title", "textarea"}  # they cannot mark a part of themselves; a textarea holds what was typed


class _Walker(HTMLParser):
    """Keeps, for each open element, whether what stands in it is said to be Chinese or is not shown."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        lang = attributes.get("lang")
        inherited = bool(self.open) and self.open[-1][1]
        is_excused = (lang.startswith("zh") if lang else inherited) or tag in UNSEEN | UNMARKABLE
        if not is_excused:
            self._note(*(value or "" for name, value in attrs if name in SHOWN))
            if tag == "input" and attributes.get("type") in {"submit", "button"}:
                self._note(attributes.get("value") or "")
        if tag not in VOID:
            self.open.append((tag, is_excused))

    def handle_endtag(self, tag):
        for position in range(len(self.open) - 1, -1, -1):
            if self.open[position][0] == tag:
                del self.open[position:]
                break

    def handle_data(self, data):
        if not (self.open and self.open[-1][1]):
            self._note(data)

    def _note(self, *texts: str) -> None:
        self.found += [" ".join(text.split()) for text in texts if CHINESE.search(text)]


def unmarked_chinese(html: str) -> list[str]:
    """Texts and shown attributes with Chinese characters or punctuation outside of `lang="zh…"`, in their order."""
    walker = _Walker()
    walker.feed(html)
    return walker.found
