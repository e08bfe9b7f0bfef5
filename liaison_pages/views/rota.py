"""The rota of a venue in Wagtail's admin: its rules and its coming receptions."""

import json

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access import roles
from cms.access.selectors import may
from cms.workdays.selectors import is_running_out, known_until
from cms.workdays.wording import day_text
from liaison_pages.models import Reception, ReceptionRule
from liaison_pages.selectors.receptions import notice_days
from liaison_pages.selectors.staff_rota import coming_receptions, current_rules, reception_state
from liaison_pages.services import receptions as service
from liaison_pages.services.rules import end_rule, preview, save_rule
from liaison_pages.staff_forms import CancelForm, ConfirmMixin, MoveForm, PeopleForm, RuleForm, SingleReceptionForm
from liaison_pages.views.hub import HubFormView, HubView


class RotaView(HubView):
    """Rules and coming receptions, with what may be done to each."""

    template_name = "liaison_pages/admin/rota.html"
    page_title = gettext_lazy("接待安排")
    header_icon = "calendar-alt"
    hub_name = "rota"

    @property
    def can_change(self) -> bool:
        return may(self.request.user, roles.MANAGE_ROTA, self.venue)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            rules=current_rules(self.venue),
            receptions=coming_receptions(self.venue),
            notice_days=notice_days(self.venue.site_id),
            known_until=known_until(),
            is_running_out=is_running_out(),
            can_change=self.can_change,
            **kwargs,
        )


class RotaFormView(HubFormView):
    permission = roles.MANAGE_ROTA
    hub_name = "rota"
    header_icon = "calendar-alt"


class RuleView(RotaFormView):
    """Add or change a rule. The button "preview" shows the summary and the next days and saves nothing."""

    template_name = "liaison_pages/admin/rule_form.html"
    watched = "rule"
    form_class = RuleForm

    def dispatch(self, request, *args, **kwargs):
        rules = ReceptionRule.objects.filter(venue_id=kwargs["venue_id"])
        rule_id = kwargs.get("rule_id")
        self.rule = get_object_or_404(rules, pk=rule_id) if rule_id else None
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("修改规则") if self.rule else _("添加规则")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.rule, "venue": self.venue}

    def form_valid(self, form):
        if "preview" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, previewed=form.instance))
        return super().form_valid(form)

    def save(self, form):
        data = form.cleaned_data
        save_rule(
            rule=form.instance,
            deputies=data["deputies"],
            units=data["units"],
            confirmed=data["confirmed"],
            actor=self.actor,
        )
        return _("规则已保存：%(rule)s。接待日已经排到明年年底。") % {"rule": form.instance.summary}

    def get_context_data(self, previewed=None, **kwargs):
        previewed = previewed or (self.rule if self.request.method == "GET" else None)
        turns = preview(previewed) if previewed else []
        context = super().get_context_data(previewed=previewed, turns=turns, rule=self.rule, **kwargs)
        return {**context, "rule_fields": _with_conditions(context["form"])}


def _with_conditions(form: RuleForm) -> list[tuple]:
    """Each visible field with the condition (JSON for Wagtail's w-rules) under which it is shown, or None."""
    return [
        (
            field,
            json.dumps({"frequency": [way for way, names in RuleForm.NEEDED.items() if field.name in names]})
            if field.name in RuleForm.CONDITIONAL
            else None,
        )
        for field in form.visible_fields()
    ]


class EndRuleView(RotaFormView):
    """Ask before a rule ends."""

    form_class = ConfirmMixin
    page_title = gettext_lazy("停用规则")
    submit_label = gettext_lazy("停用")
    watched = "rule"
    explanation = gettext_lazy("从今天起不再按这条规则安排接待。单独改过的接待和过去的接待都保留。")

    def dispatch(self, request, *args, **kwargs):
        self.rule = get_object_or_404(ReceptionRule, pk=kwargs["rule_id"], venue_id=kwargs["venue_id"])
        return super().dispatch(request, *args, **kwargs)

    def watched_state(self, form):
        return {"rule": (_("规则"), self.rule.summary)}

    def save(self, form):
        summary = self.rule.summary
        end_rule(rule=self.rule, actor=self.actor, confirmed=form.cleaned_data["confirmed"])
        return _("规则已停用：%(rule)s") % {"rule": summary}

    def get_context_data(self, **kwargs):
        return super().get_context_data(subject=self.rule.summary, **kwargs)


