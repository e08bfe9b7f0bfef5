"""The account in the admin's sidebar: the person's name, as people call each other."""

from wagtail.admin.ui.sidebar import MainMenuModule


def show_names() -> None:
    """Wagtail shows the first name, or else the login name; there is neither hook nor setting for another."""
    js_args = MainMenuModule.js_args

    def with_the_persons_name(module):
        *menus, account = js_args(module)
        return [*menus, {**account, "name": module.user.get_full_name() or account["name"]}]

    MainMenuModule.js_args = with_the_persons_name
