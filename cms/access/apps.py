from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.kernel.plugin import CorePlugin


class AccessPlugin(CorePlugin):
    """Accounts and roles, registered through the contract that add-ons use."""

    id = "access"
    title = _("权限")

    def register(self, registrar) -> None:
        # Models can be imported only now, after the app registry is ready.
        from cms.access.viewlets import AccountsCard

        registrar.slot("admin.dashboard", AccountsCard(), weight=70)


class AccessConfig(AppConfig):
    name = "cms.access"
    label = "liaison_access"
    verbose_name = _("权限")
    plugin = AccessPlugin()

    def ready(self):
        # Wagtail's modules need the app registry, which is ready only now.
        from cms.access import add_on_settings, checks  # noqa: F401  both register system checks
        from cms.access.bad_input import accept_bad_input_in_forms
        from cms.access.denial import answer_denials_plainly
        from cms.access.districts import narrow_to_districts
        from cms.access.hidden_groups import hide_role_groups
        from cms.access.known_ids import guard_ids
        from cms.access.pages import explore_by_conditions, follow_translations, limit_wagtail_screens
        from cms.access.sidebar import show_names

        answer_denials_plainly()
        hide_role_groups()
        limit_wagtail_screens()
        explore_by_conditions()
        follow_translations()
        guard_ids()
        show_names()
        narrow_to_districts()
        accept_bad_input_in_forms()
