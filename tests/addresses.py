"""The addresses of routes: which row of a venue stands for which parameter."""

from cms.access.table.routes import Route
from cms.notices.links import token_of
from forms.models import IntakeCategory
from media.models import LiaisonDocument, LiaisonImage
from tests.venue_rows import CODE, VenueRows

ADMIN_CATCHES_ALL = "wagtail.admin.views.home.default"


def values(rows: VenueRows) -> dict[str, dict]:
    """
    What to put for a parameter: by the route's name, else by its namespace, else for every route (''). "?" is a query.
    """
    page = rows.page
    return {
        "": {
            "page_id": page.pk, "parent_page_id": page.pk, "page_to_move_id": page.pk, "page_pk": page.pk,
            "destination_id": page.get_parent().pk, "page_view_restriction_id": rows.page_restriction.pk,
            "revision_id": rows.revision.pk, "revision_id_a": "live", "revision_id_b": "latest",
            "action_name": "approve", "task_state_id": rows.task_state.pk, "task_id": rows.task.pk,
            "workflow_state_id": rows.workflow_state.pk, "workflow_pk": rows.workflow.pk,
            "content_type_app_name": "liaison_forms", "content_type_model_name": "intakepage",
            "collection_id": rows.collection.pk, "restriction_id": rows.collection_restriction.pk,
            "image_id": rows.image.pk, "document_id": rows.document.pk, "doc_id": rows.document.pk,
            "filter_spec": "original", "redirect_id": rows.redirect.pk, "session_id": rows.editing_session.pk,
            "venue_id": rows.venue.pk, "rule_id": rows.rule.pk, "reception_id": rows.reception.pk,
            "code": rows.venue.code, "action": "cancel",
        },
        "wagtailadmin_api:pages": {"pk": page.pk, "action_name": "delete"},
        "wagtailadmin_api:images": {"pk": rows.image.pk},
        "wagtailadmin_api:documents": {"pk": rows.document.pk},
        "wagtail_bulk_action": {
            "app_label": "wagtailcore", "model_name": "page", "action": "delete", "?": f"?id={page.pk}",
        },
        "wagtailadmin_pages": {"pk": page.pk},
        "wagtailadmin_pages:add": {"parent_page_id": rows.page_without_form.pk},
        "wagtailadmin_pages:preview_on_add": {"parent_page_id": rows.page_without_form.pk},
        "wagtailadmin_pages:add_subpage": {"parent_page_id": rows.page_without_form.pk},
        "wagtailadmin_pages:workflow_action": {"page_id": rows.form.pk},
        "wagtailadmin_pages:collect_workflow_action_data": {"page_id": rows.form.pk},
        "wagtailadmin_pages:workflow_preview": {"page_id": rows.form.pk},
        "wagtailadmin_pages:workflow_history_detail": {"page_id": rows.form.pk},
        "wagtailadmin_pages:choose_parent": {"app_label": "liaison_forms", "model_name": "intakepage"},
        "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
        "wagtailadmin_collections": {"pk": rows.collection.pk},
        "wagtailadmin_workflows": {"pk": rows.workflow.pk},
        "wagtailadmin_workflows:add_task": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
        "wagtailadmin_workflows:edit_task": {"pk": rows.task.pk},
        "wagtailadmin_workflows:disable_task": {"pk": rows.task.pk},
        "wagtailadmin_workflows:enable_task": {"pk": rows.task.pk},
        "wagtailadmin_editing_sessions": {
            "app_label": "liaison_pages", "model_name": "venuepage", "object_id": page.pk,
        },
        "liaison_access": {"site": rows.site.pk},
        "liaison_addons": {"site": rows.site.pk, "plugin": "suggestions"},
        "suggestions_admin": {"pk": rows.suggestion.pk, "move": "suggestion.accept"},
        "liaison_photo": {"pk": rows.photo.pk},
        "units_modeladmin_edit": {"instance_pk": rows.unit.pk},
        "units_modeladmin_delete": {"instance_pk": rows.unit.pk},
        "units_modeladmin_history": {"instance_pk": rows.unit.pk},
        "wagtailsettings": {"app_name": "liaison_pages", "model_name": "districtsettings", "pk": rows.site.pk},
        "simple_translation": {"app_label": "liaison_pages", "model_name": "venue", "pk": rows.venue.pk},
        "wagtaildocs": {"uploaded_file_id": rows.uploads[LiaisonDocument].pk},
        "wagtailimages": {"uploaded_file_id": rows.uploads[LiaisonImage].pk},
        "suggestion_sessions": {"pk": rows.session.pk},
        "page_faults": {"pk": rows.fault.pk},
        "intake_categories": {"pk": IntakeCategory.objects.first().pk},
        "liaison_queue": {"pk": rows.submission.pk, "move": rows.move},
        "liaison_queue:bulk": {"move": "submission.decline", "?": f"?id={rows.escalated.pk}"},
        "venues": {"pk": rows.venue.pk},
        "district_import": {"ticket": "example"},
        "deputies": {"pk": rows.deputy.pk},
        "constituencies": {"pk": rows.constituency.pk},
        "reported_figures": {"pk": rows.figure.pk},
        "deputy_groups": {"pk": rows.group.pk},
        "terms": {"pk": rows.term.pk},
        "divisions": {"pk": rows.division.pk},
        "workdays": {"pk": rows.day.pk},
        "wagtailsites": {"pk": rows.site.pk},
        "wagtailusers_users": {"pk": rows.colleague.pk},
        "wagtailusers_groups": {"pk": rows.role_group.group_id},
        "wagtaildocs_chooser": {"pk": rows.document.pk},
        "wagtailimages_chooser": {"pk": rows.image.pk},
        "wagtaillocales": {"pk": rows.locale.pk},
        "wagtailadmin_password_reset_confirm": {"uidb64": "MQ", "token": "x-y"},
        "wagtaildocs_serve": {"0": rows.document.pk, "1": rows.document.filename},
        "liaison_pages:deputy": {"code": rows.public_deputy.code},
        "liaison_pages:deputy_calendar": {"code": rows.public_deputy.code},
        "liaison_pages": {"key": rows.reception.key},
        "liaison_pages:deputy_poster": {"code": rows.public_deputy.code},
        "liaison_pages:printed": {"code": f"p{rows.venue.pk}"},
        "liaison_pages.views.printed.printed": {"code": f"p{rows.venue.pk}"},
        "liaison_forms": {
            "pk": rows.form.pk, "number": rows.submission.number, "code": CODE, "move": "submission.withdraw",
        },
        "liaison_notices": {"token": token_of(rows.subscription, "manage")},
        "liaison_notices:confirm": {"token": token_of(rows.subscription, "confirm")},
        "liaison_notices_admin": {
            "pk": rows.notice.pk, "kind": rows.notice.kind, "channel": "mail", "language": "zh-hans",
        },
        "forms.views.status_notices.notices": {"number": rows.submission.number, "code": CODE},
        "liaison_forms:act": {"slug": "add"},
        "liaison_forms:matter": {"code": rows.matter.code},
        "liaison_forms:matter_feed": {"code": rows.matter.code},
        "liaison_forms:follow": {"code": rows.matter.code},
        "liaison_forms:venue_matters_feed": {"code": rows.venue.code},
        "sitemap_section": {"section": "pages"},
        "forms.views.status_acts.act": {"number": rows.submission.number, "code": CODE, "slug": "add"},
        "forms.views.status.status": {"number": rows.submission.number, "code": CODE},
        "wagtail_serve": {"0": page.get_url_parts()[2].lstrip("/")},
        "suggestions:detail": {"term": rows.term.number, "session": rows.session.number, "number": 1},
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
