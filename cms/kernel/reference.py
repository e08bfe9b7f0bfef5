"""The reference of docs/plugins.md, written from the contracts themselves."""

from inspect import cleandoc
from pathlib import Path

from django.conf import settings
from zope.interface import Interface
from zope.interface.interface import InterfaceClass, Method

from cms.kernel.interfaces import IActor, IPlugin, IRegistrar, ITransition, IViewlet
from cms.kernel.slots import SLOTS

PAGE = Path(settings.BASE_DIR) / "docs" / "plugins.md"
START, END = "<!-- reference: `manage.py plugins docs --write` -->\n", "<!-- end of the reference -->\n"
INTERFACES = (IPlugin, IRegistrar, IViewlet, ITransition, IActor)


def reference() -> str:
    """The Markdown of the reference: each interface with its members, and the slots."""
    return "\n".join([*map(_interface, INTERFACES), _slots()])


def page_with(text: str) -> str:
    """The page with `text` as its reference; raises ValueError when the page has no place for one."""
    before, start, rest = PAGE.read_text(encoding="utf-8").partition(START)
    _old, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"{PAGE} has no lines {START!r} and {END!r}.")
    return f"{before}{START}\n{text}\n{END}{after}"


def _interface(interface: InterfaceClass) -> str:
    members = [_member(name, member) for name, member in interface.namesAndDescriptions()]
    return f"### {interface.__name__}\n\n{_doc(interface)}\n\n" + "\n".join(members) + "\n"


def _member(name: str, member: Interface) -> str:
    signature = name + member.getSignatureString() if isinstance(member, Method) else name
    return f"- `{signature}`: {_doc(member)}"


def _doc(thing) -> str:
    return " ".join(cleandoc(thing.__doc__).split())


def _slots() -> str:
    rows = [
        f"| `{name}` | {slot.purpose} | {', '.join(f'`{each}`' for each in ('request', *slot.given))} |"
        for name, slot in SLOTS.items()
    ]
    head = ["### Slots", "", "| slot | where | in the viewlet's context |", "|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"
