"""
Adding an intake form in Wagtail's admin while the district reviews pages.

Wagtail asks the page above whether there is a workflow to submit to; a form has none (`IntakePage`). It is added as a
draft, which whoever may change it publishes.
"""

from forms.models import IntakePage

SUBMIT = "action-submit"


def add_without_review(request, parent_page, page_class) -> None:
    """Take a form that was submitted for review as a draft; hook `before_create_page`."""
    if page_class is IntakePage and SUBMIT in request.POST:
        request.POST = request.POST.copy()
        del request.POST[SUBMIT]


def offer_no_review(menu_items: list, request, context: dict) -> None:
    """Hide the button that submits a new form; hook `construct_page_action_menu`."""
    adding = request.resolver_match.kwargs if context["view"] == "create" else {}
    if adding.get("content_type_model_name") == IntakePage._meta.model_name:
        menu_items[:] = [item for item in menu_items if item.name != SUBMIT]
