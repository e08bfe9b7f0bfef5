"""Our own image and document models from the first migration, so that fields can be added later."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class LiaisonImage(AbstractImage):
    """A picture that staff upload; `description` is its text alternative."""

    credit = models.CharField(_("拍摄者或来源"), max_length=120, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("图片")
        verbose_name_plural = _("图片")
        permissions = [("choose_liaisonimage", "Can choose image")]


class LiaisonRendition(AbstractRendition):
    image = models.ForeignKey(LiaisonImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class LiaisonDocument(AbstractDocument):
    """A file that staff offer for download. Served by a view that asks its collection."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
        permissions = [("choose_liaisondocument", "Can choose document")]
