"""What editors see of a page before it is published: on which screens, and what Wagtail's checks look at."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

SIZES = [
    {"name": "mobile", "icon": "mobile-alt", "device_width": 390, "label": _("手机（390 像素宽）")},
    {"name": "small_mobile", "icon": "mobile-alt", "device_width": 360, "label": _("小屏手机（360 像素宽）")},
    {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": _("平板（768 像素宽）")},
    {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("电脑（1280 像素宽）")},
]


class PreviewedOnPhones:
    """A page that is previewed first as most residents read it: on a phone, and on the narrowest still in use."""

    preview_sizes = SIZES


class PageChecks(ContentCheckerItem):
    """
    What the checks find that an editor can mend.

    A picture without any alternative is added to Wagtail's rules; contrast and the like are the theme's, and tested
    there. The description for search engines is never empty: the theme writes one.
    """

    axe_run_only = [
        *(rule for rule in ContentCheckerItem.axe_run_only if rule != "empty-meta-description"),
        "image-alt",
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {"error_name": _("图片没有替代文字"), "help_text": _("写一句图里是什么，读给看不见的人听")},
    }


def check_as_house_does(items: list) -> None:
    """Put our checks in the place of Wagtail's, among the `items` of its user bar."""
    items[:] = [PageChecks() if isinstance(item, ContentCheckerItem) else item for item in items]
