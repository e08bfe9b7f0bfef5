"""Where Wagtail asks: accounts that go, pages that must stay, what explorer and chooser show."""

from wagtail import hooks

from cms.access.services import drop_empty_groups


@hooks.register("after_delete_user")
def drop_roles_without_members(request, user):
    """A role group goes with its last member, also when the account itself is deleted."""
    drop_empty_groups()


@hooks.register("after_bulk_action")
def drop_roles_without_members_after_bulk_deletion(request, action_type, objects, action):
    if action_type == "delete" and action.model.__name__ == "User":
        drop_empty_groups()
