from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """The composition root: public theme, middleware, error pages, shared commands."""

    name = "cms"
    label = "liaison_cms"
    verbose_name = _("连心站")

    def ready(self):
        from cms import checks  # noqa: F401  registers them; the app registry is ready only now
