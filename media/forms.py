"""The forms by which staff upload, in the library and in the choosers alike (named in the settings)."""

from wagtail.documents.forms import BaseDocumentForm

from media.checks import check_document


class LiaisonDocumentForm(BaseDocumentForm):
    """Wagtail's form, for documents whose content is what their name says."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_document(file)
        return file
