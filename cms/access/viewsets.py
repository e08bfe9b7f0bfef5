"""Wagtail's user and group screens with our forms, and the screen that grants roles."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import CheckboxSelectMultiple
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.users.views import groups as wagtail_groups
from wagtail.users.views import users as wagtail_users

from cms.access.denial import denied
from cms.access.forms import AccountEditForm, NewAccountForm
from cms.access.hidden_groups import ordinary_groups
from cms.access.last_administrator import LastAdministrator, keep_an_administrator
from cms.access.roles import Role
from cms.access.selectors import accounts_known_to, may_manage_account, role_labels, users_with_roles
from cms.access.views import RolesView
from cms.search.lists import SearchesRows


class UserFilterSet(wagtail_users.UserFilterSet):
    role = django_filters.MultipleChoiceFilter(
        label=_("角色"), field_name="groups__role_group__role", choices=Role.choices, widget=CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["group"].queryset = ordinary_groups()


class UserIndexView(SearchesRows, wagtail_users.IndexView):
    search_fields = {"username", "display_name", "email"}

    def get_base_queryset(self):
        known = accounts_known_to(self.request.user)
        return users_with_roles(super().get_base_queryset().filter(pk__in=known.values("pk")))

    @property
    def columns(self):
        shown = [column for column in super().columns if column.name != "is_superuser"]  # told among the roles
        return [*shown[:3], Column("roles", accessor=role_labels, label=_("角色"), width="35%"), *shown[3:]]


class ManagesAccount:
    """A view of one account: administrators do not touch superusers and people of another district."""

    def get_object(self, *args, **kwargs):
        account = super().get_object(*args, **kwargs)
        if not may_manage_account(self.request.user, account):
            raise PermissionDenied
        return account


class NamesTheFiller:
    """A view that tells its form who fills it in."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}


class UserCreateView(NamesTheFiller, wagtail_users.CreateView):
    template_name = "access/users/create.html"


class UserEditView(NamesTheFiller, ManagesAccount, wagtail_users.EditView):
    template_name = "access/users/edit.html"

    @property
    def header_buttons(self):
        roles = HeaderButton(_("角色"), url=self.roles_url, icon_name="key")
        return [roles, *super().header_buttons]

    @property
    def roles_url(self) -> str:
        return RolesView.url_of(self.object)

    @transaction.atomic
    def form_valid(self, form):
        try:
            if not form.cleaned_data.get("is_active", True):  # one's own form does not ask
                keep_an_administrator([self.object])
        except LastAdministrator as error:
            form.add_error("is_active", str(error))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        return super().form_valid(form)


class UserDeleteView(ManagesAccount, wagtail_users.DeleteView):
    @transaction.atomic
    def form_valid(self, form):
        try:
            keep_an_administrator([self.object])
        except LastAdministrator as error:
            return denied(self.request, str(error), status=409)
        return super().form_valid(form)


class UserHistoryView(ManagesAccount, wagtail_users.HistoryView):
    pass


class UserUsageView(ManagesAccount, wagtail_users.UserViewSet.usage_view_class):
    pass


class LiaisonUserViewSet(wagtail_users.UserViewSet):
    copy_view_enabled = False  # an account is one person's
    filterset_class = UserFilterSet
    index_view_class = UserIndexView
    add_view_class = UserCreateView
    edit_view_class = UserEditView
    delete_view_class = UserDeleteView
    history_view_class = UserHistoryView
    usage_view_class = UserUsageView
    create_template_name = "access/users/create.html"
    edit_template_name = "access/users/edit.html"

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else NewAccountForm

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/roles/", RolesView.as_view(), name="roles")]


class NotForRoles:
    """A view of one group that does not know the groups that stand for roles."""

    def get_object(self, *args, **kwargs):
        group = super().get_object(*args, **kwargs)
        if hasattr(group, "role_group"):
            raise Http404
        return group


class GroupIndexView(wagtail_groups.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().filter(role_group=None)


class GroupEditView(NotForRoles, wagtail_groups.EditView):
    pass


class GroupDeleteView(NotForRoles, wagtail_groups.DeleteView):
    pass


class GroupHistoryView(NotForRoles, wagtail_groups.GroupViewSet.history_view_class):
    pass


class LiaisonGroupViewSet(wagtail_groups.GroupViewSet):
    index_view_class = GroupIndexView
    edit_view_class = GroupEditView
    delete_view_class = GroupDeleteView
    history_view_class = GroupHistoryView
