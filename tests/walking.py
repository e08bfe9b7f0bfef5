"""Walking all routes as somebody, with the ids of what is somebody else's."""

import json
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.kernel.registrar import registrar
from forms.models import IntakeCategory
from media.models import LiaisonDocument, LiaisonImage
from tests.foreign import MARK, THINGS, ForeignVenue
from tests.routes import Route, routes

MARK_SHOWN = re.compile(f"{MARK}(?:{'|'.join(THINGS)})")  # the mark with what it marks: a search repeats the mark alone
REFUSED = {403, 404}
WRONG_METHOD = 405
ROUTES = routes()
WITH_ID = [route for route in ROUTES if route.parameters]
BROKEN_ON_PURPOSE = "wagtailadmin_error_test"
WITHOUT_ID = [route for route in ROUTES if not route.parameters and route.name != BROKEN_ON_PURPOSE]


def values(foreign: ForeignVenue) -> dict[str, dict]:
    """What to put for a parameter: by the route's name, else by its namespace, else for every route ('')."""
    page = foreign.page
    return {
        "": {
            "page_id": page.pk, "parent_page_id": page.pk, "page_to_move_id": page.pk, "page_pk": page.pk,
            "destination_id": page.get_parent().pk, "page_view_restriction_id": foreign.page_restriction.pk,
            "revision_id": foreign.revision.pk, "revision_id_a": "live", "revision_id_b": "latest",
            "action_name": "approve", "task_state_id": foreign.task_state.pk, "task_id": foreign.task.pk,
            "workflow_state_id": foreign.workflow_state.pk, "workflow_pk": foreign.workflow.pk,
            "content_type_app_name": "liaison_forms", "content_type_model_name": "intakepage",
            "collection_id": foreign.collection.pk, "restriction_id": foreign.collection_restriction.pk,
            "image_id": foreign.image.pk, "document_id": foreign.document.pk, "doc_id": foreign.document.pk,
            "filter_spec": "original", "redirect_id": foreign.redirect.pk, "session_id": foreign.editing_session.pk,
            "venue_id": foreign.venue.pk, "rule_id": foreign.rule.pk, "reception_id": foreign.reception.pk,
            "code": foreign.venue.code, "action": "cancel",
        },
        "wagtailadmin_api:pages": {"pk": page.pk, "action_name": "delete"},
        "wagtailadmin_api:images": {"pk": foreign.image.pk},
        "wagtailadmin_api:documents": {"pk": foreign.document.pk},
        "wagtail_bulk_action": {"app_label": "wagtailcore", "model_name": "page", "action": "delete"},
        "wagtailadmin_pages": {"pk": page.pk},
        "wagtailadmin_pages:choose_parent": {"app_label": "liaison_forms", "model_name": "intakepage"},
        "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
        "wagtailadmin_collections": {"pk": foreign.collection.pk},
        "wagtailadmin_workflows": {"pk": foreign.workflow.pk},
        "wagtailadmin_workflows:add_task": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
        "wagtailadmin_workflows:edit_task": {"pk": foreign.task.pk},
        "wagtailadmin_workflows:disable_task": {"pk": foreign.task.pk},
        "wagtailadmin_workflows:enable_task": {"pk": foreign.task.pk},
        "wagtailadmin_editing_sessions": {
            "app_label": "liaison_pages", "model_name": "venuepage", "object_id": page.pk,
        },
        "liaison_access": {"site": foreign.site.pk},
        "liaison_addons": {"site": foreign.site.pk, "plugin": "suggestions"},
        "suggestions_admin": {"pk": foreign.suggestion.pk, "move": "suggestion.accept"},
        "liaison_photo": {"pk": foreign.photo.pk},
        "units_modeladmin_edit": {"instance_pk": foreign.unit.pk},
        "units_modeladmin_delete": {"instance_pk": foreign.unit.pk},
        "units_modeladmin_history": {"instance_pk": foreign.unit.pk},
        "wagtailsettings": {"app_name": "liaison_pages", "model_name": "districtsettings", "pk": foreign.site.pk},
        "simple_translation": {"app_label": "liaison_pages", "model_name": "venue", "pk": foreign.venue.pk},
        "wagtaildocs": {"uploaded_file_id": foreign.uploads[LiaisonDocument].pk},
        "wagtailimages": {"uploaded_file_id": foreign.uploads[LiaisonImage].pk},
        "suggestion_sessions": {"pk": foreign.session.pk},
        "intake_categories": {"pk": IntakeCategory.objects.first().pk},
        "liaison_queue": {"pk": foreign.submission.pk, "move": "submission.accept"},
        "venues": {"pk": foreign.venue.pk},
        "district_import": {"ticket": "example"},
        "deputies": {"pk": foreign.deputy.pk},
        "deputy_groups": {"pk": foreign.group.pk},
        "terms": {"pk": foreign.term.pk},
        "divisions": {"pk": foreign.division.pk},
        "workdays": {"pk": foreign.day.pk},
        "wagtailsites": {"pk": foreign.site.pk},
        "wagtailusers_users": {"pk": foreign.colleague.pk},
        "wagtailusers_groups": {"pk": foreign.role_group.group_id},
        "wagtaildocs_chooser": {"pk": foreign.document.pk},
        "wagtailimages_chooser": {"pk": foreign.image.pk},
        "wagtaillocales": {"pk": foreign.locale.pk},
        "wagtailadmin_password_reset_confirm": {"uidb64": "MQ", "token": "x-y"},
        "wagtaildocs_serve": {"0": foreign.document.pk, "1": foreign.document.filename},
        "liaison_pages:deputy": {"code": foreign.deputy.code},
        "liaison_forms": {
            "pk": foreign.form.pk, "number": foreign.submission.number, "code": "x" * 20, "move": "submission.withdraw",
        },
        "suggestions:detail": {"term": 18, "session": 5, "number": 1},
    }  # fmt: skip


