"""
Review before publishing: where a district sets it on, venue staff submit and an editor of the district publishes.

It stands on Wagtail alone. The roles of venues lose the page permission to publish, which every way of publishing asks
for (button, bulk action, schedule, workflow), and get a workflow to submit to.
"""

from django.db import transaction
from django.utils import translation
from wagtail.models import Page, Site, Workflow, WorkflowPage, WorkflowTask

from cms.access.services import sync_site
from cms.kernel.audit import record
from cms.kernel.exceptions import Denied
from liaison_pages.models import DistrictSettings, PageReviewTask
from liaison_pages.selectors.review import may_set_review


@transaction.atomic
def set_review(*, site: Site, is_on: bool, actor) -> bool:
    """
    Set review on or off for `site`; whether that changed anything. Raises Denied for all but the district's office.

    Set off, what waits for review goes back to its authors as a draft, when no other site reviews.
    """
    if actor.kind == "staff" and not may_set_review(actor.user, site):
        raise Denied
    settings, _made = DistrictSettings.objects.select_for_update().get_or_create(site=site)
    if settings.pages_need_review == is_on:
        return False
    settings.pages_need_review = is_on
    settings.save(update_fields=["pages_need_review"])
    if is_on:
        _open_workflow()
    elif not DistrictSettings.objects.filter(pages_need_review=True).exists():
        _close_workflow(actor)
    sync_site(site)
    record(site, action="review.on" if is_on else "review.off", actor=actor, site=site)
    return True


def _open_workflow() -> None:
    """The workflow with its one step, on all pages of all languages; whatever Wagtail had there gives way."""
    task = PageReviewTask.objects.first()
    with translation.override("zh-hans"):
        name = str(PageReviewTask._meta.verbose_name)
    if task is None:
        task = PageReviewTask.objects.create(name=name)
        workflow = Workflow.objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    else:
        workflow = Workflow.objects.get(workflow_tasks__task=task)
        Workflow.objects.filter(pk=workflow.pk).update(active=True)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})


def _close_workflow(actor) -> None:
    for workflow in Workflow.objects.filter(workflow_tasks__task__in=PageReviewTask.objects.all(), active=True):
        workflow.deactivate(user=actor.user)
