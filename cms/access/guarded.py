"""
The guard every viewset of ours wears.

Wagtail's generic views ask for model-level permission only: with a correct policy, staff of one venue could list,
edit and delete another's rows by id. Here the index shows what the policy shows, and views of one object answer 404
for a row the user may not see, 403 for one that may be seen but not changed. Two people with one edit view open do not
overwrite one another unawares (`cms.editing`).
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from wagtail.permissions import policy_registry

from cms.editing import TellsOfOthers
from cms.search.lists import SearchesRows

# What each view of one object asks of that object.
VIEW_ACTION = {
    "delete_view_class": "delete",
    "history_view_class": "view",
    "usage_view_class": "view",
    "inspect_view_class": "view",
    "copy_view_class": "add",
}


def require(user, action: str, instance) -> None:
    """Raise Http404 when `user` may not know of `instance`, PermissionDenied when only `action` is missing."""
    policy = policy_registry.get_by_type(type(instance))
    if not policy.user_has_any_permission_for_instance(user, ["view", "change"], instance):
        raise Http404
    if not policy.user_has_permission_for_instance(user, action, instance):
        raise PermissionDenied


class DeniesPlainly:
    """
    A view whose denial is a 403, not Wagtail's redirect to the admin home.

    Wagtail's views of one object load it in `setup`, before `dispatch`: a denial there is kept until then.
    """

    is_denied = False

    def setup(self, request, *args, **kwargs):
        try:
            super().setup(request, *args, **kwargs)
        except PermissionDenied:
            self.is_denied = True

    def dispatch(self, request, *args, **kwargs):
        if self.is_denied:
            return denied(request)
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            return denied(request)


def denied(request):
    """The 403 page, as a response: Wagtail's admin turns a raised PermissionDenied into a redirect."""
    return render(request, "access/denied.html", status=403)


def guarded_view(view_class, action: str):
    """`view_class`, asking `action` of the object it loads."""

    class Guarded(DeniesPlainly, view_class):
        def get_object(self, *args, **kwargs):
            instance = super().get_object(*args, **kwargs)
            require(self.request.user, action, instance)
            return instance

    Guarded.__name__ = Guarded.__qualname__ = f"Guarded{view_class.__name__}"
    return Guarded


def guarded_edit(view_class):
    """A guarded edit view that tells of what somebody else saved meanwhile."""

    class GuardedEdit(TellsOfOthers, guarded_view(view_class, "change")):
        def setup(self, request, *args, **kwargs):
            super().setup(request, *args, **kwargs)
            self.get_object()  # a 404 comes before Wagtail's refusal of the whole screen

        def post(self, request, *args, **kwargs):
            self.object = self.get_object()
            return super().post(request, *args, **kwargs)

    GuardedEdit.__name__ = GuardedEdit.__qualname__ = f"Guarded{view_class.__name__}"
    return GuardedEdit


def guarded_index(view_class):
    """`view_class`, listing only what the policy lets the user see."""

    class Guarded(SearchesRows, DeniesPlainly, view_class):
        any_permission_required = ["view", "change", "add"]

        def get_base_queryset(self):
            allowed = self.permission_policy.instances_user_has_any_permission_for(
                self.request.user, ["view", "change"]
            )
            return super().get_base_queryset().filter(pk__in=allowed.values("pk"))

    Guarded.__name__ = Guarded.__qualname__ = f"Guarded{view_class.__name__}"
    return Guarded


class GuardedViewSetMixin:
    """Put first in every ModelViewSet or SnippetViewSet of ours."""

    copy_view_enabled = False

    def __init__(self, *args, **kwargs):
        for attribute, action in VIEW_ACTION.items():
            view_class = getattr(type(self), attribute, None)
            if view_class is not None:
                setattr(self, attribute, guarded_view(view_class, action))
        self.edit_view_class = guarded_edit(type(self).edit_view_class)
        self.index_view_class = guarded_index(type(self).index_view_class)
        add_view_class = type(self).add_view_class
        self.add_view_class = type(f"Guarded{add_view_class.__name__}", (DeniesPlainly, add_view_class), {})
        super().__init__(*args, **kwargs)
