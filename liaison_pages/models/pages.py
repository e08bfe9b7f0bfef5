"""The page types: the district's home, the directory, a venue's page and plain information pages."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search.index import AutocompleteField, SearchField
from wagtail.url_routing import RouteResult

from cms.preview import PreviewedOnPhones
from liaison_pages.blocks import RICH_TEXT_FEATURES, ContentBlock
from liaison_pages.models.dimensions import Dimension
from liaison_pages.models.venues import Venue
from liaison_pages.page_forms import DimensionPageForm, InfoPageForm, VenuePageForm


class PresentedPage(PreviewedOnPhones):
    """
    A page whose context is gathered by its presenter, `function(page, request) -> dict` in `liaison_pages.views`.

    Pages hold no queries and models import nothing above them, so the presenter is named as a string, as in a URLconf.
    `frame_place` says where every page's frame links to pages of this type: 'directory' (header) or 'footer'.
    """

    presenter = ""
    frame_place = ""

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context.update(import_string(self.presenter)(self, request))
        return context

    def get_view_restrictions(self):
        """
        The restrictions of this page and the pages above it, or of the sources of aliases; one query, not three.

        None where the query that found the page has seen none (`is_restricted`).
        """
        if not getattr(self, "is_restricted", True):
            return PageViewRestriction.objects.none()
        paths = [self.path[:length] for length in range(self.steplen, len(self.path) + 1, self.steplen)]
        restricted = models.Q(page__path__in=paths) | models.Q(page__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(restricted).distinct()

    def serve(self, request, *args, **kwargs):
        """As Wagtail serves it; a presenter that gives `status` (400 for filters that make no sense) sets it."""
        response = super().serve(request, *args, **kwargs)
        response.status_code = (response.context_data or {}).get("status", response.status_code)
        return response


def restrictions_above() -> models.QuerySet[PageViewRestriction]:
    """
    What `PresentedPage.get_view_restrictions` finds, for use within the query of the page.

    Restrictions are few and pages many: pages are looked up for a restriction and not joined to it, for SQLite would go
    through all pages first, again for every page that is asked about.
    """
    asked = models.ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    asked_of_alias = models.ExpressionWrapper(OuterRef(OuterRef("path")), output_field=models.CharField())
    aliases = Page.objects.order_by().annotate(asked=asked_of_alias).filter(alias_of=OuterRef("page_id"))
    found = PageViewRestriction.objects.annotate(
        asked=asked, above=Subquery(Page.objects.filter(pk=OuterRef("page_id")).values("path"))
    )
    is_below_alias = Exists(aliases.filter(asked__startswith=models.F("path")))
    return found.filter(models.Q(asked__startswith=models.F("above")) | is_below_alias)


class OpenPageQuerySet(PageQuerySet):
    """Pages that lists name to everybody."""

    def open_to_all(self):
        """Published, and neither behind a password nor below such a page."""
        return self.live().filter(~Exists(restrictions_above()))


def settings_tabs(*content) -> TabbedInterface:
    """The tabs of a page's editor: given content tabs, then Wagtail's own settings."""
    return TabbedInterface(
        [
            *content,
            ObjectList(Page.promote_panels, heading=_("网址与搜索")),
            ObjectList(Page.settings_panels, heading=_("设置")),
        ]
    )


def lead_panel() -> FieldPanel:
    """The lead of a front page or directory."""
    return FieldPanel("lead", help_text=_("大标题下面的一两句话，告诉居民这里能做什么。"))


class HomePage(PresentedPage, Page):
    """The district's front page, root of the site's tree."""

    lead = models.CharField(_("导语"), max_length=200, blank=True)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("内容"))

    public_texts = ("lead",)  # what the search finds it by, besides its content (liaison_pages.page_search)
    parent_page_types = ["wagtailcore.Page"]
    kept_by_district = True
    max_count_per_parent = 1
    template = "liaison_pages/home_page.html"
    presenter = "liaison_pages.views.home.present"

    edit_handler = settings_tabs(ObjectList([FieldPanel("title"), lead_panel(), FieldPanel("body")], heading=_("内容")))

    class Meta:
        verbose_name = _("首页")

    def route(self, request, path_components):
        """
        The page at this path in one query, however deep; a path of the other language's tree leads there too.

        Only some pages have an English translation. `/en/…` answers every Chinese path: with the translation where one
        is published, else with the Chinese page in the English interface.
        """
        if path_components and (page := self._page_below(self.url_path, path_components)):
            return page.route(request, [])
        try:
            return super().route(request, path_components)
        except Http404:
            for home in self.get_translations().live():
                page = self._page_below(home.url_path, path_components)
                if page is not None:
                    return RouteResult(page.localized)
            raise

    @staticmethod
    def _page_below(root_path: str, path_components: list[str]) -> Page | None:
        address = {"url_path": f"{root_path}{'/'.join(path_components)}/" if path_components else root_path}
        if path_components:
            address["slug"] = path_components[-1]  # has an index, which the whole path has not
        venue_pages = VenuePage.objects.with_venue().live().filter(**address)
        venue_page = venue_pages.annotate(is_restricted=Exists(restrictions_above())).first()
        if venue_page is not None:
            return venue_page
        page = Page.objects.live().filter(**address).first()
        return page.specific if page else None


class DirectoryPage(PresentedPage, Page):
    """All venues, with filters. The venues' pages are below it, in the tree of the venues."""

    lead = models.CharField(_("导语"), max_length=200, blank=True)

    public_texts = ("lead",)
    parent_page_types = ["liaison_pages.HomePage"]
    kept_by_district = True
    max_count_per_parent = 1
    template = "liaison_pages/directory_page.html"
    presenter = "liaison_pages.views.directory.present"
    frame_place = "directory"

    edit_handler = settings_tabs(ObjectList([FieldPanel("title"), lead_panel()], heading=_("内容")))

    class Meta:
        verbose_name = _("家站点目录")


