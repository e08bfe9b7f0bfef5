"""What several public pages show alike."""

from collections.abc import Iterable

from django.utils import timezone

from liaison_pages.models import Reception
from liaison_pages.selectors.public_pages import pages_of_venues


def reception_rows(held: Iterable[Reception], request) -> list[dict]:
    """{reception, url, is_today, is_cancelled} for each of `held` whose venue has a page open to all. One query."""
    held = list(held)
    pages = pages_of_venues({reception.venue for reception in held})
    today = timezone.localdate()
    return [
        {
            "reception": reception,
            "url": reception.url,
            "is_today": reception.date == today,
            "is_cancelled": reception.status == Reception.Status.CANCELLED,
        }
        for reception in held
        if reception.venue_id in pages
    ]


def notices_first(body: Iterable) -> tuple[list, list]:
    """The blocks of a page's content: its notices, which belong at the top of the page, and the others."""
    blocks = list(body)
    notices = [block for block in blocks if block.block_type == "notice"]
    return notices, [block for block in blocks if block.block_type != "notice"]
