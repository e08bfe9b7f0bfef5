"""Writing and reading the audit trail."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from cms.kernel.models import AuditEntry


def record(
    obj, *, action: str, actor, data: dict | None = None, site=None, from_state: str = "", to_state: str = ""
) -> AuditEntry:
    """
    Write down that `actor` did `action` to `obj`, in the caller's transaction.

    `site` defaults to the object's own. `data` is JSON without personal data: it is shown in histories.
    """
    return AuditEntry.objects.create(
        **_columns(obj, site),
        action=action,
        actor_kind=actor.kind,
        actor_user=actor.user,
        actor_name=actor.name,
        from_state=from_state,
        to_state=to_state,
        data=data or {},
    )


def _columns(obj, site) -> dict:
    site_id = site.pk if site is not None else getattr(obj, "site_id", None)
    return {
        "content_type": ContentType.objects.get_for_model(obj),
        "object_pk": str(obj.pk),
        "site_id": site_id,
    }


def history(obj) -> QuerySet[AuditEntry]:
    """Everything recorded about `obj`, oldest first, with the acting users."""
    return AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(obj), object_pk=str(obj.pk)
    ).select_related("actor_user")
