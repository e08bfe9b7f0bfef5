"""Forms of the user screens: accounts, and the roles somebody holds."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from cms.access.hidden_groups import KeepsRoleGroups
from cms.access.models import User
from cms.access.place_field import PlaceField
from cms.access.roles import DISTRICT_ROLES, VENUE_ROLES, Role
from cms.access.selectors import places_of
from cms.textfields import CleanCharField


class AccountForm(KeepsRoleGroups):
    """
    What both user forms share: one Chinese name, a work phone, and no way to raise somebody above oneself.

    `by` is who fills in the form: only a superuser may make another.
    """

    first_name = None
    last_name = None
    display_name = CleanCharField(label=_("姓名"), max_length=60)
    phone = CleanCharField(label=_("工作电话"), max_length=30, required=False, help_text=_("选填"))
    email = forms.EmailField(label=_("邮箱"), required=False, help_text=_("选填；忘记密码时，重设链接发到这里"))

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        if "is_superuser" in self.fields and not (by and by.is_superuser):
            del self.fields["is_superuser"]
        self.fields["groups"].required = False


class NewAccountForm(AccountForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ["username", "email", "is_superuser", "groups", "display_name", "phone"]


class AccountEditForm(AccountForm, UserEditForm):
    class Meta(UserEditForm.Meta):
        model = User
        fields = ["username", "email", "is_superuser", "groups", "display_name", "phone", "is_active"]


class OwnAccountForm(forms.ModelForm):
    """The account's own settings: the name as everywhere else, where Wagtail wants a first and a last one."""

    display_name = CleanCharField(label=_("姓名"), max_length=60)
    phone = CleanCharField(label=_("工作电话"), max_length=30, required=False, help_text=_("选填"))
    email = forms.EmailField(label=_("邮箱"), required=False, help_text=_("选填；重设密码的链接和每日摘要发到这里"))

    class Meta:
        model = User
        fields = ["display_name", "phone", "email"]


class GrantForm(forms.Form):
    """
    A role and where it is to hold: a venue for the roles of venues, a district for those of the district.

    `sites` are the districts that the granter administers; which of them is asked only where there are several.
    """

    role = forms.ChoiceField(label=_("角色"))
    venue = PlaceField(
        label=_("站点"), queryset=None, required=False, help_text=_("站点的角色才选；在这个站点和它下面的站点都有效")
    )
    site = forms.ModelChoiceField(label=_("区县"), queryset=None, empty_label=None, help_text=_("全区的角色才看这一项"))

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            (_("站点的角色"), [(role, Role(role).label) for role in VENUE_ROLES]),
            (_("全区的角色"), [(role, Role(role).label) for role in DISTRICT_ROLES]),
        ]
        self.fields["venue"].queryset = places_of(sites)
        self.sites = list(sites)
        if len(self.sites) == 1:
            del self.fields["site"]
        else:
            self.fields["site"].queryset = sites

    def clean(self):
        cleaned = super().clean()
        role, venue = cleaned.get("role"), cleaned.get("venue")
        if role in VENUE_ROLES and venue is None and "venue" not in self.errors:
            self.add_error("venue", _("请选择这个角色在哪个站点。"))
        if role in DISTRICT_ROLES and venue is not None:
            self.add_error("venue", _("这个角色对全区有效，不用选站点。"))
        return cleaned

    def where(self) -> dict:
        """The keyword arguments of `grant` that say where."""
        venue = self.cleaned_data["venue"]
        return {"venue": venue} if venue else {"site": self.cleaned_data.get("site") or self.sites[0]}
