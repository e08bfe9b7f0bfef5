"""Form widgets of the admin's screens."""

from django.forms import CheckboxSelectMultiple


class FoldedCheckboxes(CheckboxSelectMultiple):
    """Checkboxes for a long list, folded behind a line that says what is chosen. Works without a script."""

    template_name = "liaison_pages/widgets/folded_checkboxes.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        return {**context, "chosen": [option["label"] for option in options if option["selected"]]}
