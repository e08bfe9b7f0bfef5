"""Users, and the groups and rows behind a role granted on a place. Written by `cms.access.services` alone."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase

from cms.access.roles import Role


class User(AbstractUser):
    """Somebody who signs in: staff, deputies, officers of units. Residents have no account."""

    display_name = models.CharField(_("姓名"), max_length=60, blank=True)
    phone = models.CharField(_("工作电话"), max_length=30, blank=True)

    def get_full_name(self) -> str:
        """The Chinese name as it is said, not given name first."""
        return self.display_name or super().get_full_name()


class RoleGroup(models.Model):
    """
    The one group that stands for a role in a place: (venue, role), or (site, role) for a role of the whole district.

    Made by the first `grant` and deleted with the last `revoke`. Hidden from Wagtail's user and group forms.
    """

    group = models.OneToOneField(Group, models.CASCADE, related_name="role_group")
    role = models.CharField(_("角色"), max_length=30, choices=Role.choices)
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    venue = models.ForeignKey(settings.LIAISON_PLACE_MODEL, models.CASCADE, null=True, related_name="role_groups")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["venue", "role"], name="one_group_per_venue_and_role"),
            models.UniqueConstraint(
                fields=["site", "role"], condition=models.Q(venue=None), name="one_group_per_site_and_role"
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} · {self.venue or self.site}"


class VenueGroupPermission(GroupObjectPermissionBase):
    """
    guardian's row "this group holds this permission on this venue".

    A foreign key of its own instead of guardian's generic one: the rows go with their venue, and one query joins
    them to the tree.
    """

    content_object = models.ForeignKey(settings.LIAISON_PLACE_MODEL, models.CASCADE, related_name="group_permissions")

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = _("家站点权限")
