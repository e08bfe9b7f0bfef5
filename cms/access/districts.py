"""
Several districts in one installation: Wagtail's own screens of sites and of history, narrowed to one's own.

Wagtail asks for model-wide permission on a site, and shows the history of a type to whoever holds any permission on
the type. It offers no setting or hook for either.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, ProtectedError, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry
from wagtail.permissions import policy_registry
from wagtail.sites.views import CreateView, DeleteView, EditView, IndexView, SiteViewSet

from cms.access.denial import denied
from cms.access.guarded import guarded_index, guarded_view
from cms.access.services import write_district_permissions

# The page below which a site's pages lie decides what its office may edit, so who has one district does not choose it.
INSTALLATION_FIELDS = ("root_page", "is_default_site")


class AddSiteView(CreateView):
    def save_instance(self):
        """Files that were the one district's are now those of its venues: its roles are written anew."""
        site = super().save_instance()
        write_district_permissions()
        return site


class EditSiteView(EditView):
    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        if not self.request.user.is_superuser:
            for name in INSTALLATION_FIELDS:
                form.fields[name].disabled = True
        return form


class DeleteSiteView(DeleteView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            return denied(self.request, _("这个网站还有家站点、代表或其他数据，不能删除。"), status=409)


def narrow_to_districts() -> None:
    """Put our views of sites in the place of Wagtail's, and show each row's history to those who know the row."""
    SiteViewSet.index_view_class = guarded_index(IndexView)
    SiteViewSet.add_view_class = AddSiteView
    SiteViewSet.edit_view_class = guarded_view(EditSiteView, "change")
    SiteViewSet.delete_view_class = guarded_view(DeleteSiteView, "delete")
    SiteViewSet.history_view_class = guarded_view(SiteViewSet.history_view_class, "change")
    SiteViewSet.usage_view_class = guarded_view(SiteViewSet.usage_view_class, "change")
    manager = type(ModelLogEntry.objects)
    viewable = manager.viewable_by_user

    def viewable_of_known_rows(self, user):
        entries = viewable(self, user)
        return entries if user.is_superuser else entries.filter(_about_known_rows(user))

    manager.viewable_by_user = viewable_of_known_rows


def _about_known_rows(user) -> Q:
    """The condition for log entries about rows that `user` may know of, among the types Wagtail would show."""
    condition = Q(pk__in=[])
    for content_type_id in user._allowed_content_type_ids:
        content_type = ContentType.objects.get_for_id(content_type_id)
        model = content_type.model_class()
        if model is None:
            continue
        known = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ["view", "change"])
        ids = known.order_by().annotate(_text_pk=Cast("pk", CharField())).values("_text_pk")
        condition |= Q(content_type=content_type, object_id__in=ids)
    return condition
