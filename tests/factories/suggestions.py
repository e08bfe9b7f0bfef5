"""Sessions, and suggestions brought to a state by their own moves."""

import datetime

import factory
from factory.django import DjangoModelFactory

from plugins.suggestions.models import CongressSession, Suggestion, SuggestionSource
from tests.factories.liaison_pages import CongressTermFactory, default_site


class CongressSessionFactory(DjangoModelFactory):
    """A session that has begun."""

    class Meta:
        model = CongressSession
        django_get_or_create = ["site", "term", "number"]

    site = factory.LazyFunction(default_site)
    term = factory.SubFactory(CongressTermFactory)
    number = 5
    starts_on = datetime.date(2026, 1, 10)


class SuggestionFactory(DjangoModelFactory):
    """A draft for all deputies. Other states: pass `state` and what goes with it, or make the moves."""

    class Meta:
        model = Suggestion
        skip_postgeneration_save = True

    site = factory.LazyFunction(default_site)
    title = factory.Sequence(lambda n: f"关于示例街巷照明的建议{n}")
    facts = "三条街巷的路灯不亮，居民晚上看不见台阶。"
    proposals = "请修复路灯，并登记台账。"

    @factory.post_generation
    def submissions(self, create, extracted):
        if create and extracted:
            SuggestionSource.objects.bulk_create(
                SuggestionSource(suggestion=self, submission=submission) for submission in extracted
            )
