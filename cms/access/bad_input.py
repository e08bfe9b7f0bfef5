"""
Requests that no page of Wagtail's admin sends, and over which its views fall: told from our own faults, and refused.
"""

import logging

from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.forms.choosers import URLOrAbsolutePathField
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.contrib.redirects.forms import ConfirmImportManagementForm

logger = logging.getLogger(__name__)

# A field that the page always sends; a number or a text that no database takes; an invalid value that no form met.
FROM_THE_REQUEST = (MultiValueDictKeyError, OverflowError, DataError, ValidationError)


def is_bad_input(request: HttpRequest, error: Exception) -> bool:
    """Whether `error`, which left a view of the admin, came from what was sent. Writes a warning when it did."""
    if not request.path_info.startswith("/admin/"):
        return False
    sent_to = {request.GET.get("next"), request.POST.get("next")} - {None}
    leads_nowhere = isinstance(error, NoReverseMatch) and any(f"'{target}'" in str(error) for target in sent_to)
    if not leads_nowhere and not isinstance(error, FROM_THE_REQUEST):
        return False
    logger.warning("bad request to %s: %s", request.resolver_match.view_name, type(error).__name__)
    return True


def accept_bad_input_in_forms() -> None:
    """Make four of Wagtail's fields and forms call a missing or unreadable value an error of the form."""
    to_python, get_instance = URLOrAbsolutePathField.to_python, BaseChooser.get_instance
    rich_text = DraftailRichTextArea.value_from_datadict
    clean = ConfirmImportManagementForm.clean

    def missing_is_empty(field, value):
        return to_python(field, value or "")

    def unreadable_is_none(chooser, value):
        try:
            return get_instance(chooser, value)
        except (ValueError, OverflowError):
            return None

    def unwritten_is_empty(editor, data, files, name):
        try:
            return rich_text(editor, data, files, name)
        except (ValueError, TypeError, LookupError, AttributeError):  # no content that the editor writes
            return None

    def clean_what_was_sent(form):
        return form.cleaned_data if form.errors else clean(form)

    URLOrAbsolutePathField.to_python = missing_is_empty
    BaseChooser.get_instance = unreadable_is_none
    DraftailRichTextArea.value_from_datadict = unwritten_is_empty
    ConfirmImportManagementForm.clean = clean_what_was_sent
