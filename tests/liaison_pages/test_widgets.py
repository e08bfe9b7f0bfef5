"""Form widgets of the admin's screens."""

import pytest
from django import forms

from liaison_pages.widgets import FoldedCheckboxes


@pytest.mark.parametrize(("chosen", "words"), [([], "没有选"), (["1", "3"], "区城管局、区住建局")])
def test_folded_checkboxes_say_what_is_chosen(chosen, words):
    field = forms.MultipleChoiceField(
        choices=[("1", "区城管局"), ("2", "区残联"), ("3", "区住建局")], widget=FoldedCheckboxes
    )
    html = field.widget.render("units", chosen)
    assert f'<summary class="folded-choices__chosen">{words}<span' in html
    assert (html.count('type="checkbox"'), html.count(" checked")) == (3, len(chosen))
