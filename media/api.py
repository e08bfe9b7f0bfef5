"""Wagtail's own API of the admin, which would describe every picture and document to everybody who signs in."""

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class OwnOnly:
    """An endpoint that knows what its reader works with alone."""

    def get_queryset(self):
        policy = policy_registry.get_by_type(self.model)
        allowed = policy.instances_user_has_any_permission_for(self.request.user, ["change", "choose"])
        return super().get_queryset().filter(pk__in=allowed.values("pk"))


class OwnImages(OwnOnly, ImagesAdminAPIViewSet):
    pass


class OwnDocuments(OwnOnly, DocumentsAdminAPIViewSet):
    pass
