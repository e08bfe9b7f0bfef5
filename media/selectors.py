"""Who may fetch a document, and who uses which files."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from media.models import LiaisonDocument


def is_on_a_public_page(document: LiaisonDocument, request) -> bool:
    """Whether a live page that the visitor may read links to the document or shows it."""
    page_type = ContentType.objects.get_for_model(Page)
    page_ids = (
        ReferenceIndex.get_references_to(document)
        .filter(base_content_type=page_type)
        .values_list("object_id", flat=True)
        .distinct()
    )
    pages = Page.objects.live().filter(pk__in=[int(pk) for pk in page_ids])
    return any(
        all(restriction.accept_request(request) for restriction in page.get_view_restrictions()) for page in pages
    )


def works_with(document: LiaisonDocument, user) -> bool:
    """Whether `user` holds any permission on the document's collection."""
    policy = policy_registry.get_by_type(LiaisonDocument)
    return policy.user_has_any_permission_for_instance(user, ["add", "change", "choose"], document)


def usable_by(user, files: QuerySet) -> QuerySet:
    """Those of `files` (pictures or documents) that `user` may put on a page or change."""
    policy = policy_registry.get_by_type(files.model)
    usable = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return files.filter(pk__in=usable.values("pk"))
