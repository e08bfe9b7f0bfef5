"""The forms of a venue's rota and roster. What they save goes through the services."""

from datetime import date, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from cms.textfields import CleanCharField, CleanTextFormMixin
from liaison_pages.models import Reception, ReceptionRule, Venue, VenueMembership
from liaison_pages.selectors.staff_rota import eligible_deputies, eligible_units, roster_deputies
from liaison_pages.widgets import FoldedCheckboxes

EARLIEST_START = date(2000, 1, 1)
FARTHEST_START = timedelta(days=3 * 366)
REASON_LENGTH = Reception._meta.get_field("reason").max_length
TOPIC_LENGTH = Reception._meta.get_field("topic").max_length


class ConfirmMixin(forms.Form):
    """Asks for a confirmation once the service said that residents have been told already."""

    confirmed = forms.BooleanField(label=_("我已另行通知居民，确认更改"), required=False, widget=forms.HiddenInput)

    def ask_confirmation(self, message: str) -> None:
        """Show the box, with `message` beside it."""
        self.fields["confirmed"].widget = forms.CheckboxInput()
        self.add_error("confirmed", message)


class PeopleMixin(forms.Form):
    """Who receives and which units come: the deputies of the venue's roster, the units of its site."""

    deputies = forms.ModelMultipleChoiceField(
        queryset=None,
        required=False,
        label=_("接待代表"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("这里列出驻站代表。名单里没有的，请先加到“驻站代表”。"),
    )
    units = forms.ModelMultipleChoiceField(
        queryset=None,
        required=False,
        label=_("到场单位"),
        widget=FoldedCheckboxes,
        help_text=_("选填。请来一起听、当场能答的部门。"),
    )
    topic = CleanCharField(
        label=_("话题"), max_length=TOPIC_LENGTH, required=False, help_text=_("选填。不填就是不限话题。")
    )

    def __init__(self, *args, venue: Venue, **kwargs):
        """Those chosen before stay on offer even when they left the roster or went out of use, and say so."""
        super().__init__(*args, **kwargs)
        on_roster = eligible_deputies(venue).filter(pk__in=roster_deputies(venue).values("pk"))
        self._offer("deputies", on_roster, _deputy_on_rota)
        self._offer("units", eligible_units(venue), _unit_on_rota)

    def _offer(self, name: str, rows, label) -> None:
        chosen = Q(pk__in=[row.pk for row in self.initial.get(name, ())])
        self.fields[name].queryset = rows.model.objects.filter(Q(pk__in=rows.values("pk")) | chosen)
        self.fields[name].label_from_instance = label


def _deputy_on_rota(deputy) -> str:
    return str(deputy) if deputy.is_serving else _("%(name)s（不再任职）") % {"name": deputy}


def _unit_on_rota(unit) -> str:
    return str(unit) if unit.is_active else _("%(name)s（停用）") % {"name": unit}


class RuleForm(PeopleMixin, ConfirmMixin, CleanTextFormMixin, WagtailAdminModelForm):
    """A repeating rule. Which fields count follows from the way it repeats; the others are emptied."""

    NEEDED = {
        ReceptionRule.Frequency.MONTH_DAY: ("month_day",),
        ReceptionRule.Frequency.MONTH_WEEKDAY: ("nth", "weekday"),
        ReceptionRule.Frequency.WEEKLY: ("weekday",),
    }
    CONDITIONAL = ("month_day", "nth", "weekday")

    class Meta(WagtailAdminModelForm.Meta):
        model = ReceptionRule
        fields = [
            "frequency", "months", "month_day", "nth", "weekday", "starts_at", "ends_at", "starts_on", "ends_on",
            "holiday_shift", "deputies", "units", "topic",
        ]  # fmt: skip

    def __init__(self, *args, venue: Venue, **kwargs):
        super().__init__(*args, venue=venue, **kwargs)
        self.instance.venue = venue
        if self.instance.pk is None:
            self.fields["frequency"].initial = ReceptionRule.Frequency.MONTH_DAY
            self.fields["starts_on"].initial = timezone.localdate()

    def clean(self):
        data = super().clean()
        needed = self.NEEDED.get(data.get("frequency"), ())
        for name in self.CONDITIONAL:
            if name not in needed:
                data[name] = None
                self.errors.pop(name, None)
            elif data.get(name) is None and name not in self.errors:
                self.add_error(name, _("请填写这一项。"))
        self._check_span(data)
        return data

    def _check_span(self, data: dict) -> None:
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("结束时间要晚于开始时间。"))
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and not EARLIEST_START <= starts_on <= timezone.localdate() + FARTHEST_START:
            self.add_error("starts_on", _("请填写三年以内的日期。"))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("截止日期不能早于开始日期。"))


def time_field(label) -> forms.TimeField:
    return forms.TimeField(label=label, widget=AdminTimeInput)


class MoveForm(ConfirmMixin):
    """Another day or time for one reception."""

    date = forms.DateField(label=_("改到哪天"), widget=AdminDateInput)
    starts_at = time_field(_("开始时间"))
    ends_at = time_field(_("结束时间"))
    reason = CleanCharField(
        label=_("原因"), max_length=REASON_LENGTH, help_text=_("会写在网页上给居民看，例如：场地维修")
    )
    field_order = ["date", "starts_at", "ends_at", "reason", "confirmed"]


class CancelForm(ConfirmMixin):
    """Why one reception is cancelled."""

    reason = CleanCharField(
        label=_("原因"), max_length=REASON_LENGTH, help_text=_("会写在网页上给居民看，例如：代表外出开会")
    )
    field_order = ["reason", "confirmed"]


class PeopleForm(PeopleMixin):
    """Who receives on one day."""


class SingleReceptionForm(PeopleMixin, ConfirmMixin):
    """One reception that no rule makes."""

    date = forms.DateField(label=_("日期"), widget=AdminDateInput)
    starts_at = time_field(_("开始时间"))
    ends_at = time_field(_("结束时间"))
    field_order = ["date", "starts_at", "ends_at", "deputies", "units", "topic", "confirmed"]


class RosterAddForm(forms.Form):
    """A deputy to add to the roster; the fields may be empty while something else is done to it."""

    deputy = forms.ModelChoiceField(
        queryset=None, label=_("代表"), empty_label=_("请选择"), error_messages={"required": _("请选择一位代表。")}
    )
    role = forms.ChoiceField(
        label=_("职务"),
        help_text=_("居民在网页上看得到。"),
        choices=VenueMembership.MemberRole.choices,
        initial=VenueMembership.MemberRole.MEMBER,
    )

    def __init__(self, *args, venue: Venue, is_adding: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = is_adding
        self.fields["deputy"].queryset = eligible_deputies(venue).exclude(memberships__venue=venue)
        self.fields["deputy"].label_from_instance = _deputy_label


def _deputy_label(deputy) -> str:
    return _("%(name)s（%(level)s）") % {"name": deputy.name, "level": deputy.get_level_display()}
