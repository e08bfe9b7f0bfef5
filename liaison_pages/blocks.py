"""The StreamField blocks of venue and information pages."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.kernel.blocks import AddOnBlock

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class PictureValue(blocks.StructValue):
    @property
    def alternative(self) -> str:
        """What is read aloud in the picture's place; nothing for decoration."""
        return "" if self.get("is_decorative") else self.get("alt") or ""


class PictureBlock(blocks.StructBlock):
    """A picture with a text alternative, or with a tick that says it needs none. A draft may still lack both."""

    image = ImageChooserBlock(label=_("图片"))
    alt = blocks.CharBlock(
        label=_("替代文字"), required=False, max_length=120, help_text=_("读给看不见的人听，写出图上有什么")
    )
    is_decorative = blocks.BooleanBlock(
        label=_("纯装饰"), required=False, help_text=_("图片只为好看，不看也不会错过什么，就勾选这里")
    )
    caption = blocks.CharBlock(label=_("说明"), required=False, max_length=120)

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation or cleaned["alt"].strip() or cleaned["is_decorative"]:
            return cleaned
        message = _("请写出图上有什么。图片只作装饰的，请勾选“纯装饰”。")
        raise blocks.StructBlockValidationError(block_errors={"alt": ValidationError(message)})

    class Meta:
        icon = "image"
        label = _("图片")
        help_text = _("照片里有认得出的人，请先问过本人。")
        value_class = PictureValue
        template = "liaison_pages/blocks/picture.html"


class NoticeBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("标题"), max_length=60)
    text = blocks.RichTextBlock(label=_("内容"), features=["bold", "link", "ul"])

    class Meta:
        icon = "warning"
        label = _("公告")
        help_text = _("公告总是显示在页面最上面，放在哪一段都一样。过了期请删去。")
        template = "liaison_pages/blocks/notice.html"


class FigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("数字"), max_length=20)
    unit = blocks.CharBlock(label=_("单位"), required=False, max_length=10)
    label = blocks.CharBlock(label=_("说明"), max_length=40)

    class Meta:
        icon = "order"
        label = _("数字")


class FiguresBlock(blocks.StructBlock):
    period = blocks.CharBlock(label=_("统计时段"), max_length=40, help_text=_("例如：2023 年至 2025 年"))
    figures = blocks.ListBlock(FigureBlock(), label=_("数字"), min_num=1, max_num=8)

    class Meta:
        icon = "order"
        label = _("数字")
        help_text = _("例如：数字写 1500，单位写“多人次”，说明写“接待居民”。一定写明是哪段时间的。")
        template = "liaison_pages/blocks/figures.html"


class VideoLinkBlock(blocks.StructBlock):
    """A link to a video elsewhere: nothing is embedded, so no third party sees the visitor."""

    title = blocks.CharBlock(label=_("标题"), max_length=80)
    url = blocks.URLBlock(label=_("视频网址"))
    duration = blocks.CharBlock(label=_("时长"), required=False, max_length=20)

    def clean(self, value):
        cleaned = super().clean(value)
        if urlsplit(cleaned["url"]).scheme not in {"http", "https"}:
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(_("请填写以 http 或 https 开头的网址。"))}
            )
        return cleaned

    class Meta:
        icon = "media"
        label = _("视频链接")
        help_text = _("居民点了，到那个网站上去看，本页不播放。时长写成“3 分钟”。")
        template = "liaison_pages/blocks/video.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("文件"))
    note = blocks.CharBlock(label=_("说明"), required=False, max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("文件下载")
        help_text = _("说明里写清是什么文件、给谁用。要紧的内容请同时写成文字，手机上看文件不方便。")
        template = "liaison_pages/blocks/document.html"


class GalleryBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(PictureBlock(), min_num=2, max_num=12, **kwargs)

    class Meta:
        icon = "image"
        label = _("图集")
        help_text = _("两张到十二张照片排在一起。")
        template = "liaison_pages/blocks/gallery.html"


class ContentBlock(blocks.StreamBlock):
    """What a page's content is made of."""

    text = blocks.RichTextBlock(
        label=_("文字"), features=["h2", *RICH_TEXT_FEATURES], template="liaison_pages/blocks/text.html"
    )
    picture = PictureBlock()
    gallery = GalleryBlock()
    document = DocumentBlock()
    notice = NoticeBlock()
    figures = FiguresBlock()
    video = VideoLinkBlock()
    addon = AddOnBlock()
