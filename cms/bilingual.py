"""English pages that hold Chinese: names in two languages, and Chinese marked as such, so that it is read out right."""

import re
from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

LANG = "zh-Hans"
IDEOGRAPHS = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PUNCTUATION = r"\u3000-\u303f\uff00-\uffef"
IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
# A run of Chinese: ideographs and their punctuation, with what stands between them but letters.
RUN = re.compile(f"([{IDEOGRAPHS}{PUNCTUATION}](?:[^A-Za-z<>&\\n]*[{IDEOGRAPHS}{PUNCTUATION}])?)")


class NamedTwice:
    """For models with `name` and `name_en`."""

    @property
    def display_name(self) -> str:
        """The name in the visitor's language; the Chinese one where no English one is known."""
        if translation.get_language() == "en" and self.name_en:
            return self.name_en
        return self.name

    def names(self, key: str) -> dict[str, str]:
        """As a history keeps them: {key: name, key_en: the English one, where there is one}. `kept_name` reads them."""
        return {key: self.name} | ({f"{key}_en": self.name_en} if self.name_en else {})


def kept_name(data: Mapping[str, str], key: str) -> str:
    """The name that a history keeps as `key`, in the visitor's language; the Chinese one without an English one."""
    return (translation.get_language() == "en" and data.get(f"{key}_en")) or data.get(key, "")


def is_foreign(text) -> bool:
    """Whether `text` holds Chinese and the page is in another language."""
    return translation.get_language() != settings.LANGUAGE_CODE and bool(IDEOGRAPH.search(str(text or "")))


def lang_attr(text) -> SafeString:
    """` lang="zh-Hans"` for an element that holds nothing but `text`, when that is foreign to the page."""
    return mark_safe(f' lang="{LANG}"' if is_foreign(text) else "")  # noqa: S308  a constant


def mark_chinese(text) -> SafeString:
    """`text` with each run of Chinese in it marked, when the page is in another language: for what mixes the two."""
    if translation.get_language() == settings.LANGUAGE_CODE:
        return conditional_escape(text)
    parts = RUN.split(str(conditional_escape(text)))
    marked = (f'<span lang="{LANG}">{part}</span>' if place % 2 else part for place, part in enumerate(parts))
    return mark_safe("".join(marked))  # noqa: S308  escaped above


def unless_chinese(text, instead: str) -> str:
    """`text`; `instead`, the interface's own words, when it is empty or foreign to the page."""
    return instead if not text or is_foreign(text) else text


class MarksChinese:
    """A choice widget whose foreign options are marked."""

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        if is_foreign(label):
            if self.input_type == "select":
                option["attrs"]["lang"] = LANG
            else:  # the attributes would be the input's, which has no text
                option["label"] = mark_chinese(label)
        return option


class Select(MarksChinese, forms.Select):
    pass


class RadioSelect(MarksChinese, forms.RadioSelect):
    pass


class CheckboxSelectMultiple(MarksChinese, forms.CheckboxSelectMultiple):
    pass
