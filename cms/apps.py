from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """The composition root: public theme, middleware, error pages, shared commands."""

    name = "cms"
    label = "liaison_cms"
    verbose_name = _("连心站")
    # The style sheets of the public pages, in their order: a page loads them as one file (cms/static_files.py). A new
    # component's file joins the list of its own app: here, in forms/apps.py, or in an add-on's AppConfig.
    public_styles = tuple(
        f"cms/css/{name}.css"
        for name in (
            "tokens",
            "base",
            "site",
            "actions",
            "cards",
            "states",
            "forms",
            "timeline",
            "rota",
            "deputies",
            "directory",
            "map",
            "venue",
            "content",
            "errors",
            "home",
            "figures",
            "dimensions",
            "print",
        )
    )

    def ready(self):
        from cms import checks  # noqa: F401  registers them; the app registry is ready only now
