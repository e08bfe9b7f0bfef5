"""The intake page, categories and submissions."""

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cms.clock.services import deadline_of
from forms.models import Due, IntakeCategory, IntakePage, IntakeSubmission, PublicMatter, State
from forms.services.matters import show
from liaison_pages.models import VenuePage
from tests.factories.liaison_pages import FreshParentPageFactory, VenueFactory, VenuePageFactory

DUE = {State.SCREENING: Due.SCREENING, State.ACCEPTED: Due.DECIDING, State.REFERRED: Due.REPLY}


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
    """
    Something said at a venue, still to be screened. Other states: pass `state`, or make the moves.

    While something is due the clock runs, since the day it came.
    """

    class Meta:
        model = IntakeSubmission
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"SL-2026-{n:06d}")
    venue = factory.SubFactory(VenueFactory)
    site = factory.SelfAttribute("venue.site")
    code_digest = factory.LazyFunction(lambda: uuid.uuid4().hex)
    title = factory.Sequence(lambda n: f"示例意见{n}")
    content = "楼道的灯坏了三天，晚上看不见台阶。"
    place = "示例小区 3 号楼"
    notice_version = "2026-01"
    state = State.SCREENING
    due_on = factory.LazyAttribute(lambda said: datetime.date(2026, 12, 31) if said.state in DUE else None)

    @factory.post_generation
    def clock(self, create, extracted):
        if create and self.due_on:
            what, set_on = DUE.get(self.state, Due.REVIEW), timezone.localdate(self.state_changed_at)
            deadline_of(self, what=what, unit=self.referred_to, set_on=set_on, due_on=self.due_on).save()


def publish_matter(
    *, title: str = "示例路灯不亮", said: str = "巷口的路灯坏了三天。", venue=None, **values
) -> PublicMatter:
    """A matter that everybody reads, of a submission; `values` as `forms.services.matters.show` takes them."""
    venue = venue or VenueFactory()
    source = values.pop("source", None) or IntakeSubmissionFactory(
        venue=venue, state="closed", publish_consent=True, publication="published"
    )
    given = {"progress": "done", "done": "已经修好。", "done_by": "示例城管局", "street": venue.street, **values}
    return show(source=source, site=venue.site, venue=venue, title=title, said=said, **given)
