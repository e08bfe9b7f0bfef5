from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The composition root: public theme, middleware, error pages, shared commands."""

    name = "cms"
    label = "liaison_cms"
    verbose_name = "连心站"
