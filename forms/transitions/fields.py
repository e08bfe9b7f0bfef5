"""Form fields that several moves share."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.textfields import LongTextField
from liaison_pages.models import HandlingUnit

REPLY_LENGTH = 4000  # as IntakeSubmission.reply


def reply_field(**kwargs) -> LongTextField:
    given = {"label": _("答复内容"), "max_length": REPLY_LENGTH, "help_text": _("居民看到的就是这段话。")}
    return LongTextField(**{**given, **kwargs})


class NumberInput(forms.TextInput):
    """Takes a submission's number, and offers some: `offered` are pairs (number, words)."""

    template_name = "forms/queue/includes/number_input.html"
    offered: Sequence[tuple[str, str]] = ()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {"list": f"{name}-offered", "autocomplete": "off"}
        return {**context, "offered": self.offered}


def active_units(site):
    """The units of the site that can be given something."""
    return HandlingUnit.objects.filter(site=site, is_active=True)


class UnitField(forms.ModelChoiceField):
    """A choice of unit; the move's form narrows it to its site's active units."""

    def __init__(self, **kwargs):
        super().__init__(HandlingUnit.objects.none(), empty_label=_("请选择"), **kwargs)
