"""What Wagtail asks about submissions."""

from django.db.models import QuerySet

from cms.access import roles
from cms.access.policies import PlacePolicy
from forms.models import IntakeSubmission
from forms.selectors import rights

READING = frozenset({"view"})


class SubmissionPolicy(PlacePolicy):
    """
    The place decides, as for everything of a venue; deputies on the roster and officers of a unit see their own too.

    Nothing is added, changed or deleted through Wagtail's own views: moves are `perform`'s.
    """

    def __init__(self):
        super().__init__(IntakeSubmission, view=roles.VIEW_SUBMISSIONS, change=roles.HANDLE_SUBMISSIONS)

    def user_has_permission(self, user, action) -> bool:
        if action in READING:
            return super().user_has_permission(user, action) or rights.has_a_desk(user)
        return False

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        return action in READING and rights.may_see(user, instance)

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        return rights.visible_to(user) if READING & set(actions) else IntakeSubmission.objects.none()
