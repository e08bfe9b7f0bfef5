"""
What a route answers, computed from the roles. Nothing here is typed for a single answer, and nothing is recorded from
what the code does: a declaration says which permission a route asks, `cms.access.roles` says who holds it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from cms.access.roles import ROLES
from cms.access.table.routes import Route

GET, POST = METHODS = ("GET", "POST")
ANONYMOUS = "anonymous"
OWN, FOREIGN, NONE = PLACES = ("own", "foreign", "none")

# The answers. "ok" is being let in: what was sent may still be found wanting (400, 409, 422); a POST may lead on.
# "405" is a method that is not served; the refusal of the whole (login, 403, 404) may come first.
OK, REDIRECT, LOGIN, FORBIDDEN, NOT_FOUND, WRONG_METHOD = ("ok", "redirect", "login", "403", "404", "405")
ERROR = "500"  # Wagtail's page that tries the error report
ANSWERS = (OK, REDIRECT, LOGIN, FORBIDDEN, NOT_FOUND, WRONG_METHOD, ERROR)


@dataclass(frozen=True)
class Door:
    """
    Who is let in. Permissions are those of `cms.access.roles`; any one of several is enough.

    `needs`: what opens it. `knows`: what lets one know that the object exists, so that a denial is a 403 and not a 404
    (whoever is let in knows it too). Both take the roles of people whom the object itself names as well: its deputy,
    its unit's officer.

    `needs_abroad`: what opens it even where nothing was granted. `is_shared`: the object belongs to all districts, so
    `needs` and `knows` let one know of it everywhere, and a change takes every district. `is_known`: everybody may know
    of the object, as of a published page. `by_screen`: whoever may do nothing of the kind anywhere is refused before
    the object is looked for, with a 403 for any id.
    """

    title: str
    needs: frozenset[str] = frozenset()
    knows: frozenset[str] = frozenset()
    needs_abroad: frozenset[str] = frozenset()
    is_shared: bool = False
    is_known: bool = False
    by_screen: bool = False
    is_public: bool = False
    is_for_all_staff: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is open to everybody, or to all who have signed in."""
        return self.is_public or self.is_for_all_staff

    def answer(self, role: str, place: str) -> str:
        """OK, LOGIN, FORBIDDEN or NOT_FOUND."""
        if self.is_public:
            return OK
        if role == ANONYMOUS:
            return LOGIN
        held = permissions_of(role)
        if self.is_for_all_staff or held & self._keys(place):
            return OK
        return FORBIDDEN if place == NONE or self._is_known_to(held, place) else NOT_FOUND

    def _keys(self, place: str) -> frozenset[str]:
        is_abroad = place == FOREIGN or (place == NONE and self.is_shared)
        return self.needs_abroad if is_abroad else self.needs | self.needs_abroad

    def _is_known_to(self, held: frozenset, place: str) -> bool:
        knows = bool(held & (self.needs | self.knows))
        if self.is_known or (self.by_screen and not knows):
            return True
        return knows and (place == OWN or self.is_shared)


def permissions_of(role: str) -> frozenset[str]:
    """
    What the role permits where it is granted, as `cms.access.roles` names it, and the role itself: of a deputy and a
    unit's officer the object asks that.
    """
    definition = ROLES[role]
    return frozenset((role, *definition.venue, *definition.pages, *definition.media, *definition.models))


PUBLIC = Door("public", is_public=True)
STAFF = Door("whoever is signed in", is_for_all_staff=True)
OWNER = Door("its owner", needs=frozenset(ROLES))  # of what is one person's, whatever the role
SUPERUSER = Door("superusers")  # no role


def needing(*needs: str, knows: Iterable[str] = ()) -> Door:
    """Whoever holds one of `needs` where the object is; without an object, anywhere."""
    return Door(" or ".join(needs), frozenset(needs), frozenset(knows))


def screen(*needs: str) -> Door:
    """The same, of a screen that is refused as a whole to whoever holds none of `needs` anywhere."""
    return replace(needing(*needs), by_screen=True)


def anywhere(*needs: str) -> Door:
    """Whoever holds one of `needs` somewhere, wherever the object is."""
    return replace(screen(*needs), needs_abroad=frozenset(needs))


def shared(*needs: str) -> Door:
    """Whoever holds one of `needs` in every district: of what all districts share."""
    return replace(needing(*needs), is_shared=True)


def known(door: Door) -> Door:
    """The same, for an object that everybody may know of."""
    return replace(door, is_known=True)


@dataclass(frozen=True)
class Rule:
    """
    The declaration of the routes whose names match one of `names`: 'venues:*', or with the parameters, where two routes
    share a name, 'wagtailsettings:edit(app_name,model_name)'.

    `get` and `post`: what is answered to whoever is let in; WRONG_METHOD stands for a method that is not served.
    `get_signed_in`: instead of `get`, to whoever has signed in. `post_door`: where a POST asks for more than a GET.
    `instead`: what is answered in the place of another refusal, {FORBIDDEN: REDIRECT}. `because` says why an unusual
    answer is right.
    """

    names: tuple[str, ...]
    door: Door
    get: str = OK
    post: str = OK
    get_signed_in: str = ""
    post_door: Door | None = None
    instead: Mapping[str, str] = field(default_factory=dict)
    because: str = ""

    def matches(self, route: Route) -> bool:
        full = f"{route.name}({','.join(route.parameters)})"
        return any(fnmatchcase(route.name, name) or fnmatchcase(full, name) for name in self.names)

    def answer(self, role: str, place: str, method: str) -> str:
        """One of ANSWERS."""
        served = self._served(role, method)
        if served == WRONG_METHOD:
            return served
        answer = self.door_of(method).answer(role, place)
        return served if answer == OK else self.instead.get(answer, answer)

    def _served(self, role: str, method: str) -> str:
        if method == POST:
            return self.post
        return self.get_signed_in if self.get_signed_in and role != ANONYMOUS else self.get

    def door_of(self, method: str) -> Door:
        return self.post_door if self.post_door and method == POST else self.door


def rule(names: str, door: Door, **more) -> Rule:
    """A rule; `names` are words: 'venues:index venues:index_results'."""
    return Rule(tuple(names.split()), door, **more)


def read_only(names: str, door: Door, **more) -> Rule:
    """A rule for screens that take no POST."""
    return rule(names, door, post=WRONG_METHOD, **more)


def post_only(names: str, door: Door, **more) -> Rule:
    """A rule for what takes a POST alone."""
    return rule(names, door, get=WRONG_METHOD, **more)


def nothing(names: str, door: Door, **more) -> Rule:
    """A rule for what is not there, even for those who may look."""
    return rule(names, door, get=NOT_FOUND, post=NOT_FOUND, **more)


def viewset(namespace: str, *, change: Door, view: Door | None = None, add: Door | None = None) -> list[Rule]:
    """The rules of a viewset that wears `GuardedViewSetMixin`: the list asks `view`, adding and deleting `add`."""
    view, add = view or change, add or change
    return [
        read_only(f"{namespace}:index {namespace}:index_results", view),
        read_only(f"{namespace}:history {namespace}:history_results {namespace}:usage", change),
        rule(f"{namespace}:add", add),
        rule(f"{namespace}:edit", change),
        rule(f"{namespace}:delete", add),
    ]


def shared_viewset(namespace: str, permission: str) -> list[Rule]:
    """
    The rules of a list that all districts of an installation share (`SharedPolicy`): every office reads it; it changes
    it while there is no other district.
    """
    return viewset(namespace, change=shared(permission), view=anywhere(permission))
