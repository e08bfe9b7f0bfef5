"""A form field for several photos, each checked and re-encoded."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from media.uploads import CleanImage, clean_image

MOST_PHOTOS = 6


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Cleans to a list of `CleanImage`; all faults are told at once, each with its file's name."""

    widget = PhotosInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.widget.attrs.setdefault("accept", "image/*")

    def clean(self, data, initial=None) -> list[CleanImage]:
        uploads = [upload for upload in (data or []) if upload]
        if len(uploads) > MOST_PHOTOS:
            message = _("一次最多 %(most)d 张照片，您选了 %(count)d 张。")
            raise ValidationError(message, code="too_many", params={"most": MOST_PHOTOS, "count": len(uploads)})
        images, errors = [], []
        for upload in uploads:
            try:
                images.append(clean_image(upload))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return images
