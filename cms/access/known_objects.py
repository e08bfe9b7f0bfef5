"""
Objects named by an address of Wagtail's own screens: who may not know of one is told 404, as for one that is not there.

Wagtail's screens load whatever row an id names and answer 403, so that the ids of drafts, files and people could be
counted. Here the policy of the row's model is asked first. Screens of ours ask by themselves (`cms.access.guarded`).
"""

from django.contrib.auth.models import Group
from django.http import Http404
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Site, UploadedFile, Workflow
from wagtail.permissions import policy_registry

from cms.access.denial import denied
from cms.access.models import User
from cms.access.pages import visible_pages

MOST_DIGITS = 18  # of an id that a database takes
ANY_ACTION = ["view", "add", "change", "delete", "choose", "publish"]

PAGE = {"page_id": Page, "parent_page_id": Page, "page_to_move_id": Page, "page_pk": Page}

# namespace → the address's parameter → the model of the row it names
NAMED = {
    "wagtailadmin_pages": {**PAGE, "pk": Page},
    "wagtailforms": PAGE,
    "simple_translation": PAGE,
    "wagtailimages": {"image_id": get_image_model(), "uploaded_file_id": UploadedFile},
    "wagtailimages_chooser": {"image_id": get_image_model(), "pk": get_image_model()},
    "wagtaildocs": {
        "document_id": get_document_model(),
        "doc_id": get_document_model(),
        "uploaded_file_id": UploadedFile,
    },
    "wagtaildocs_chooser": {"pk": get_document_model()},
    "wagtailadmin_collections": {"pk": Collection, "collection_id": Collection},
    "wagtailredirects": {"redirect_id": Redirect},
    "wagtailusers_users": {"pk": User},
    "wagtailusers_groups": {"pk": Group},
    "wagtailsites": {"pk": Site},
    "wagtaillocales": {"pk": Locale},
}

# Whole screens that are refused to whoever may neither add nor change such rows. Wagtail leaves the chooser of tasks
# open, and falls over an upload of somebody who has lost the collection meanwhile.
SCREENS = {
    "wagtailadmin_workflows": Workflow,
    "wagtailimages:create_multiple_from_uploaded_image": get_image_model(),
    "wagtaildocs:create_multiple_from_uploaded_document": get_document_model(),
}


class KnownObjectsMiddleware:
    """Asks for each object that the address names whether the signed-in person may know of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        named, screen = NAMED.get(match.namespace, {}), SCREENS.get(match.namespace) or SCREENS.get(match.view_name)
        if not (named or screen) or not request.user.is_authenticated:  # the screen itself asks for the sign-in
            return None
        for parameter in named.keys() & kwargs.keys():
            require_among(known_rows(request.user, named[parameter]), {str(kwargs[parameter])})
        if screen and not policy_registry.get_by_type(screen).user_has_any_permission(request.user, ["add", "change"]):
            return denied(request)
        return None


def known_rows(user, model):
    """The rows of `model` that `user` may know of; everybody knows a published page."""
    if issubclass(model, Page):
        return visible_pages(model.objects.all(), user) | model.objects.live()
    if model is UploadedFile:
        return model.objects.filter(uploaded_by_user=user)
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ANY_ACTION)


def require_among(known, ids: set[str]) -> None:
    """Raise Http404 unless each of `ids` names a row of `known`."""
    if not all(pk.isascii() and pk.isdecimal() and len(pk) <= MOST_DIGITS for pk in ids):
        raise Http404
    if known.filter(pk__in=ids).count() != len(ids):
        raise Http404
