"""What other apps provide so that their deadlines are told in words."""

from dataclasses import dataclass

from zope.interface import Attribute, Interface


@dataclass(frozen=True)
class Described:
    """An object of a report: its number, what it is about and where it is; empty as far as the reader may not know."""

    number: str
    heading: str = ""
    url: str = ""


class IDeadlineKind(Interface):
    """
    The deadlines of one model in the report of what was late: `registrar.provide(kind, IDeadlineKind)`.

    Those of an add-on are left out on sites where it is off.
    """

    model = Attribute("The model whose objects have the deadlines.")
    labels = Attribute("What can be due of them: code → words, translatable. Codes are unique among all apps.")

    def describe(pks, user):
        """
        Primary key → `Described`, as far as `user` may know of each; objects that are gone are left out. A fixed number
        of queries.
        """
