"""
Papers: what is printed and hung on a wall, as PDF with its fonts embedded (docs/adr/0017).

A `Sheet` names a Typst template (`*.typ`, beside the app's code) and the data that it prints. Data reach the template
as JSON and as picture files and are never markup: a name like `#import` prints as it stands.

    pdf = typeset(Sheet(FOLDER / "notice.typ", {"title": "…"}, {"face-1.jpg": b"…"}))

Each typesetting is a process of its own, with a folder of its own and an end: it sees nothing else, and what goes wrong
in it is a `PaperError` that says what to do.
"""

from cms.papers.press import Busy, NoChineseFont, PaperError, Sheet, key_of, typeset

__all__ = ["Busy", "NoChineseFont", "PaperError", "Sheet", "key_of", "typeset"]
