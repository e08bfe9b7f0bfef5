"""The forms by which staff upload, in the library and in the choosers alike (named in the settings)."""

from pathlib import PurePath

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from media.checks import check_document
from media.uploads import clean_image


class LiaisonImageForm(BaseImageForm):
    """Wagtail's form, for pictures that are written anew: without the place and the phone they were taken with."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        file.seek(0)
        picture = clean_image(file)
        return SimpleUploadedFile(f"{PurePath(file.name).stem}.jpg", picture.content, "image/jpeg")


class LiaisonDocumentForm(BaseDocumentForm):
    """Wagtail's form, for documents whose content is what their name says."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_document(file)
        return file