class AddReceptionView(RotaFormView):
    """A reception that no rule makes."""

    form_class = SingleReceptionForm
    page_title = gettext_lazy("添加单次接待")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "venue": self.venue}

    def save(self, form):
        row = service.add_single_reception(venue=self.venue, actor=self.actor, **form.cleaned_data)
        return _("已添加 %(day)s %(time)s 的接待。") % {"day": day_text(row.date), "time": row.time_text}


class ReceptionView(RotaFormView):
    """Something done to one reception. Whatever changed on it meanwhile is told: a day is moved but once."""

    watched = "reception"

    def watched_state(self, form):
        return reception_state(self.reception)

    def dispatch(self, request, *args, **kwargs):
        rows = Reception.objects.filter(venue_id=kwargs["venue_id"])
        self.reception = get_object_or_404(rows.select_related("rule"), pk=kwargs["reception_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        subject = f"{day_text(self.reception.date)} {self.reception.time_text}"
        return super().get_context_data(subject=subject, **kwargs)


class MoveReceptionView(ReceptionView):
    form_class = MoveForm
    page_title = gettext_lazy("改期")
    submit_label = gettext_lazy("确定改期")

    def get_initial(self):
        row = self.reception
        return {"date": row.date, "starts_at": row.starts_at, "ends_at": row.ends_at}

    def save(self, form):
        row = service.move_reception(reception=self.reception, actor=self.actor, **form.cleaned_data)
        return _("已改到 %(day)s %(time)s，网页上会写明原因。") % {"day": day_text(row.date), "time": row.time_text}


class CancelReceptionView(ReceptionView):
    form_class = CancelForm
    page_title = gettext_lazy("取消接待")
    submit_label = gettext_lazy("确定取消")

    def save(self, form):
        row = service.cancel_reception(reception=self.reception, actor=self.actor, **form.cleaned_data)
        return _("%(day)s 的接待已取消，网页上会写明原因。") % {"day": day_text(row.date)}


class RestoreReceptionView(ReceptionView):
    form_class = ConfirmMixin
    page_title = gettext_lazy("恢复接待")
    submit_label = gettext_lazy("恢复")
    explanation = gettext_lazy("恢复成规则原来的安排，或最初填写的日期。")

    def save(self, form):
        row = service.restore_reception(reception=self.reception, actor=self.actor, **form.cleaned_data)
        if row is None:
            return _("规则里已经没有这一天，这次接待已移除。")
        return _("已恢复 %(day)s 的接待。") % {"day": day_text(row.date)}


class ReceptionPeopleView(ReceptionView):
    form_class = PeopleForm
    page_title = gettext_lazy("接待代表与话题")

    def get_initial(self):
        row = self.reception
        return {"topic": row.topic, "deputies": row.deputies.all(), "units": row.units.all()}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "venue": self.venue}

    def save(self, form):
        row = service.change_reception(reception=self.reception, actor=self.actor, **form.cleaned_data)
        return _("%(day)s 的接待已更新。") % {"day": day_text(row.date)}


RECEPTION_VIEWS = {
    "move": MoveReceptionView,
    "cancel": CancelReceptionView,
    "restore": RestoreReceptionView,
    "people": ReceptionPeopleView,
}


def reception_action(request, venue_id: int, reception_id: int, action: str):
    """One of `RECEPTION_VIEWS`; 404 for any other word."""
    view = RECEPTION_VIEWS.get(action)
    if view is None:
        raise Http404
    return view.as_view()(request, venue_id=venue_id, reception_id=reception_id)
