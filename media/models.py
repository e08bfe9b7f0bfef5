"""Our own image and document models from the first migration, so that fields can be added later."""

import uuid
from pathlib import PurePath

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search.index import AutocompleteField, SearchField


class LiaisonImage(AbstractImage):
    """A picture that staff upload; `description` is its text alternative."""

    credit = models.CharField(_("拍摄者或来源"), max_length=120, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    search_fields = [
        *AbstractImage.search_fields,
        AutocompleteField("description"),
        SearchField("description"),
        AutocompleteField("credit"),
        SearchField("credit"),
    ]

    def get_upload_to(self, filename: str) -> str:
        """A path that cannot be guessed: pictures of unpublished pages lie beside published ones."""
        return f"original_images/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()}"

    class Meta(AbstractImage.Meta):
        verbose_name = _("图片")
        verbose_name_plural = _("图片")


class LiaisonRendition(AbstractRendition):
    image = models.ForeignKey(LiaisonImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


def document_storage():
    """Outside MEDIA_ROOT, which a web server may hand out: documents go through a view that asks first."""
    return storages["private"]


class LiaisonDocument(AbstractDocument):
    """A file that staff offer for download: public while a live page refers to it (`media.selectors`)."""

    file = models.FileField(_("文件"), upload_to="documents", storage=document_storage)

    admin_form_fields = Document.admin_form_fields

    def clean(self):
        """Wagtail looks at the name of a file that an upload in two steps brings only afterwards."""
        if self.file:
            super().clean()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
