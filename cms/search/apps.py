from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.kernel.plugin import CorePlugin


class SearchPlugin(CorePlugin):
    """The public's search, registered through the contract that add-ons use."""

    id = "search"
    title = _("搜索")

    def register(self, registrar) -> None:
        """Apps bring what is found; nothing of its own."""


class SearchConfig(AppConfig):
    name = "cms.search"
    label = "liaison_search"
    verbose_name = _("搜索")
    plugin = SearchPlugin()
    public_styles = ("liaison_search/css/search.css",)

    def ready(self) -> None:
        from cms.search.models import NAMES, TEXTS  # noqa: PLC0415  models are ready only now

        for index in (NAMES, TEXTS):
            index.follow_migrations(self)
