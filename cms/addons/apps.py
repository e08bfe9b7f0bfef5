from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AddOnsConfig(AppConfig):
    """Where administrators see what each add-on adds, and switch it on and off for a site."""

    name = "cms.addons"
    label = "liaison_addons"
    verbose_name = _("扩展")
