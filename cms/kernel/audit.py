"""Writing and reading the audit trail."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

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


def record_all(entries: Iterable[tuple], *, action: str, actor, site=None) -> None:
    """`record` for many objects at once: (object, data) pairs, a query for some hundred of them."""
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                **_columns(obj, site),
                action=action,
                actor_kind=actor.kind,
                actor_user=actor.user,
                actor_name=actor.name,
                data=data,
            )
            for obj, data in entries
        ],
        batch_size=200,
    )


def _columns(obj, site) -> dict:
    site_id = site.pk if site is not None else getattr(obj, "site_id", None)
    return {
        "content_type": ContentType.objects.get_for_model(obj),
        "object_pk": str(obj.pk),
        "site_id": site_id,
    }


def last_done(model: type[Model], action: str) -> Subquery:
    """For a query of `model`: when `action` was last done to the row, NULL where it never was."""
    done = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_pk=Cast(OuterRef("pk"), CharField()),
        action=action,
    )
    return Subquery(done.order_by("-pk").values("created_at")[:1])


def history(obj) -> QuerySet[AuditEntry]:
    """Everything recorded about `obj`, oldest first, with the acting users."""
    return AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(obj), object_pk=str(obj.pk)
    ).select_related("actor_user")
