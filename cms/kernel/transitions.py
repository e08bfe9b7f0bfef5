"""The base class of moves."""

from typing import ClassVar

from django import forms
from zope.interface import implementer

from cms.kernel.interfaces import ITransition


@implementer(ITransition)
class Transition:
    """
    A move of one or many objects. Subclass it, set the attributes, override `guard` and `apply`.

    `self.objects` are the locked, fresh rows, in primary-key order.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    model: ClassVar[type] = None
    sources: ClassVar[frozenset[str]] = frozenset()
    target: ClassVar[str] = ""  # empty: the state stays
    permission: ClassVar[str] = ""
    form: ClassVar[type[forms.Form] | None] = None
    takes_many: ClassVar[bool] = False
    do_not_call_in_templates: ClassVar[bool] = True  # templates print the class's title, they do not make a move
    explanation: ClassVar[str] = ""  # shown above the form: what will happen

    def __init__(self, objects: list):
        self.objects = objects
        self.actor = None  # who moves; set before `guard` is asked

    @property
    def object(self):
        """The one object, for moves that take one."""
        return self.objects[0]

    def guard(self, actor) -> None:
        """Raise `Denied` or `Conflict` with a reason for people; permits by default."""

    def get_form(self, data=None, **kwargs) -> forms.Form | None:
        """A form for `data`, made with what the objects restrict; None when the move needs nothing."""
        return self.form(data, **kwargs) if self.form else None

    @staticmethod
    def resident_text(entry) -> str:
        """The sentence for residents about the audit entry of such a move; empty when they are not told."""
        return ""

    def told(self) -> str:
        """For staff, once the move is made: a sentence on what follows; empty for none."""
        return ""

    def links(self) -> list[tuple[str, str]]:
        """For staff, once the move is made: (address, label) of what came of it, as far as the actor may open it."""
        return []

    def apply(self, actor, data: dict) -> dict:
        """Change the objects; return what the history keeps, JSON without personal data."""
        return {}
