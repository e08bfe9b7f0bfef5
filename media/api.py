"""Wagtail's own API of the admin, which would describe every picture and document to everybody who signs in."""

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from media.selectors import usable_by


class OwnOnly:
    """An endpoint that knows what its reader works with alone."""

    def get_queryset(self):
        return usable_by(self.request.user, super().get_queryset())


class OwnImages(OwnOnly, ImagesAdminAPIViewSet):
    pass


class OwnDocuments(OwnOnly, DocumentsAdminAPIViewSet):
    pass
