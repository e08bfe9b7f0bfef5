"""The form with which people say what is wrong on a page: the page, the words, and what tells people from machines."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.secret_pages import without_key
from cms.textfields import CleanCharField
from forms import proof, tokens
from forms.builder import TOO_LONG
from forms.models import PageFault

BUTTON = _("告诉他们")
OTHER_SITE = _("这不是本网站的网址。请从浏览器的地址栏里复制过来，例如 /venues/")


class FaultForm(forms.Form):
    """`limited_until`: when it may be sent again, in words, where it came too often. `host`: the site's own."""

    button = BUTTON
    limited_until = ""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    what = CleanCharField(
        label=_("哪里不对"),
        max_length=PageFault._meta.get_field("what").max_length,
        help_text=_("例如：电话打不通、地址写错了、链接打不开、照片不对。"),
        error_messages={"required": _("请写哪里不对"), "max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    page = CleanCharField(
        label=_("哪一页"),
        max_length=PageFault._meta.get_field("path").max_length,
        help_text=_("您刚才看的那一页，已经填好；要说别的页，可以改成它的网址。"),
        error_messages={"required": _("请填是哪一页的网址"), "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )

    def __init__(self, *args, host: str, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.host = host

    def clean_page(self) -> str:
        """The local path, without query; of a page whose address is a key, without the key."""
        try:
            parts = urlsplit(self.cleaned_data["page"])
            is_local = not parts.netloc or parts.hostname == self.host
        except ValueError:  # "http://[" is no address
            raise ValidationError(OTHER_SITE, code="other_site") from None
        if not is_local or not parts.path.startswith("/") or parts.path.startswith("//"):
            raise ValidationError(OTHER_SITE, code="other_site")
        return without_key(parts.path)

    def riddle(self) -> dict:
        """What the browser is to solve (`forms.proof`)."""
        return proof.riddle(self["token"].value() or "")


def blank_form(host: str, page: str) -> FaultForm:
    """With a token of its own, about the local address `page`."""
    return FaultForm(host=host, initial={"token": _fresh_token(), "page": page})


def renew(form: FaultForm, limited_until: str = "") -> FaultForm:
    """As it was typed, with a token for the next try."""
    form.data = form.data.copy()
    form.data["token"] = _fresh_token()
    form.limited_until = limited_until
    return form


def _fresh_token() -> str:
    return tokens.new_token(page_pk=tokens.REPORTING, notice_version="").sign()
