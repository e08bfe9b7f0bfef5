"""
Which pages stay where they are, and which of them people see.

A page type with `kept_by_district = True` belongs to the structure of the site: a venue's page, its form, the
directory. Wagtail's change and publish permissions would let staff delete the page of their own venue; here only
the district does, and nobody while something depends on it. They are not moved or copied in the tree of pages at
all: they follow their venue.
"""

from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.chooser import BrowseView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.reports.audit_logging import SiteHistoryReportFilterSet, get_users_for_filter
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page, PageLogEntryManager
from wagtail.permissions import policy_registry
from wagtail.signals import copy_for_translation_done

from cms.access import roles
from cms.access.denial import denied
from cms.access.interfaces import IPageKeeper
from cms.access.policies import SharedPolicy
from cms.access.selectors import may_in_district
from cms.access.services import sync_translation
from cms.kernel.registrar import registrar

PAGE_ACTIONS = ["add", "change", "publish", "lock", "unlock", "bulk_delete"]


def is_kept(page: Page) -> bool:
    return getattr(page.specific_class, "kept_by_district", False)


def reasons_to_keep(page: Page) -> list[str]:
    """What depends on `page` or on pages below it, in the words of the apps that know."""
    page = page.specific
    return [reason for keeper in registrar().utilities(IPageKeeper) for reason in keeper.reasons(page)]


def refuse_deletion(request, page: Page):
    """The response that refuses to delete `page`, or None."""
    if is_kept(page) and not _manages_district_of(request.user, page):
        return denied(request, _("这个页面属于站点本身，只有代表工委可以删除。") + _instead(request.user, page))
    if reasons := reasons_to_keep(page):
        sentence = _("“%(title)s”还不能删除：%(reasons)s。") + _instead(request.user, page)
        return denied(request, sentence % {"title": page.title, "reasons": _("、").join(reasons)}, status=409)
    return None


def _instead(user, page: Page) -> str:
    """Another way to what somebody may have wanted, where it is open to them."""
    can_unpublish = page.permissions_for_user(user).can_unpublish()
    return _("不想让居民看到，可以取消发布。") if can_unpublish else ""


def _manages_district_of(user, page: Page) -> bool:
    site = page.get_site()
    return user.is_superuser if site is None else may_in_district(user, roles.MANAGE_DISTRICT, site)


def refuse_move(request, page: Page):
    """The response that refuses to move `page`, or None."""
    if not is_kept(page):
        return None
    return denied(request, _("站点的页面跟着站点走。要换上级，请代表工委在站点资料里改。"))


def refuse_copy(request, page: Page):
    """The response that refuses to copy `page`, or None."""
    if not is_kept(page):
        return None
    return denied(request, _("站点的页面每种语言只有一个，不能复制。新的站点由代表工委添加。"))


def visible_pages(pages, user):
    """Those of `pages` that `user` may open in the explorer, with the pages above them."""
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages & explorable.order_by()  # its conditions, not the ids of a whole district


def follow_translations() -> None:
    """Whoever may edit a page may edit its translation: Wagtail tells of one by this signal alone."""
    copy_for_translation_done.connect(_translated, dispatch_uid="cms.access")


def _translated(sender, target_obj, **kwargs) -> None:
    if isinstance(target_obj, Page):
        sync_translation(target_obj)


def only_led_through(user):
    """Pages that `user` may open in the explorer only because pages of their own stand below."""
    policy = policy_registry.get_by_type(Page)
    own = policy.instances_user_has_any_permission_for(user, PAGE_ACTIONS)
    return policy.explorable_instances(user).exclude(pk__in=own.values("pk"))


def limit_wagtail_screens() -> None:
    """
    Narrow five of Wagtail's screens that have neither hook nor setting for it.

    The report of page types names the page that was edited last, whosever it is: it is every district's. The site
    history offers everybody who ever did something as a filter, and shows what was done to the pages above one's own.
    The page chooser shows the page it is asked to open. The admin's API deletes, copies and moves pages without asking
    the hooks by which ours stay where they are; the admin itself calls none of its actions.
    """
    PagesAdminAPIViewSet.actions = {}
    PageTypesUsageReportView.permission_policy = SharedPolicy(Page)
    SiteHistoryReportFilterSet.get_users_queryset = lambda filters: get_users_for_filter(filters.request.user)
    viewable = PageLogEntryManager.viewable_by_user
    PageLogEntryManager.viewable_by_user = lambda manager, user: viewable(manager, user).exclude(
        page__in=only_led_through(user).values("pk")
    )
    browse = BrowseView.get

    def get(view, request, parent_page_id=None):
        if parent_page_id and not visible_pages(Page.objects.filter(pk=parent_page_id), request.user).exists():
            raise Http404
        return browse(view, request, parent_page_id)

    BrowseView.get = get


def explore_by_conditions() -> None:
    """
    Let the explorer ask by conditions who sees a page.

    Wagtail's view compares with the ids of all pages one may see, whatever page is explored: in a district of 10,000
    venues that takes longer than the rest of the screen.
    """

    def get_base_queryset(view):
        pages = Page.objects.child_of(view.parent_page)
        if view.is_searching_whole_tree:
            pages = Page.objects.all()
        elif view.is_searching or view.is_filtering:
            pages = Page.objects.descendant_of(view.parent_page)
        return view.annotate_queryset(visible_pages(pages, view.request.user))

    ExplorableIndexView.get_base_queryset = get_base_queryset
