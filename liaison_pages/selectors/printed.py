"""
The short address in a printed code: `/q/n12`, `/q/p12` for the venue 12, `/q/d7` for the deputy 7.

Made of the row's key, which nothing changes: paper stays up for years while names, codes and pages' paths change.
"""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation

from liaison_pages.models import Deputy, Paper, Venue
from liaison_pages.selectors.deputies import venues_of_deputy
from liaison_pages.selectors.venue_lists import public_venues

LETTERS = {Paper.NOTICE: "n", Paper.POSTER: "p", Paper.DEPUTY: "d"}
PAPERS = {letter: paper for paper, letter in LETTERS.items()}
CODE = re.compile(r"([npd])([1-9][0-9]{0,17})", re.ASCII)  # as many digits as any database's key has


@dataclass(frozen=True)
class Scanned:
    """What was scanned: the paper, and the public venues whose forms it may lead to, of a deputy's paper the deputy."""

    paper: Paper
    venues: list[Venue]
    deputy: Deputy | None = None


def short_url(paper: Paper, row: Venue | Deputy) -> str:
    """The address that the paper's code holds, with the host of the row's site, in the site's first language."""
    with translation.override(None):
        return row.site.root_url + reverse("liaison_pages:printed", args=[f"{LETTERS[paper]}{row.pk}"])


def scanned(site, code: str) -> Scanned | None:
    """What `code` of a short address stands for; None where nothing public of `site` does. At most two queries."""
    read = CODE.fullmatch(code.lower())
    if read is None:
        return None
    paper, pk = PAPERS[read[1]], int(read[2])
    if paper != Paper.DEPUTY:
        venues = list(public_venues(site).filter(pk=pk))
        return Scanned(paper, venues) if venues else None
    deputy = Deputy.objects.filter(site=site, pk=pk, is_published=True).first()
    return Scanned(paper, venues_of_deputy(deputy), deputy) if deputy else None
