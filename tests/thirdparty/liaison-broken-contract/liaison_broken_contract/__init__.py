"""Does not keep its contract: there is no `register`."""

from django.apps import AppConfig


class Broken:
    id = "broken_contract"


class Config(AppConfig):
    name = "liaison_broken_contract"
    plugin = Broken()
