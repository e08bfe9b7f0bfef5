"""The addresses of routes: which row of a venue stands for which parameter."""

from cms.access.table.routes import Route
from forms.models import IntakeCategory
from media.models import LiaisonDocument, LiaisonImage
from tests.foreign import CODE, ForeignVenue

ADMIN_CATCHES_ALL = "wagtail.admin.views.home.default"


def values(foreign: ForeignVenue) -> dict[str, dict]:
    """
    What to put for a parameter: by the route's name, else by its namespace, else for every route (''). "?" is a query.
    """
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
        "wagtail_bulk_action": {
            "app_label": "wagtailcore", "model_name": "page", "action": "delete", "?": f"?id={page.pk}",
        },
        "wagtailadmin_pages": {"pk": page.pk},
        "wagtailadmin_pages:add": {"parent_page_id": foreign.page_without_form.pk},
        "wagtailadmin_pages:preview_on_add": {"parent_page_id": foreign.page_without_form.pk},
        "wagtailadmin_pages:add_subpage": {"parent_page_id": foreign.page_without_form.pk},
        "wagtailadmin_pages:workflow_action": {"page_id": foreign.form.pk},
        "wagtailadmin_pages:collect_workflow_action_data": {"page_id": foreign.form.pk},
        "wagtailadmin_pages:workflow_preview": {"page_id": foreign.form.pk},
        "wagtailadmin_pages:workflow_history_detail": {"page_id": foreign.form.pk},
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
        "liaison_queue": {"pk": foreign.submission.pk, "move": foreign.move},
        "liaison_queue:bulk": {"move": "submission.decline", "?": f"?id={foreign.escalated.pk}"},
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
        "liaison_pages:deputy": {"code": foreign.public_deputy.code},
        "liaison_forms": {
            "pk": foreign.form.pk, "number": foreign.submission.number, "code": CODE, "move": "submission.withdraw",
        },
        "forms.views.status.status": {"number": foreign.submission.number, "code": CODE},
        "wagtail_serve": {"0": page.get_url_parts()[2].lstrip("/")},
        "suggestions:detail": {"term": foreign.term.number, "session": foreign.session.number, "number": 1},
    }  # fmt: skip


def values_of(route: Route, table: dict[str, dict]) -> dict:
    """The values for one route: its own over its namespace's over everybody's. Raises KeyError for one unknown."""
    found = _found(route, table)
    return {name: found[name] for name in route.parameters}


def address_of(route: Route, table: dict[str, dict]) -> str:
    """The route's path, with its query. Raises KeyError or NoReverseMatch for a parameter that is not known here."""
    if route.name == ADMIN_CATCHES_ALL:
        return "/admin/nowhere/"
    return route.url(values_of(route, table)) + _found(route, table).get("?", "")


def _found(route: Route, table: dict[str, dict]) -> dict:
    parts = route.name.split(":")
    found = dict(table[""])
    for length in range(1, len(parts) + 1):
        found.update(table.get(":".join(parts[:length]), {}))
    return found