class DimensionPage(PresentedPage, Page):
    """
    One of the five dimensions (五维) as a way in: what the district understands by it, what can be done there
    (`IWayIn`), what was written about it and which figures are reported of it. Its title is what the district calls it.
    """

    dimension = models.CharField(_("五维"), max_length=15, choices=Dimension.choices)
    lead = models.CharField(_("导语"), max_length=200, blank=True)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("内容"))

    objects = PageManager.from_queryset(OpenPageQuerySet)()

    parent_page_types = ["liaison_pages.HomePage"]
    subpage_types = []
    kept_by_district = True
    template = "liaison_pages/dimension_page.html"
    presenter = "liaison_pages.views.dimension.present"
    base_form_class = DimensionPageForm

    edit_handler = settings_tabs(
        ObjectList(
            [
                FieldPanel("title", help_text=_("本区对这一维的叫法。")),
                FieldPanel("dimension", help_text=_("决定哪些功能、说明页和公布的数字列在这里。")),
                FieldPanel("lead", help_text=_("大标题下面的一两句话，也显示在首页。")),
                FieldPanel("body"),
            ],
            heading=_("内容"),
        )
    )

    class Meta:
        verbose_name = _("五维页面")


class InfoPage(PresentedPage, Page):
    """A plain page of the district: privacy notice, accessibility statement; those below another one are its news."""

    body = StreamField(ContentBlock(), blank=True, verbose_name=_("内容"))
    dimension = models.CharField(
        _("五维"), max_length=15, choices=Dimension.choices, blank=True, help_text=_("也列在这一维的页面上")
    )

    objects = PageManager.from_queryset(OpenPageQuerySet)()

    parent_page_types = ["liaison_pages.HomePage", "liaison_pages.InfoPage"]
    template = "liaison_pages/info_page.html"
    presenter = "liaison_pages.views.info.present"
    frame_place = "footer"
    base_form_class = InfoPageForm

    edit_handler = settings_tabs(
        ObjectList([FieldPanel("title"), FieldPanel("body"), FieldPanel("dimension")], heading=_("内容"))
    )

    class Meta:
        verbose_name = _("说明页")


class VenuePageQuerySet(OpenPageQuerySet):
    """Pages of venues."""

    def with_venue(self):
        """With everything that the page says of its venue, in the same query."""
        return self.select_related("venue__site__districtsettings", "venue__street", "venue__community", "locale")


class VenuePage(PresentedPage, Page):
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

    objects = PageManager.from_queryset(VenuePageQuerySet)()
    public_texts = ("introduction",)

    search_fields = [*Page.search_fields, AutocompleteField("introduction"), SearchField("introduction")]

    parent_page_types = ["liaison_pages.DirectoryPage", "liaison_pages.VenuePage"]
    kept_by_district = True  # deleted by the district alone, moved and copied by nobody (cms.access.pages)
    is_creatable = False  # `create_venue_page` makes it, never the explorer
    # subpage_types stays open, so that an add-on can bring a page type of its own.
    template = "liaison_pages/venue_page.html"
    presenter = "liaison_pages.views.venue_page.present"
    base_form_class = VenuePageForm

    edit_handler = settings_tabs(
        ObjectList(
            [
                HelpPanel(template="liaison_pages/panels/venue_hub.html"),
                FieldPanel("title", help_text=_("一般就是家站点的名称。")),
                FieldPanel("introduction", help_text=_("写在名称下面：什么时候来、能做什么。")),
                FieldPanel("body", help_text=_("点加号，一块一块往下加：文字、图片、公告……拖动左边的点可以换顺序。")),
                MultiFieldPanel(
                    [InlinePanel("photos", label=_("照片"), max_num=12)],
                    heading=_("照片"),
                    help_text=_("第一张显示在页面上方，横着拍的最合适。每张都要在图片库里写好替代文字。"),
                ),
            ],
            heading=_("内容"),
        ),
        ObjectList(
            [
                FieldPanel("rules", help_text=_("居民关心的几条：谁接待、怎么约、多久给回话。")),
                FieldPanel("process", help_text=_("话说了以后，经过哪几步，每一步多久。不填就不显示。")),
                FieldPanel("yearly_plan", help_text=_("今年哪个月做什么。不填就不显示，过了年记得换。")),
            ],
            heading=_("制度与计划"),
        ),
        ObjectList(
            [
                FieldPanel(
                    "venue",
                    help_text=_("地址、开放时间、电话在家站点资料里改；接待安排和驻站代表各有自己的页面。"),
                )
            ],
            heading=_("家站点资料"),
        ),
    )

    class Meta:
        verbose_name = _("家站点页面")
        verbose_name_plural = pgettext_lazy("plural", "家站点页面")


class VenuePhoto(Orderable):
    """A photo of the venue; the first one heads the page."""

    page = ParentalKey(VenuePage, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, models.CASCADE, related_name="+", verbose_name=_("照片")
    )
    caption = models.CharField(_("说明"), max_length=120, blank=True)

    panels = [
        FieldPanel("image"),
        FieldPanel("caption", help_text=_("照片下面的一句话：什么时候、在做什么。")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("照片")
        verbose_name_plural = _("照片")
