"""
Texts as sets of grams, by which what is alike is found in Chinese without a dictionary (docs/adr/0012).

A gram is a pair of neighbouring ideographs, or a whole word of Latin letters or digits; it is kept as a number of 32
bits. Particles divide, so that a pair of them with a neighbour is none. Whoever changes what makes a gram has every
matter read anew: `manage.py matters --reindex`.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

from forms.models.grams import ALL

MOST_CHARACTERS = 600  # of a text that are read
MOST_GRAMS = 80  # of a matter, in the order they stand: title, place, then what was said

PARTICLES = "的了着吗呢吧啊呀嘛哦和与及或是在也都就又还很太真请您你我他她它们这那个把被给"
# Pairs that say little of a matter, whatever it is about. Short ones: they weigh less, and never find anything alone.
_EVERYDAY = """
希望 能不 不能 可以 能够 是否 有没 没有 没人 有人 有关 部门 相关 单位 尽快 及时 解决 处理
反映 情况 问题 居民 大家 我们 老人 小区 社区 街道 附近 周边 旁边 一直 经常 每天 最近 现在
已经 今年 去年 几天 好几 麻烦 谢谢 感谢 领导 代表 帮忙 看看 一下 一个 不知 知道 怎么 什么
时候 晚上 早上 白天 非常 严重 影响 生活 出行 安全 隐患 不便 方便 建议 要求 村里 这里 那里
门口 居委 委会 村委
"""
EVERYDAY = frozenset(_EVERYDAY.split())

_DIVIDED = str.maketrans(dict.fromkeys(PARTICLES, " "))
_RUN = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_FIRST_IDEOGRAPH = "\u3400"


def words_of(text: str) -> list[str]:
    """The grams of `text` in the order they stand, each once, as people read them."""
    plain = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower().translate(_DIVIDED)
    found: dict[str, None] = {}
    for match in _RUN.finditer(plain):
        run = match.group()
        if run[0] < _FIRST_IDEOGRAPH:
            found[run] = None
        else:
            found.update(dict.fromkeys(run[place : place + 2] for place in range(len(run) - 1)))
    return list(found)


@lru_cache(maxsize=65_536)
def gram_of(word: str) -> int:
    """The number of 32 bits, with a sign, that stands for a gram; never ALL."""
    digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big", signed=True) or ALL + 1


def grams_of(*texts: str) -> list[int]:
    """The grams of a matter with these texts, at most MOST_GRAMS, sorted."""
    words = dict.fromkeys(word for text in texts for word in words_of(text))
    return sorted({gram_of(word) for word in list(words)[:MOST_GRAMS]})
