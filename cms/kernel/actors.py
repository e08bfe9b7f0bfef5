"""Who acts. Every change of state names one of these."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from zope.interface import implementer

from cms.kernel.interfaces import IActor


@implementer(IActor)
@dataclass(frozen=True)
class Staff:
    """A signed-in person. Permissions are asked of Django's backends, so of the object's place."""

    user: Any
    kind = "staff"

    @property
    def name(self) -> str:
        return self.user.get_full_name() or self.user.get_username()

    def may(self, permission: str, obj) -> bool:
        return self.user.is_active and self.user.has_perm(permission, obj)


@implementer(IActor)
@dataclass(frozen=True)
class Resident:
    """The author of a submission, known by number and code alone."""

    kind = "resident"
    user = None

    @property
    def name(self) -> str:
        return str(_("居民"))

    def may(self, permission: str, obj) -> bool:
        return False


@implementer(IActor)
@dataclass(frozen=True)
class System:
    """The product itself: a handler, a scheduled task, a command."""

    label: str = "system"
    kind = "system"
    user = None

    @property
    def name(self) -> str:
        return self.label

    def may(self, permission: str, obj) -> bool:
        return True
