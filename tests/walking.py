"""Walking the table of routes as somebody, with the rows of a venue of their own or of somebody else's."""

import json
import re
from zlib import crc32

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.access.table.declared import declarations
from cms.access.table.rows import Row, rows
from cms.access.table.rules import FOREIGN, GET, LOGIN, NONE, OK, OWN, POST, REDIRECT, WRONG_METHOD
from tests.addresses import address_of, values
from tests.venue_rows import MARK, THINGS
from tests.worlds import World

MARK_SHOWN = re.compile(f"{MARK}(?:{'|'.join(THINGS)})")  # the mark with what it marks: a search repeats the mark alone
LET_IN = {400, 409, 422}  # what was sent is found wanting, by a view that let it in
NOT_SERVED = {LOGIN, "403", "404", WRONG_METHOD}
SIGN_IN = ("/admin/login/", "/_util/login")
WRITES = ("INSERT", "UPDATE", "DELETE")
SAMPLED = 4  # of four namespaces, a sample asks one in each world


def report(faults: list[str]) -> None:
    """Fail with every fault on a line of its own."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def writes(queries) -> list[str]:
    """Statements that write rows of the project; the session of who asks and its message are not among them."""
    return [
        query["sql"]
        for query in queries
        if query["sql"].lstrip().upper().startswith(WRITES) and "django_session" not in query["sql"]
    ]


class Walk:
    """Asks routes as the world's user, each as if it were the first; `violations` says what is not as expected."""

    def __init__(self, client, world: World):
        client.raise_request_exception = False  # a 500 as a browser would get it, so that the walk goes on
        self.client, self.world = client, world
        if world.user.is_authenticated:
            client.force_login(world.user)
        self.cookies = client.cookies.copy()
        self.values = values(world.things)
        self.declared = declarations()
        self.routes = {(route.name, route.pattern): route for route in self.declared.by_route}
        self.requests, self.violations = 0, []

    def rows(self) -> list[Row]:
        """What the table says of this world. Without an object one is asked where there is something foreign."""
        places = {OWN} if self.world.place == OWN else {FOREIGN, NONE}
        return [row for row in rows(self.declared) if row.role == self.world.role and row.place in places]

    def sample(self) -> list[Row]:
        """One row of every fourth namespace, other ones in each world: the same at every run."""
        by_namespace = {}
        for row in self.rows():
            by_namespace.setdefault(row.name.rpartition(":")[0], []).append(row)
        numbers = {namespace: crc32(f"{namespace} {self.world}".encode()) for namespace in by_namespace}
        return [
            found[numbers[namespace] % len(found)]
            for namespace, found in by_namespace.items()
            if numbers[namespace] % SAMPLED == 0
        ]

    def figures(self) -> dict[str, int]:
        return {"routes": len(self.routes), "requests": self.requests, "violations": len(self.violations)}

    def ask_all(self, asked: list[Row]) -> None:
        for row in asked:
            with transaction.atomic():
                self.ask(row)
                transaction.set_rollback(True)

    def ask(self, row: Row) -> None:
        """Send one request and judge its answer."""
        self.requests += 1
        self.client.cookies = self.cookies.copy()
        route = self.routes[row.name, row.pattern]
        door = self.declared.by_route[route].door_of(row.method)
        url = address_of(route, self.values)
        data = {"q": MARK} if row.method == GET and "?" not in url else {}
        host = self.world.things.site.hostname if door.is_public else "localhost"
        with CaptureQueriesContext(connection) as captured:
            response = getattr(self.client, row.method.lower())(url, data, SERVER_NAME=host)
            text = text_of(response)
        answer = answer_of(response)
        if answer not in accepted(row):
            self.fault(row, f"answers {answer}, not {row.expected}: {url} {response.get('Location', '')}")
        is_let_in = row.expected != WRONG_METHOD and door.answer(row.role, row.place) == OK
        if not is_let_in and (written := self.written_for_others(captured)):
            self.fault(row, f"wrote {written[0][:200]}")
        is_secret = row.place != OWN and not (door.is_public or door.is_known)
        if is_secret and (shown := MARK_SHOWN.search(text)):
            self.fault(row, f"shows {text[max(shown.start() - 100, 0) : shown.end() + 50]}")

    def written_for_others(self, captured) -> list[str]:
        """What was written besides one's own rows, as the session that tells of an open editor."""
        own = f'"user_id" = {self.world.user.pk}'
        return [statement for statement in writes(captured.captured_queries) if own not in statement]

    def fault(self, row: Row, what: str) -> None:
        self.violations.append(f"{row.method} {row.name} /{row.pattern} as {row.role}, {row.place}: {what}")


def accepted(row: Row) -> set[str]:
    """The answers that are as expected. A POST that was let in may lead on; of one not served any refusal will do."""
    if row.expected == WRONG_METHOD:
        return NOT_SERVED
    return {OK, REDIRECT} if row.expected == OK and row.method == POST else {row.expected}


def answer_of(response) -> str:
    """The answer in the table's words; another status stands for itself."""
    status = response.status_code
    if 300 <= status < 400:
        return LOGIN if response["Location"].startswith(SIGN_IN) else REDIRECT
    return OK if status < 300 or status in LET_IN else str(status)


def text_of(response) -> str:
    """What is shown, with JSON's escapes undone."""
    content = response.getvalue() if response.streaming else response.content
    text = content.decode("utf-8", errors="replace")
    if "json" in response.get("Content-Type", ""):
        return json.dumps(json.loads(text), ensure_ascii=False)
    return text
