"""How a visitor came to a form."""

from collections.abc import Mapping

from forms.models import Channel
from liaison_pages.models import Paper


def arrival(asked: Mapping[str, str]) -> dict[str, str]:
    """
    {channel, paper} as `?from=` says: a `Paper` whose code was scanned, or 'qr' for any other printed code.

    Whoever types the address says what they like; the answer is a hint for staff and decides nothing. Words that mean
    nothing are the web's.
    """
    word = asked.get("from", "")
    paper = word if word in Paper.values else ""
    return {"channel": Channel.QR if paper or word == Channel.QR else Channel.WEB, "paper": paper}
