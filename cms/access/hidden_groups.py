"""
Keeping the groups that stand for roles out of Wagtail's forms.

They are written by `grant` and `revoke` alone. A form that offered them would let somebody join a role without a
trace; one that merely left them out would take people out of their roles when it is saved.
"""

from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from wagtail.admin.forms.collections import CollectionViewRestrictionForm
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.views import collection_privacy
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.users.views.bulk_actions.assign_role import AssignRoleBulkAction, RoleForm


def ordinary_groups() -> QuerySet[Group]:
    """Groups that do not stand for a role."""
    return Group.objects.filter(role_group=None)


class KeepsRoleGroups(forms.ModelForm):
    """A form with a `groups` field that neither shows role groups nor loses those that are set."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"].queryset = ordinary_groups()

    def _save_m2m(self):
        held = list(self.instance.groups.filter(role_group__isnull=False))
        super()._save_m2m()
        self.instance.groups.add(*held)


class KeepsRestriction(KeepsRoleGroups):
    """Limits a page or a collection to groups: one that is limited to roles needs no other group."""

    def clean_groups(self):
        if self.instance.pk and self.instance.groups.filter(role_group__isnull=False).exists():
            return self.cleaned_data["groups"]
        return super().clean_groups()


class PagePrivacyForm(KeepsRestriction, PageViewRestrictionForm):
    class Meta(PageViewRestrictionForm.Meta):
        pass


class CollectionPrivacyForm(KeepsRestriction, CollectionViewRestrictionForm):
    class Meta(CollectionViewRestrictionForm.Meta):
        pass


class OrdinaryRoleForm(RoleForm):
    """The bulk action "assign role" of Wagtail's list of users means groups; ours are not for it."""

    role = forms.ModelChoiceField(queryset=ordinary_groups())


def hide_role_groups() -> None:
    """Put our forms in the places where Wagtail names its own and offers no setting."""
    SetPrivacyView.form_class = PagePrivacyForm
    collection_privacy.CollectionViewRestrictionForm = CollectionPrivacyForm
    AssignRoleBulkAction.form_class = OrdinaryRoleForm
