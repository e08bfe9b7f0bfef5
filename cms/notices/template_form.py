"""The form of a district's own words, and what they look like with example values."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms.notices.kinds import COMMON_WORDS, NoticeKind
from cms.notices.models import ChannelOfNotices, NoticeTemplate
from cms.notices.placeholders import fill, sms_length
from cms.notices.services import check_words
from cms.textfields import CleanCharField

SUBJECT_LENGTH = NoticeTemplate._meta.get_field("subject").max_length
BODY_LENGTH, SMS_LENGTH = 4000, 500  # a short message of 500 is sent, and paid for, as eight


@dataclass(frozen=True)
class Preview:
    """What somebody would read. Of a short message: how many characters, in how many parts."""

    subject: str
    body: str
    characters: int = 0
    parts: int = 0


class TemplateForm(forms.Form):
    """Subject (of mails) and body, for one kind, channel and language."""

    subject = CleanCharField(
        label=_("标题"),
        max_length=SUBJECT_LENGTH,
        error_messages={"required": _("请写标题"), "max_length": _("标题太长了，最多 200 个字。")},
    )
    body = CleanCharField(
        label=_("正文"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("请写正文"), "max_length": _("正文太长了。")},
    )

    def __init__(self, *args, kind: NoticeKind, channel: str, language: str, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.kind, self.channel, self.language = kind, channel, language
        if channel == ChannelOfNotices.SMS:
            del self.fields["subject"]
            self.fields["body"].widget.attrs |= {"rows": 5}
        for field in self.fields.values():
            field.widget.attrs["lang"] = "zh-Hans" if language == settings.LANGUAGE_CODE else language

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if self.channel == ChannelOfNotices.SMS and len(body) > SMS_LENGTH:
            raise ValidationError(_("短信太长了，最多 %(most)d 个字。"), params={"most": SMS_LENGTH}, code="max_length")
        return body

    def clean(self) -> dict:
        cleaned = super().clean()
        words = {name: cleaned[name] for name in ("subject", "body") if name in cleaned}
        try:
            check_words(self.kind, **words)
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    def words(self) -> list[tuple[str, str]]:
        """The placeholders that may be used, with an example each, in the language of the words."""
        with translation.override(self.language):
            return [(f"{{{name}}}", str(example)) for name, example in {**self.kind.words, **COMMON_WORDS}.items()]

    def preview(self) -> Preview:
        """The words as they stand, right or wrong, filled with the examples."""
        examples = {name.strip("{}"): example for name, example in self.words()}
        subject = fill(str(self["subject"].value() or ""), examples) if "subject" in self.fields else ""
        body = fill(str(self["body"].value() or ""), examples)
        if self.channel != ChannelOfNotices.SMS:
            return Preview(subject, body)
        return Preview("", body, *sms_length(body))
