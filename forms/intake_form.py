"""The resident's form: three fields, and behind a disclosure a few more and those that staff added."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.bilingual import Select
from cms.notices.postmen import channels_on
from cms.textfields import CleanCharField
from forms import proof
from forms.builder import MESSAGES, TOO_LONG, answers, built_fields
from forms.models import IntakeCategory
from forms.photo_field import PhotosField
from forms.points import MAX_LENGTH as POINT_LENGTH
from forms.points import UNREADABLE, Point, read_point
from forms.reach import MAX_LENGTH as REACH_LENGTH
from forms.reach import channel_for, recognise
from forms.selectors.intake import categories, deputies_of
from forms.tokens import Token
from liaison_pages.models import Deputy

GUARDIAN_LENGTH = 40
MAIN = ("content", "place", "reach", "wants_notices", "is_anonymous")  # the last two show once there is a contact
MORE = ("photos", "category", "title", "deputy")  # behind the disclosure, with what staff ask and publish_consent
GUARDIAN = ("is_minor", "guardian_name", "guardian_consent")  # the last two show once the first is ticked
PHOTOS_AGAIN = _("照片要重新选择：网页不能替您保留。")

GUARDIAN_MISSING = {
    "is_minor": _("提交人未满 14 周岁，请在这里勾上；满了，就把监护人姓名和同意清空"),
    "guardian_name": _("请写监护人的姓名"),
    "guardian_consent": _("未满 14 周岁，要监护人同意才能提交。请监护人看过以后勾上"),
}


class CategoryField(forms.ModelChoiceField):
    widget = Select

    def label_from_instance(self, category: IntakeCategory) -> str:
        return category.display_name


class DeputyField(forms.ModelChoiceField):
    widget = Select

    def label_from_instance(self, deputy: Deputy) -> str:
        return f"{deputy.name} · {deputy.get_level_display()}"


class IntakeForm(forms.Form):
    """
    Made for one page and its venue, or for neither (`forms.entrance_form`). `cleaned_data` are what
    `forms.services.intake.receive` takes, with `answers`.

    `photos` in the cleaned data are uploads, until `decode_photos` makes `CleanImage`s of them.
    """

    button = _("提交意见")
    way_missing = _("要通知您，请留手机号或邮箱")
    needs_fresh_token = False  # sent once more as it is, with the new token, it may succeed
    main = MAIN
    former: Token | None = None  # what it was sent with, usable or too old; None where that cannot be read
    limited_until = ""  # when it may be sent again, in words, where it came too often

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    content = CleanCharField(
        label=_("什么事"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("请写事情本身，和您希望怎么办。不要写身份证号。"),
        error_messages={
            "required": _("请写是什么事，几个字也行"),
            "max_length": TOO_LONG,
        },
    )
    place = CleanCharField(
        label=_("在哪里"),
        max_length=120,
        help_text=_("写地名、路名或小区名，比如“皮市街巷口”"),
        error_messages={
            "required": _("请写在哪里，写个大概也行"),
            "max_length": TOO_LONG,
        },
    )
    point = CleanCharField(  # "latitude,longitude", which a script fills in
        label=_("地图上的点"),
        max_length=POINT_LENGTH,
        required=False,
        help_text=_("有了位置，找得更准。只有办理的人看得到，不公开。"),
        error_messages={"max_length": UNREADABLE},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reach = CleanCharField(
        label=_("怎么告诉您结果"),
        max_length=REACH_LENGTH,
        required=False,
        help_text=_("手机号或邮箱，加密保存，只有站长和代表工委能看。不填也能用编号查。"),
        error_messages={"max_length": TOO_LONG},
    )
    wants_notices = forms.BooleanField(label=_("有进展时通知我（先发一条请您确认）"), required=False)
    category = CategoryField(
        label=_("类别"),
        queryset=IntakeCategory.objects.none(),
        required=False,
        empty_label=_("不确定，请工作人员来分"),
        help_text=_("选不准就不选"),
        error_messages=MESSAGES,
    )
    title = CleanCharField(
        label=_("标题"),
        max_length=60,
        required=False,
        help_text=_("一句话概括，不写也行"),
        error_messages={"max_length": TOO_LONG},
    )
    photos = PhotosField(
        label=_("照片"),
        help_text=_("最多 6 张，每张不超过 10 MB。只有办理的人看得到；拍摄地点等信息会自动去掉。"),
    )
    deputy = DeputyField(
        label=_("想说给谁听"),
        queryset=Deputy.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("站里的代表都可以"),
        help_text=_("可以指定一位驻站代表"),
        error_messages=MESSAGES,
    )
    is_anonymous = forms.BooleanField(
        label=_("匿名：联系方式只给区里的代表工委看，家站点、代表和承办单位都看不到"), required=False
    )
    publish_consent = forms.BooleanField(label=_("可以隐去我的信息，公开这件事和办理结果"), required=False)
    is_minor = forms.BooleanField(label=_("提交人未满 14 周岁"), required=False)
    guardian_name = CleanCharField(
        label=_("监护人姓名"),
        max_length=GUARDIAN_LENGTH,
        required=False,
        help_text=_("父母或其他监护人。加密保存，只有站长和代表工委能看。"),
        error_messages={"max_length": TOO_LONG},
    )
    guardian_consent = forms.BooleanField(label=_("监护人看过个人信息处理说明，同意提交"), required=False)

    def __init__(self, data=None, files=None, *, page=None, venue=None, **kwargs):
        super().__init__(data, files, label_suffix="", **kwargs)
        self.fields["category"].queryset = categories()
        if venue is not None:
            self.fields["deputy"].queryset = deputies_of(venue)
        self.fields["reach"].widget.attrs |= {"autocomplete": "tel", "placeholder": " "}  # CSS knows by it: empty
        self.fields["guardian_name"].widget.attrs |= {"autocomplete": "off", "placeholder": " "}
        self.fields["guardian_name"].is_asked_on_demand = True  # may not stay empty then
        self.fields["guardian_consent"].widget.attrs["data-consent"] = True  # the device's draft asks for it again
        if not channels_on():
            del self.fields["wants_notices"]
        self._built = built_fields(page.form_fields.all()) if page is not None else {}
        self.fields.update(self._built)

    def clean_reach(self) -> str:
        text = self.cleaned_data["reach"]
        return recognise(text).value if text else ""

    def clean_point(self) -> Point | None:
        text = self.cleaned_data["point"]
        return read_point(text) if text else None

    def clean(self) -> dict:
        cleaned = super().clean()
        self._check_notices(cleaned)
        self._check_guardian(cleaned)
        cleaned["answers"] = answers(self._built, cleaned)
        return cleaned

    def _check_notices(self, cleaned: dict) -> None:
        """Who wants to be told has to say where; of what stands in the way, the message is at the contact."""
        if not cleaned.get("wants_notices") or "reach" not in cleaned:
            return
        try:
            if not cleaned["reach"]:
                raise ValidationError(self.way_missing, code="required")
            channel_for(recognise(cleaned["reach"]))
        except ValidationError as error:
            self.add_error("reach", error)

    def _check_guardian(self, cleaned: dict) -> None:
        """
        Under 14, a guardian has to consent (personal information protection law, art. 31), and to be named. Whoever
        fills in any of the three is asked for the rest.
        """
        if not any(cleaned.get(name) or name in self.errors for name in GUARDIAN):
            return
        for name, missing in GUARDIAN_MISSING.items():
            if name not in self.errors and not cleaned[name]:
                self.add_error(name, ValidationError(missing, code="required"))

    def decode_photos(self) -> bool:
        """
        Decode the photos of a form without errors; False when one of them turns out to be broken.

        The costly part of a form: the view calls it last, once for each form that is handed in.
        """
        try:
            self.cleaned_data["photos"] = self.fields["photos"].decode(self.cleaned_data["photos"])
        except ValidationError as error:
            self.add_error("photos", error)
        return self.is_valid()

    @property
    def loses_photos(self) -> bool:
        """Whether chosen photos are gone with this answer: they are, but for a page whose script keeps them."""
        return bool(self.files.getlist("photos")) and "photos_kept" not in self.data

    def add_photo_reminder(self) -> None:
        """Say that they are, once the rest has errors."""
        if self.loses_photos and "photos" not in self.errors:
            self.add_error("photos", ValidationError(PHOTOS_AGAIN, code="again"))

    def riddle(self) -> dict:
        """What the browser is to solve (`forms.proof`)."""
        return proof.riddle(self["token"].value() or "")

    def main_fields(self) -> list:
        """What everybody sees: the three fields, and what staff added and nobody may leave out."""
        return [*(self[name] for name in self.main if name in self.fields), *self._added(is_required=True)]

    def more_fields(self) -> list:
        """Those behind the disclosure. A list without choices is not offered."""
        names = [name for name in MORE if name in self.fields]
        empty = {name for name in names if name in ("category", "deputy") and len(self.fields[name].choices) < 2}
        offered = [self[name] for name in names if name not in empty]
        return [*offered, *self._added(is_required=False), self["publish_consent"]]

    def guardian_fields(self) -> list:
        """What is asked of authors under 14, below everything else."""
        return [self[name] for name in GUARDIAN]

    def _added(self, *, is_required: bool) -> list:
        return [self[name] for name, field in self._built.items() if field.required == is_required]

    def more_is_open(self) -> bool:
        """Whether the disclosure must be open: something in it was chosen beforehand, filled in or is wrong."""
        if not self.is_bound:
            return any(self.initial.get(name) for name in MORE)
        return any(field.errors or field.value() for field in self.more_fields())
