"""Django's question `user.has_perm(permission, obj)`, answered by place."""

from guardian.backends import ObjectPermissionBackend

from cms.access.roles import VENUE_APP
from cms.access.selectors import may


class PlaceBackend(ObjectPermissionBackend):
    """
    guardian's backend, with roles that reach down the venue tree and permissions asked of anything with a venue.

    guardian alone knows rows on the object itself; it raises WrongAppError for a venue's permission asked of a
    submission. Here `obj` may be a venue or anything with `.venue`; None asks for a grant on the whole district.
    """

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active:
            return False
        if perm.startswith(f"{VENUE_APP}."):
            return may(user_obj, perm, obj)
        return False

    def get_all_permissions(self, user_obj, obj=None):
        return set()
