"""What rows are found by, and what a query asks of them."""

from collections.abc import Iterable

from cms.search.words import is_ideograph, pairs

MOST_LETTERS = 60  # of one word: an index holds no longer ones well
MOST_TOKENS = 8_000  # of a row


def scope(site_id: int, kind: str) -> str:
    """The token that all rows of a site and kind share, and nothing else has: § is in no word."""
    return f"{kind}§{site_id}"


def text_tokens(site_id: int, kind: str, text: str) -> list[str]:
    """The tokens of a row, each once."""
    return _once(site_id, kind, pairs(text))


def name_tokens(site_id: int, kind: str, name: str, spelled: Iterable[str]) -> list[str]:
    return _once(site_id, kind, [*pairs(name), *spelled])


def _once(site_id: int, kind: str, tokens: Iterable[str]) -> list[str]:
    cut = (token[:MOST_LETTERS] for token in tokens)
    return [scope(site_id, kind), *dict.fromkeys(cut)][:MOST_TOKENS]


def of_phrase(run: str) -> list[str]:
    """
    What a row has that holds `run`, a run of ideographs or a word: its pairs; the beginning of a word, or of a single
    ideograph, with a star.
    """
    if not is_ideograph(run[0]):
        return [f"{run[:MOST_LETTERS]}*"]
    if len(run) == 1:
        return [f"{run}*"]
    return list(dict.fromkeys(run[place : place + 2] for place in range(len(run) - 1)))


def postgres_query(alternatives: Iterable[Iterable[str]], always: str) -> str:
    """A `tsquery`: `always`, and all tokens of one of the alternatives."""
    either = " | ".join(_every(tokens, " & ", "'", ":*") for tokens in alternatives)
    return f"'{always}' & ({either})"


def sqlite_query(alternatives: Iterable[Iterable[str]], always: str) -> str:
    """The same for FTS5's MATCH."""
    either = " OR ".join(_every(tokens, " AND ", '"', "*") for tokens in alternatives)
    return f'"{always}" AND ({either})'


def _every(tokens: Iterable[str], both: str, quote: str, star: str) -> str:
    """Tokens hold letters, digits and ideographs alone: nothing to escape."""
    quoted = (f"{quote}{token.removesuffix('*')}{quote}{star if token.endswith('*') else ''}" for token in tokens)
    return f"({both.join(quoted)})"
