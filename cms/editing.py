"""
Two people with the same form open: the second to save is told what the first saved, and keeps what they typed.

A form about a row carries, in a hidden field, a digest of each value it showed. When it comes back, the view locks the
row; a value that differs now was saved by somebody else in between. Then nothing is saved, the present value is shown
beside the typed one, and the form carries the new state, so that saving once more is a decision and not an accident.
"""

from hashlib import sha256

from django import forms
from django.db import models, transaction
from django.shortcuts import get_object_or_404
from django.utils.formats import localize
from django.utils.translation import gettext as _

FIELD = "seen"
State = dict[str, tuple[str, str]]  # name of a value → its label and its text, as people read them


class SeenField(forms.CharField):
    """What the form shows now; a form that comes back does not repeat what it once showed."""

    def __init__(self, state: State):
        digests = " ".join(f"{name}:{_digest(text)}" for name, (_label, text) in state.items())
        super().__init__(required=False, initial=digests, widget=forms.HiddenInput)

    def bound_data(self, data, initial):
        return initial


class TellsOfOthers:
    """
    For a form view of one row: saves under the row's lock, and refuses what somebody else changed meanwhile.

    Put it before the view class. `watched` names the attribute that holds the row; without one, as for a new row,
    nothing is watched. A form that comes without the hidden field, from a script, is not checked.
    """

    watched = "object"

    def watched_state(self, form) -> State:
        """What the form shows; override it where more than the form's own fields must not have changed."""
        return form_state(form)

    def post(self, request, *args, **kwargs):
        with transaction.atomic():
            row = getattr(self, self.watched, None)
            if row is not None:
                setattr(self, self.watched, locked(row))
            return super().post(request, *args, **kwargs)

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        if getattr(self, self.watched, None) is not None:
            watch(form, self.watched_state(form))
        return form


def locked(row: models.Model) -> models.Model:
    """The row as it is now, locked to the end of the transaction; Http404 when it is gone."""
    return get_object_or_404(type(row)._base_manager.select_for_update(of=("self",)), pk=row.pk)


def watch(form: forms.BaseForm, state: State) -> None:
    """Make `form` carry `state`; a bound one gets an error for each value that it did not show like this."""
    if form.is_bound:
        form.full_clean()  # before the field is there: what is cleaned is handed to services
        _tell(form, state, form.data.get(form.add_prefix(FIELD), ""))
    form.fields[FIELD] = SeenField(state)


def form_state(form: forms.BaseForm) -> State:
    """Label and saved value of each field that may be changed."""
    return {
        name: (str(form[name].label), shown(field, form.get_initial_for_field(field, name)))
        for name, field in form.fields.items()
        if not field.disabled and not isinstance(field.widget, forms.HiddenInput)
    }


def shown(field: forms.Field, value) -> str:
    """The value of a form field as people read it; empty for nothing."""
    if isinstance(field, forms.ModelChoiceField):
        keys = field.prepare_value(value)
        named = {f"{field.to_field_name or 'pk'}__in": keys if isinstance(keys, list) else [keys]}
        rows = field.queryset.model._default_manager.filter(**named)
        return _("、").join(sorted(str(field.label_from_instance(row)).strip() for row in rows))
    if value is None or value == "":
        return ""
    if isinstance(field, forms.ChoiceField):
        labels = {str(choice): str(label) for choice, label in field.choices}
        return labels.get(str(value), str(value))
    return str(localize(value))


def _tell(form: forms.BaseForm, state: State, seen: str) -> None:
    digests = dict(part.split(":", 1) for part in seen.split() if ":" in part)
    changed = {name: words for name, words in state.items() if digests.get(name, "") not in ("", _digest(words[1]))}
    if not changed:
        return
    form.add_error(
        None,
        _("您打开这一页以后，别人保存过。您填的都还在，下面写明了现在保存着什么。核对后再保存一次，就以您填的为准。"),
    )
    for name, (label, text) in changed.items():
        text = text or _("（空）")
        if name in form.fields:
            form.add_error(name, _("别人刚改过，现在是：%(text)s") % {"text": text})
        else:
            form.add_error(None, _("%(label)s 现在是：%(text)s") % {"label": label, "text": text})


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
