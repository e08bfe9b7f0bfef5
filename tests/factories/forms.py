"""The intake page, categories and submissions."""

import datetime
import uuid

import factory
from factory.django import DjangoModelFactory

from forms.models import IntakeCategory, IntakePage, IntakeSubmission
from liaison_pages.models import VenuePage
from tests.factories.liaison_pages import FreshParentPageFactory, VenueFactory, VenuePageFactory


class IntakeCategoryFactory(DjangoModelFactory):
    class Meta:
        model = IntakeCategory

    code = factory.Sequence(lambda n: f"example{n}")
    name = factory.Sequence(lambda n: f"示例类别{n}")


class IntakePageFactory(FreshParentPageFactory):
    """The form of `venue`, below the venue's page, which is made when there is none."""

    class Meta:
        model = IntakePage

    class Params:
        venue = factory.SubFactory(VenueFactory)

    title = "提意见"
    slug = "intake"
    parent = factory.LazyAttribute(
        lambda page: VenuePage.objects.filter(venue=page.venue).first() or VenuePageFactory(venue=page.venue)
    )


class IntakeSubmissionFactory(DjangoModelFactory):
    """Something said at a venue, still to be screened. Other states: pass `state`, or make the moves."""

    class Meta:
        model = IntakeSubmission

    number = factory.Sequence(lambda n: f"SL-2026-{n:06d}")
    venue = factory.SubFactory(VenueFactory)
    site = factory.SelfAttribute("venue.site")
    code_digest = factory.LazyFunction(lambda: uuid.uuid4().hex)
    title = factory.Sequence(lambda n: f"示例意见{n}")
    content = "楼道的灯坏了三天，晚上看不见台阶。"
    place = "示例小区 3 号楼"
    notice_version = "2026-01"
    due_on = datetime.date(2026, 12, 31)
