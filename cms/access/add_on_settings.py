"""Settings of add-ons: a row for each site, changed by those who manage its district, while the add-on is on there."""

from django.apps import apps
from django.core import checks
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Site

from cms.access.policies import SiteSettingPolicy
from cms.kernel.registrar import is_core
from cms.kernel.states import is_enabled


class AddOnSettingPolicy(SiteSettingPolicy):
    """Nobody's, a superuser's neither, for a site where the add-on is off."""

    @property
    def plugin_id(self) -> str:
        return apps.get_app_config(self.model._meta.app_label).plugin.id

    def user_has_permission(self, user, action) -> bool:
        return is_enabled(self.plugin_id, None) and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        site = instance if isinstance(instance, Site) else instance.site
        return is_enabled(self.plugin_id, site) and super().user_has_permission_for_instance(user, action, instance)

    def sites_user_has_permission_for(self, user, action):
        sites = super().sites_user_has_permission_for(user, action)
        return sites.filter(pk__in=[site.pk for site in sites if is_enabled(self.plugin_id, site)])


class AddOnSetting(BaseSiteSetting):
    """The base of an add-on's settings; register them with `@register_setting`."""

    class Meta:
        abstract = True

    @classmethod
    def get_permission_policy(cls) -> AddOnSettingPolicy:
        return AddOnSettingPolicy(cls)


def settings_of(plugin_id: str) -> list[type[AddOnSetting]]:
    """The settings that a plugin's app registered."""
    return [model for model in settings_registry if _plugin_of(model) and _plugin_of(model).id == plugin_id]


def _plugin_of(model):
    return getattr(apps.get_app_config(model._meta.app_label), "plugin", None)


@checks.register("plugins")
def check_settings(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """An error for each setting of an add-on that would stay open while the add-on is off."""
    return [
        checks.Error(f"{model._meta.label} must be a cms.access.add_on_settings.AddOnSetting.", id="liaison.E002")
        for model in settings_registry
        if _plugin_of(model) and not is_core(_plugin_of(model)) and not issubclass(model, AddOnSetting)
    ]
