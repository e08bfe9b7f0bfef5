"""
Where an uploaded workbook waits between its dry run and the confirmation.

In private storage under an unguessable name. The ticket in the address is signed and names the user and the site: it
opens nothing for anybody else, nor after an hour.
"""

import io
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from liaison_pages.importer.files import RawSheet, read_stream

FOLDER = "imports"
SALT = "liaison_pages.district_import"
KEPT_SECONDS = 60 * 60


@dataclass(frozen=True)
class Held:
    """A waiting workbook: its name in storage, whose it is, for which site, and what was asked."""

    stored: str
    user: int
    site: int
    name: str
    overwrite: bool

    @property
    def ticket(self) -> str:
        return signing.dumps(asdict(self), salt=SALT)

    def read(self) -> list[RawSheet]:
        """Its sheets. Raises FileNotFoundError when it is gone, WorkbookRefused when it cannot be read."""
        with storages["private"].open(self.stored) as stream:
            return read_stream(io.BytesIO(stream.read()), self.name)

    def discard(self) -> None:
        storages["private"].delete(self.stored)


def hold(*, content: bytes, user, site, name: str, overwrite: bool) -> Held:
    """Keep `content` for an hour. Files of those who never came back are cleared away meanwhile."""
    clear()
    stored = storages["private"].save(f"{FOLDER}/{secrets.token_urlsafe(32)}", ContentFile(content))
    return Held(stored, user.pk, site.pk, name, overwrite)


def find(ticket: str, *, user, site) -> Held | None:
    """The workbook of a ticket, or None: forged, another's, another site's, too old or gone."""
    try:
        held = Held(**signing.loads(ticket, salt=SALT, max_age=KEPT_SECONDS))
    except (signing.BadSignature, TypeError):
        return None
    is_theirs = held.user == user.pk and held.site == site.pk
    return held if is_theirs and storages["private"].exists(held.stored) else None


def clear(site=None) -> None:
    """Delete what has waited for more than an hour; also a recurring task."""
    storage = storages["private"]
    if not storage.exists(FOLDER):
        return
    oldest = timezone.now() - timedelta(seconds=KEPT_SECONDS)
    for name in storage.listdir(FOLDER)[1]:
        if storage.get_modified_time(f"{FOLDER}/{name}") < oldest:
            storage.delete(f"{FOLDER}/{name}")
