"""Where Wagtail asks about files."""

from django.http import Http404
from wagtail import hooks

from media.api import OwnDocuments, OwnImages
from media.selectors import is_on_a_public_page, works_with


@hooks.register("before_serve_document")
def serve_what_is_published(document, request):
    """The public gets a document while a live page refers to it; before and after, those who work with it alone."""
    if not (is_on_a_public_page(document, request) or works_with(document, request.user)):
        raise Http404


@hooks.register("construct_admin_api", order=100)  # after Wagtail's own, whose endpoints these replace
def describe_own_files(router):
    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)
