"""The shape of a matter, and where it could be."""

from dataclasses import dataclass

from liaison_pages.demo.places import OLD_TOWN, TOWN, VILLAGE, ZONE

OLD, RURAL = (OLD_TOWN,), (VILLAGE,)
CITY, MAKERS = (OLD_TOWN, TOWN), (TOWN, ZONE)
ANY = (OLD_TOWN, TOWN, VILLAGE, ZONE)


@dataclass(frozen=True)
class Matter:
    """
    What an invented resident says, and what settles it.

    `where` is filled with the real names of {street} and {community}, so is `content`; `unit` is part of the name of
    the unit that handles it; `areas` are kinds of neighbourhood where it could be; `photo` names a file of `photos`.
    """

    category: str
    title: str
    content: str
    where: str
    unit: str
    reply: str
    areas: tuple[str, ...] = ANY
    photo: str = ""
