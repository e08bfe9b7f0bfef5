"""The forms by which staff upload, in the library and in the choosers alike (named in the settings)."""

from pathlib import PurePath

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from media.checks import check_document
from media.uploads import clean_image

WORDS = {  # field → label and help, as staff say it
    "title": (_("名称"), _("给同事看的，找图时用。写成“春节前接待日”，不要用手机里的文件名。")),
    "description": (_("替代文字"), _("读给看不见的人听：图上有什么，一句话。首图和照片用的就是它，不要空着。")),
    "credit": (_("拍摄者或来源"), _("别人拍的，请先得到同意。")),
}


class LiaisonImageForm(BaseImageForm):
    """Wagtail's form, for pictures that are written anew: without the place and the phone they were taken with."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in WORDS.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = words

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
