from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiaisonPagesConfig(AppConfig):
    name = "liaison_pages"
    label = "liaison_pages"
    verbose_name = _("家站点")
