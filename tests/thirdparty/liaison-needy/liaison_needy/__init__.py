"""Requires what is not there."""

from django.apps import AppConfig

from cms.kernel.plugin import Plugin


class Needy(Plugin):
    id = "needy"
    requires = ("liaison-nowhere>=2",)


class Config(AppConfig):
    name = "liaison_needy"
    plugin = Needy()
