"""
The one block behind which add-ons offer theirs.

`AddOnBlock` is a stream whose child blocks are those that plugins registered with `registrar.content_block`. Migrations
name it without its children, so that an add-on never enters the core's. What was written in a block whose add-on is
gone is kept as it is and shown to editors as a sealed part.
"""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.models import Site

from cms.kernel.failures import shown
from cms.kernel.pages import site_of
from cms.kernel.registrar import registrar
from cms.kernel.states import is_enabled

KEPT = "kept"


class KeptBlock(blocks.FieldBlock):
    """
    What an absent add-on's block held: {'type', 'value'} as it was stored.

    It travels through the editor's page signed, for what a form sends back may have been tampered with.
    """

    def __init__(self, **kwargs):
        self.field = forms.CharField(required=False, widget=forms.HiddenInput)
        super().__init__(**kwargs)

    def value_for_form(self, value) -> str:
        return value if isinstance(value, str) else signing.dumps(value, salt=KEPT)

    def clean(self, value) -> dict:
        try:
            return value if isinstance(value, dict) else signing.loads(value or "", salt=KEPT)
        except signing.BadSignature as error:
            raise ValidationError(_("这部分内容属于一个没有安装的扩展，不能在这里修改。")) from error

    class Meta:
        icon = "lock"
        label = _("没有安装的扩展的内容")
        help_text = _("保留原样，装上扩展后再显示。删除这一块就不再保留。")


class AddOnBlock(blocks.StreamBlock):
    """A stream of blocks of add-ons. On public pages those whose add-on is off for the page's site are skipped."""

    class Meta:
        icon = "plus-inverse"
        label = _("扩展内容")
        required = False

    @property
    def child_blocks(self) -> dict:
        """Read from the registry when asked: models are made before plugins register."""
        registry = registrar()
        if self._read_from is not registry:
            self._read_from = registry
            self._children = {KEPT: KeptBlock()}
            self._children |= {entry.name: entry.value for entry in registry.all("content_block")}
            for name, block in self._children.items():
                block.set_name(name)
        return self._children

    @child_blocks.setter
    def child_blocks(self, declared):
        self._read_from = None

    def to_python(self, value):
        return super().to_python([self._kept(child) for child in value] if _is_stored(value) else value)

    def bulk_to_python(self, values):
        return super().bulk_to_python([[self._kept(child) for child in value] for value in values])

    def get_prep_value(self, value):
        return [_as_it_was(child) for child in super().get_prep_value(value)]

    def _kept(self, child: dict) -> dict:
        """The stored child, sealed when its type is not known now."""
        if child["type"] in self.child_blocks and child["type"] != KEPT:
            return child
        return {**child, "type": KEPT, "value": {"type": child["type"], "value": child["value"]}}

    def render(self, value, context=None) -> SafeString:
        site = _site_shown(context or {})
        return format_html_join("\n", "{}", ([self._render(child, context, site)] for child in value))

    @staticmethod
    def _render(child, context, site) -> str:
        """One block's HTML; empty when its add-on is off, is gone, or raises (logged; tests re-raise)."""
        entry = registrar().get("content_block", child.block_type)
        if entry is None or not is_enabled(entry.plugin_id, site):
            return ""
        return shown("block", entry, lambda: child.render(context=context))

    def deconstruct(self):
        return "cms.kernel.blocks.AddOnBlock", [], self._constructor_kwargs

    def deconstruct_with_lookup(self, lookup):
        return self.deconstruct()

    @classmethod
    def construct_from_lookup(cls, lookup, *args, **kwargs):
        return cls(**kwargs)

    def check(self, **kwargs):
        return []  # at the time of checks the children are those of the registry, checked by their own plugins


class AddOnBlockAdapter(StreamBlockAdapter):
    """Tells the editor's page which blocks may be added: not those that are off everywhere, nor what is only kept."""

    def js_args(self, block):
        name, groups, defaults, meta = super().js_args(block)
        closed = {KEPT} | {
            entry.name for entry in registrar().all("content_block") if not is_enabled(entry.plugin_id, None)
        }
        meta["blockCounts"] = {**meta["blockCounts"], **{each: {"max_num": 0} for each in closed}}
        return [name, groups, defaults, meta]


register(AddOnBlockAdapter(), AddOnBlock)


def _is_stored(value) -> bool:
    """Whether `value` is a list of children as the database holds them."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _as_it_was(child: dict) -> dict:
    return {**child, **child["value"]} if child["type"] == KEPT else child


def _site_shown(context) -> Site | None:
    """The site of the page shown; the request's where a block is shown outside a page."""
    if (page := context.get("page")) is not None:
        return site_of(page)
    request = context.get("request")
    return Site.find_for_request(request) if request else None
