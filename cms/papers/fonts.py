"""The fonts that papers are set in: the system's, and those of the folder that PAPER_FONTS names."""

from dataclasses import dataclass
from functools import lru_cache

import typst
from django.conf import settings

# Simplified Chinese ones, the better first. Noto's are what the design was made with.
SERIFS = (
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "Songti SC", "STSong",
    "FZShuSong-Z01", "SimSun", "NSimSun", "AR PL SungtiL GB", "AR PL UMing CN",
)  # fmt: skip
SANS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "HarmonyOS Sans SC",
    "Microsoft YaHei", "STHeiti", "SimHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback",
)  # fmt: skip
REMEDY = "apt-get install fonts-noto-cjk"


@dataclass(frozen=True)
class Families:
    """Chinese families for headings and for text, the better first; both empty where there is no Chinese font."""

    serif: tuple[str, ...]
    sans: tuple[str, ...]


@lru_cache(maxsize=1)
def chinese_families() -> Families:
    """What this machine has. Looked for once in a process: it takes a tenth of a second."""
    known = set(typst.Fonts(include_embedded_fonts=False, font_paths=folders()).families())
    serif, sans = (tuple(name for name in names if name in known) for names in (SERIFS, SANS))
    return Families(serif or sans, sans or serif)


def folders() -> list[str]:
    """Where fonts are looked for beside the system's own folders."""
    return [settings.PAPER_FONTS] if settings.PAPER_FONTS else []
