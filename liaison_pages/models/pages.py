"""The page types: the district's home, the directory, a venue's page and plain information pages."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from liaison_pages.blocks import RICH_TEXT_FEATURES, ContentBlock
from liaison_pages.models.venues import Venue


class HomePage(Page):
    """The district's front page, root of the site's tree."""

    lead = models.CharField(_("导语"), max_length=200, blank=True)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("内容"))

    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("首页")


class DirectoryPage(Page):
    """All venues, with filters. The venues' pages are below it, in the tree of the venues."""

    lead = models.CharField(_("导语"), max_length=200, blank=True)

    parent_page_types = ["liaison_pages.HomePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("家站点目录")


class InfoPage(Page):
    """A plain page of the district: privacy notice, accessibility statement."""

    body = StreamField(ContentBlock(), blank=True, verbose_name=_("内容"))

    parent_page_types = ["liaison_pages.HomePage", "liaison_pages.InfoPage"]

    class Meta:
        verbose_name = _("说明页")


class VenuePage(Page):
    """
    How a venue presents itself, one page per language: Wagtail's drafts, preview, history, schedule, workflow.

    Facts (address, hours, phone …) are the venue's; rota and roster are shown from their own rows.
    """

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="pages", verbose_name=_("家站点"))
    introduction = models.CharField(_("一句话介绍"), max_length=200, blank=True)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("内容"))
    rules = RichTextField(_("工作制度"), features=RICH_TEXT_FEATURES, blank=True)
    process = RichTextField(_("意见怎么走"), features=RICH_TEXT_FEATURES, blank=True)
    yearly_plan = RichTextField(_("年度计划"), features=RICH_TEXT_FEATURES, blank=True)

    parent_page_types = ["liaison_pages.DirectoryPage", "liaison_pages.VenuePage"]
    # subpage_types stays open, so that an add-on can bring a page type of its own.

    class Meta:
        verbose_name = _("家站点页面")
        verbose_name_plural = _("家站点页面")


class VenuePhoto(Orderable):
    """A photo of the venue; the first one heads the page."""

    page = ParentalKey(VenuePage, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, models.CASCADE, related_name="+", verbose_name=_("照片")
    )
    caption = models.CharField(_("说明"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("照片")
        verbose_name_plural = _("照片")
