"""
Ids that come with a request. Some of Wagtail's views load whatever row an id names and show its title, whether or not
the reader may know of it; they have neither hook nor setting. Here such an id answers 404, as an unknown one does.
"""

from collections.abc import Iterable

from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.models import Page
from wagtail.users.views.bulk_actions.assign_role import AssignRoleBulkAction
from wagtail.users.views.bulk_actions.set_active_state import SetActiveStateBulkAction
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

from cms.access.known_objects import known_rows, require_among
from cms.access.selectors import accounts_known_to, may_manage_account


def require_known(user, model, ids: Iterable[str]) -> None:
    """Raise Http404 unless each of `ids` names a row of `model` that `user` may know of."""
    known = known_rows(user, model)
    if issubclass(model, Page):
        known = known.filter(depth__gt=1)
    require_among(known, set(ids))


def guard_ids() -> None:
    """Put the question in front of Wagtail's views, and keep administrators from changing superusers in bulk."""
    _ask_first(BulkAction, lambda view, request: (view.model, _chosen(request, but="all")))
    _ask_first(ChosenMultipleView, lambda view, request: (Page, _chosen(request)))
    for action in (SetActiveStateBulkAction, AssignRoleBulkAction):
        action.check_perm = lambda view, account: may_manage_account(view.request.user, account)
    every_account = UserBulkAction.get_all_objects_in_listing_query
    UserBulkAction.get_all_objects_in_listing_query = lambda view, parent_id: every_account(view, parent_id).filter(
        pk__in=accounts_known_to(view.request.user).values("pk")
    )


def _chosen(request, but: str = "") -> list[str]:
    return [pk for pk in request.GET.getlist("id") if pk != but]


def _ask_first(view_class, asked) -> None:
    dispatch = view_class.dispatch

    def dispatch_what_is_known(self, request, *args, **kwargs):
        model, ids = asked(self, request)
        require_known(request.user, model, ids)
        return dispatch(self, request, *args, **kwargs)

    view_class.dispatch = dispatch_what_is_known
