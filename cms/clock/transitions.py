"""
Moves that let an object stand still and that give it more time, for whatever keeps deadlines. None changes the state.

An app's own moves inherit these and its own base: they say who may, how far, and what people are told.
"""

from datetime import date
from typing import ClassVar

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from cms.clock import services as clock
from cms.clock.models import Extension
from cms.clock.selectors import asked_extension
from cms.kernel.exceptions import Conflict
from cms.kernel.transitions import Transition
from cms.textfields import note_field
from cms.workdays.wording import day_text

OTHER = "other"  # the reason that needs words


def bounded_day(day: date, *, after: date, last: date) -> date:
    """`day`, which is after `after` and at the latest `last`; else raises ValidationError."""
    if day <= after:
        raise forms.ValidationError(_("请填 %(day)s 以后的日期。"), code="past", params={"day": day_text(after)})
    if day > last:
        raise forms.ValidationError(_("最远只能到 %(day)s。"), code="too_far", params={"day": day_text(last)})
    return day


def day_field(label, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, widget=AdminDateInput, **kwargs)


class PauseForm(forms.Form):
    """Apps declare the fields anew: with their reasons, and with who reads what in `help_text`."""

    reason = forms.ChoiceField(label=gettext_lazy("为什么停"), widget=forms.RadioSelect)
    note = note_field(gettext_lazy("说明"), required=False)
    expected_on = day_field(gettext_lazy("预计哪天恢复"))

    def __init__(self, data=None, *, last: date, **kwargs):
        super().__init__(data, **kwargs)
        self.last = last

    def clean_expected_on(self):
        return bounded_day(self.cleaned_data["expected_on"], after=timezone.localdate(), last=self.last)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == OTHER and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", forms.ValidationError(_("选“其他原因”的，请写明。"), code="required"))
        return cleaned


class Pauses(Transition):
    """Nothing is due until it goes on. Keeps {"reason", "note", "until": ISO date}."""

    title = pgettext_lazy("move", "暂停")
    icon_name = "time"
    form = PauseForm
    reasons: ClassVar[type[models.TextChoices]]

    def last_day(self) -> date:
        """The farthest day on which it may be thought to go on; today or before where it may not be paused."""
        raise NotImplementedError

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.paused_until:
            raise Conflict(_("%(object)s 已经暂停了。") % {"object": self.object})
        if self.object.due_on is None:
            raise Conflict(_("%(object)s 现在没有期限，不用暂停。") % {"object": self.object})
        if self.last_day() <= timezone.localdate():
            raise Conflict(_("现在不能暂停办理。"))

    def get_form(self, data=None, **kwargs):
        return self.form(data, last=self.last_day(), **kwargs)

    def apply(self, actor, data: dict) -> dict:
        clock.pause(self.object, reason=data["reason"], note=data["note"], expected_on=data["expected_on"])
        return {"reason": data["reason"], "note": data["note"], "until": data["expected_on"].isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        label = dict(cls.reasons.choices).get(data.get("reason"), "")
        parts = [str(label), data.get("note"), _("预计 %(day)s 恢复") % {"day": day_text(data.get("until"))}]
        return _("；").join(part for part in parts if part)


class Resumes(Transition):
    """The clock goes on with the working days that were left. Keeps {"due_on"}."""

    title = gettext_lazy("恢复办理")
    icon_name = "resubmit"
    is_primary = True

    def last_due_on(self) -> date | None:
        """The latest date on which it may be due; None for any."""
        return None

    def guard(self, actor) -> None:
        super().guard(actor)
        if not self.object.paused_until:
            raise Conflict(_("%(object)s 没有暂停。") % {"object": self.object})

    def apply(self, actor, data: dict) -> dict:
        clock.resume(self.object, last=self.last_due_on())
        return {"due_on": self.object.due_on.isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        return _("期限 %(day)s") % {"day": day_text(data["due_on"])} if data.get("due_on") else ""


class AsksForTime(Transition):
    """More time is asked for, while there is time. `apply` is the app's, by `cms.clock.services.ask_extension`."""

    title = gettext_lazy("申请延期")
    icon_name = "calendar-alt"

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.due_on is None or self.object.due_on < timezone.localdate():
            raise Conflict(_("期限没过的时候才能申请延期。"))
        if asked_extension(self.object):
            raise Conflict(_("已经申请过延期，正等批准。"))


class DecidesOnTime(Transition):
    """Base of the two answers to who asks for more time."""

    @cached_property
    def asked(self) -> Extension | None:
        """What was asked for and nobody has answered."""
        return asked_extension(self.object)

    def saying_what_was_asked(self, form: forms.Form) -> forms.Form:
        """`form`, whose first field tells who asked, the date that holds and the one asked for."""
        if self.asked:
            by, first = self.asked.asked_by, next(iter(form.fields.values()))
            words = {
                "name": by.get_full_name() or by.get_username() if by else "",
                "old": day_text(self.asked.deadline.due_on),
                "new": day_text(self.asked.due_on),
            }
            first.help_text = _("%(name)s 申请从 %(old)s 延到 %(new)s。") % words + str(first.help_text)
        return form

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.asked is None:
            raise Conflict(_("%(object)s 没有等批准的延期申请。") % {"object": self.object})


class GrantsTime(DecidesOnTime):
    """The date is put off. `apply` is the app's, by `cms.clock.services.grant_extension`."""

    title = gettext_lazy("批准延期")
    icon_name = "check"

    @classmethod
    def describe(cls, data: dict) -> str:
        return _("延到 %(day)s。%(reason)s") % {"day": day_text(data.get("due_on")), "reason": data.get("reason", "")}


class RefusesTime(DecidesOnTime):
    """The date stays. The form asks for `words`. Keeps {"reason"}."""

    title = gettext_lazy("不批准延期")
    icon_name = "cross"

    def get_form(self, data=None, **kwargs):
        return self.saying_what_was_asked(super().get_form(data, **kwargs))

    def apply(self, actor, data: dict) -> dict:
        clock.refuse_extension(self.object, words=data["words"], actor=actor)
        return {"reason": data["words"]}

    @classmethod
    def describe(cls, data: dict) -> str:
        return data.get("reason", "")
