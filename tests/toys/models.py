from django.db import models
from wagtail.contrib.settings.models import register_setting
from wagtail.models import Page

from cms.access.add_on_settings import AddOnSetting
from cms.kernel.pages import AddOnPage


class ToyPage(AddOnPage, Page):
    """Stands below the home page."""

    parent_page_types = ["liaison_pages.HomePage"]
    template = "toys/page.html"


@register_setting
class ToySettings(AddOnSetting):
    colour = models.CharField(max_length=20, default="red")

    class Meta:
        verbose_name = "玩具设置"
