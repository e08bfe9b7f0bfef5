"""What the add-on brings, registered through the contract of every plugin."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.plugin import Plugin


class SuggestionsPlugin(Plugin):
    id = "suggestions"
    title = _("代表建议")
    description = _("把居民的意见提成代表建议：代表领衔，代表工委交办，承办单位答复，居民看到结果。")
    is_on_at_first = True

    def register(self, registrar) -> None:
        from plugins.suggestions.registration import register  # the models are loaded only now

        register(registrar)
