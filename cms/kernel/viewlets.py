"""The base class of viewlets: a laces/Wagtail template component with the contract's attributes."""

from wagtail.admin.ui.components import Component
from zope.interface import implementer

from cms.kernel.interfaces import IViewlet


@implementer(IViewlet)
class Viewlet(Component):
    """Set `name` and `template_name`, override `get_context_data`; `available` decides whether it shows."""

    name = ""
    cache_tags: tuple[str, ...] = ()
    max_age_seconds = 0

    def available(self, context) -> bool:
        return True
