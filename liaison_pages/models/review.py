"""The step of Wagtail's workflow at which the district office looks at a page before it goes public."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from cms.access import roles
from cms.access.selectors import may_in_district, sites_where


class PageReviewTask(Task):
    """
    Waits for an editor of the page's district. There is one, made by `liaison_pages.services.review`.

    Wagtail's own task names groups; a role's group comes with its first holder and goes with its last. This one asks
    for the permission instead.
    """

    class Meta:
        verbose_name = _("代表工委审核")
        verbose_name_plural = _("代表工委审核")

    @classmethod
    def get_description(cls):
        return _("代表工委的编辑看过以后发布，或请站里再改。")

    def is_reviewer(self, obj, user) -> bool:
        """Whether `user` edits for the district that the page belongs to."""
        site = obj.get_site()
        return site is not None and may_in_district(user, roles.MANAGE_DISTRICT, site)

    def user_can_access_editor(self, obj, user):
        return self.is_reviewer(obj, user)

    def locked_for_user(self, obj, user):
        return not self.is_reviewer(obj, user)

    def user_can_lock(self, obj, user):
        return self.is_reviewer(obj, user)

    def get_actions(self, obj, user):
        if not self.is_reviewer(obj, user):
            return []
        return [
            ("reject", _("请站里再改"), True),
            ("approve", _("同意并发布"), False),
            ("approve", _("同意并发布，附一句话"), True),
        ]

    def get_task_states_user_can_moderate(self, user, **kwargs):
        sites = sites_where(user, roles.MANAGE_DISTRICT)
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if sites is None:
            return states
        waiting = [int(pk) for pk in states.values_list("workflow_state__object_id", flat=True)]
        theirs = _pages_of(sites).filter(pk__in=waiting).values_list("pk", flat=True)
        return states.filter(workflow_state__object_id__in=[str(pk) for pk in theirs])


def _pages_of(sites: frozenset[int]) -> QuerySet[Page]:
    """Pages of these sites, in every language."""
    fronts = Page.objects.filter(sites_rooted_here__in=sites).values("translation_key")
    paths = Page.objects.filter(translation_key__in=fronts).values_list("path", flat=True)
    return Page.objects.filter(reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[])))
