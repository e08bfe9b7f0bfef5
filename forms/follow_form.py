"""The form on a public matter's page: an e-mail address, and what tells people from machines."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.textfields import CleanCharField
from forms import proof, tokens
from forms.builder import TOO_LONG
from forms.reach import MAX_LENGTH, UNREADABLE_MAIL, channel_for, recognise

BUTTON = _("发确认链接给我")


class FollowForm(forms.Form):
    """`limited_until`: when it may be sent again, in words, where it came too often."""

    button = BUTTON
    limited_until = ""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    email = CleanCharField(
        label=_("邮箱"),
        max_length=MAX_LENGTH,
        help_text=_("加密保存，只用来发这件事的进展。每封里都能一步关掉，关掉就删去。"),
        error_messages={"required": _("请填邮箱"), "max_length": TOO_LONG},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        reach = recognise(self.cleaned_data["email"], UNREADABLE_MAIL)
        if reach.kind != "email":
            raise ValidationError(UNREADABLE_MAIL, code="unreadable")
        channel_for(reach)
        return reach.value

    def riddle(self) -> dict:
        """What the browser is to solve (`forms.proof`)."""
        return proof.riddle(self["token"].value() or "")


def blank_form() -> FollowForm:
    """With a token of its own."""
    return FollowForm(initial={"token": _fresh_token()}, label_suffix="")


def renew(form: FollowForm, limited_until: str = "") -> FollowForm:
    """As it was typed, with a token for the next try."""
    form.data = form.data.copy()
    form.data["token"] = _fresh_token()
    form.limited_until = limited_until
    return form


def _fresh_token() -> str:
    return tokens.new_token(page_pk=tokens.FOLLOWING, notice_version="").sign()
