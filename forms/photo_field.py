"""A form field for several photos: refused by size and header with the form, decoded when all else is well."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.uploads import MAX_BYTES, MAX_SIDE_PIXELS, CleanImage, check_image, clean_image

MOST_PHOTOS = 6


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Cleans to the list of uploads, none of them decoded yet; `decode` makes the pictures."""

    widget = PhotosInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.widget.attrs.setdefault("accept", "image/*")

    def widget_attrs(self, widget) -> dict:
        """What the script says before anything is sent; without it the server says the same afterwards."""
        return {
            **super().widget_attrs(widget),
            "data-photos-most": MOST_PHOTOS,
            "data-photos-too-many": gettext_lazy("一次最多 6 张照片，请重新选。"),
            "data-photos-most-bytes": MAX_BYTES,
            "data-photos-side": MAX_SIDE_PIXELS,
            "data-photos-too-large": gettext_lazy("有照片超过 10 MB，请重新选小一点的。"),
        }

    def clean(self, data, initial=None) -> list[UploadedFile]:
        uploads = [upload for upload in (data or []) if upload]
        if len(uploads) > MOST_PHOTOS:
            message = _("一次最多 %(most)d 张照片，您选了 %(count)d 张。")
            raise ValidationError(message, code="too_many", params={"most": MOST_PHOTOS, "count": len(uploads)})
        _each(check_image, uploads)
        return uploads

    def decode(self, uploads: list[UploadedFile]) -> list[CleanImage]:
        """The pictures in what `clean` gave. Raises ValidationError."""
        return _each(clean_image, uploads)


def _each(check: Callable, uploads: list[UploadedFile]) -> list:
    """What `check` gives for each; its faults are told all at once, each with its file's name."""
    results, errors = [], []
    for upload in uploads:
        try:
            results.append(check(upload))
        except ValidationError as error:
            errors.append(error)
            if error.code == "busy":  # the next would wait as long
                break
    if errors:
        raise ValidationError(errors)
    return results
