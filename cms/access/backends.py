"""Django's question `user.has_perm(permission, obj)`, answered by place."""

from guardian.backends import ObjectPermissionBackend

from cms.access.roles import VENUE_APP
from cms.access.selectors import may
from cms.kernel.registrar import registrar
from cms.kernel.states import is_enabled


class PlaceBackend(ObjectPermissionBackend):
    """
    guardian's backend, with roles that reach down the venue tree and permissions asked of anything with a venue.

    guardian alone knows rows on the object itself; it raises WrongAppError for a venue's permission asked of a
    submission. Here `obj` may be a venue or anything with `.venue`; None asks for a grant on the whole district. The
    permissions that add-ons gave to roles are answered alike, while the add-on is on.
    """

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active:
            return False
        if perm.startswith(f"{VENUE_APP}."):
            return may(user_obj, perm, obj)
        givers = {entry.plugin_id for entry in registrar().all("role_permission") if entry.value == perm}
        site = getattr(getattr(obj, "venue", None), "site", None)
        return any(is_enabled(plugin_id, site) for plugin_id in givers) and may(user_obj, perm, obj)

    def get_all_permissions(self, user_obj, obj=None):
        return set()