def values_of(route: Route, table: dict[str, dict]) -> dict:
    """The values for one route: its own over its namespace's over everybody's. Raises KeyError for one unknown."""
    parts = route.name.split(":")
    found = dict(table[""])
    for length in range(1, len(parts) + 1):
        found.update(table.get(":".join(parts[:length]), {}))
    return {name: found[name] for name in route.parameters}


# Routes that answer with something else than a refusal, and why that is right. Nothing foreign is in their text.
ANSWERED = {
    "wagtailadmin_explore": "leads to the nearest page that one may open",
    "wagtailadmin_explore_results": "leads to the nearest page that one may open",
    "wagtailadmin_pages:revisions_index": "leads to the history, which refuses",
    "wagtailadmin_pages:type_use": "names a type of page, and lists what one may open",
    "wagtailadmin_pages:type_use_results": "names a type of page, and lists what one may open",
    "wagtailadmin_pages:choose_parent": "names a type of page, and lists where one may add it",
    "wagtailadmin_pages:confirm_workflow_cancellation": "a question before publishing, which refuses",
    "wagtailadmin_tag_model_autocomplete": "tags belong to no venue",
    "wagtailadmin_workflows:task_chosen": "tasks of review belong to no venue",
    "wagtailadmin_editing_sessions:release": "ends a session of one's own, finds none",
    "liaison_queue:bulk": "nothing is chosen; test_bulk_actions chooses",
    "wagtailadmin_password_reset_confirm": "the sign-in of everybody",
    "liaison_pages:venue_calendar": "a public calendar",
    "liaison_pages:venue_year": "a public page",
    "liaison_forms:submit": "residents' form",
    "wagtailcore_authenticate_with_password": "asks visitors for a password",
    "wagtaildocs_authenticate_with_password": "asks visitors for a password",
}

PUBLIC = ("liaison_pages:", "liaison_forms:")  # published pages and forms name themselves


def report(faults: list[str]) -> None:
    """Fail with every fault on a line of its own."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def writes(queries) -> list[str]:
    """Statements that write rows of the project; the session of who asks and its message are not among them."""
    verbs = ("INSERT", "UPDATE", "DELETE")
    return [
        query["sql"]
        for query in queries
        if query["sql"].lstrip().upper().startswith(verbs) and "django_session" not in query["sql"]
    ]


def ask(client, method: str, url: str, data=None):
    """The response, its text, and what was written meanwhile."""
    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(url, data or {})
        content = response.getvalue() if response.streaming else response.content
    text = content.decode("utf-8", errors="replace")
    if "json" in response.get("Content-Type", ""):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return response, text, writes(captured.captured_queries)


def shown(text: str, route: Route, method: str) -> Iterator[str]:
    """The fault that `text` names something foreign, with what stands around it."""
    if found := MARK_SHOWN.search(text):
        yield f"shows {text[max(found.start() - 200, 0) : found.end() + 50]}: {method} {route}"


def faults_with_ids(client, user, foreign: ForeignVenue, method: str, answered=ANSWERED) -> list[str]:
    """
    What goes wrong when `user` asks every route that takes an id for the foreign rows.

    `answered`: names of routes, or whole routes as text, that need not refuse.
    """
    table = values(foreign)
    wrong = []
    for route in WITH_ID:
        client.force_login(user)
        response, text, written = ask(client, method, route.url(values_of(route, table)))
        if not {route.name, str(route)} & {*answered} and response.status_code not in REFUSED | {WRONG_METHOD}:
            wrong.append(f"{response.status_code} {method} {route}")
        if not route.name.startswith(PUBLIC):
            wrong.extend(shown(text, route, method))
        written = [statement for statement in written if f'"user_id" = {user.pk}' not in statement]
        if written:
            wrong.append(f"wrote {written[0][:120]}: {method} {route}")
    return wrong


def faults_without_ids(client, user, method: str) -> list[str]:
    """What goes wrong when `user` opens, or searches for the mark in, every list, chooser and report."""
    wrong = []
    for route in WITHOUT_ID:
        client.force_login(user)
        response, text, _written = ask(client, method, route.url({}), {"q": MARK})
        if response.status_code >= 500:
            wrong.append(f"{response.status_code} {method} {route}")
        wrong.extend(shown(text, route, method))
    return wrong


def bulk_urls(foreign: ForeignVenue) -> list[str]:
    """Every bulk action that Wagtail or the project knows, with foreign rows chosen."""
    chosen = {Page: foreign.page, LiaisonImage: foreign.image, LiaisonDocument: foreign.document}
    chosen |= {get_user_model(): foreign.colleague}
    urls = [
        reverse("liaison_queue:bulk", args=[move.name]) + f"?id={foreign.submission.pk}"
        for move in registrar().all("transition")
        if move.value.takes_many
    ]
    for action in hooks.get_hooks("register_bulk_action"):
        for model in action.models:
            row = chosen.get(model)
            assert row is not None or model not in policy_registry.values_by_class, f"teach the test about {model}"
            names = [model._meta.app_label, model._meta.model_name, action.action_type]
            urls.append(reverse("wagtail_bulk_action", args=names) + f"?id={row.pk if row else 1}")
    return urls


def faults_in_bulk(client, user, foreign: ForeignVenue, method: str) -> list[str]:
    """What goes wrong when `user` sends the foreign rows to every bulk action."""
    wrong = []
    for url in bulk_urls(foreign):
        client.force_login(user)
        response, _text, written = ask(client, method, url, {"include_descendants": "on", "confirm": "x"})
        if response.status_code >= 500 or written:
            wrong.append(f"{response.status_code} {written[:1]} {method} {url}")
    return wrong
