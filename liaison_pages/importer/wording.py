"""How a workbook's own words are compared, and shown to readers of either language."""

import unicodedata

from django.utils.translation import get_language


def fold(written: str) -> str:
    """`written` for comparing: full-width signs, spaces, underscores and letters of either case make no difference."""
    return "".join(unicodedata.normalize("NFKC", written).replace("_", " ").split()).casefold()


def in_both(chinese: str, english: str) -> str:
    """A word as a workbook has it; readers of another language get its English too: "名称 / name"."""
    is_chinese = (get_language() or "zh").startswith("zh")
    return chinese if is_chinese else f"{chinese} / {english.replace('_', ' ')}"


def ways_to_write(chinese: str, english: str) -> set[str]:
    """Every folded form of a word that is understood: either language, or both as `in_both` and a tab show them."""
    return {fold(chinese), fold(english), fold(f"{chinese}/{english}"), fold(f"{chinese}{english}")}
