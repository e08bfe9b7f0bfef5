"""Writing the demo's submissions: received and moved by the real services, at the times they would have been."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils import timezone
from zope.interface import implementer

from cms.access.models import User
from cms.access.roles import Role
from cms.demo import DemoContext, IDemoPart, absolute, at
from cms.kernel.actors import Resident, Staff
from cms.kernel.perform import perform
from forms import codes
from forms.demo.matters import COMMON_MATTERS, MATTERS, REJECTED, Matter
from forms.models import Channel, IntakeCategory, IntakePage, IntakeSubmission
from forms.services.intake import receive
from liaison_pages.models import HandlingUnit, Venue, VenueMembership

COUNT = 340
COMMON_EACH = 6  # submissions that share one common matter
REJECTED_EVERY = 19
OLDEST_DAYS, FRESH_DAYS = 120, 3
KEYS = UUID("5f0c2c4e-3b0c-4a4e-9a58-2f6f0d8f2c11")  # namespace of the forms' keys
CHANNELS = [Channel.WEB] * 6 + [Channel.QR] * 3 + [Channel.VISIT] * 2 + [Channel.PHONE, Channel.BOX]

# How a submission goes on, and how often.
PATHS = {
    "screening": 4,
    "accepted": 4,
    "on_spot": 4,
    "referred": 5,
    "returned": 1,
    "answered": 7,
    "closed": 8,
    "merged": 3,
    "withdrawn": 1,
}


def request_key(seed: int, index: int) -> UUID:
    """The key of the form with which the demo's submission no. `index` was sent: codes can be computed again."""
    return uuid5(KEYS, f"{seed}:{index}")


@dataclass(frozen=True)
class Draft:
    """A submission to be. `about` is the coded reason, or the common matter's title."""

    index: int
    moment: datetime
    matter: Matter
    path: str
    about: str = ""


@implementer(IDemoPart)
class SubmissionsPart:
    """Some hundred submissions in every state, with their histories."""

    order = 20

    def build(self, context: DemoContext) -> None:
        context.progress("社情民意")
        desk = _Desk(context)
        received = [(draft, desk.receive(draft)) for draft in drafts(context)]
        common = context.shared.setdefault("common_matters", {})  # title → submissions that raise it, taken up
        for draft, submission in received:
            desk.move(draft, submission)
            if draft.path == "common":
                common.setdefault(draft.about, []).append(submission)

    def describe(self, context: DemoContext) -> dict:
        keys = {codes.stored_key(request_key(context.seed, index)): index for index in range(COUNT)}
        rows = IntakeSubmission.objects.filter(request_key__in=keys).order_by("pk")
        return {
            "queue_url": absolute(reverse("liaison_queue:index")),
            "submissions": [self._entry(context, row, keys[row.request_key]) for row in rows],
        }

    def _entry(self, context: DemoContext, submission: IntakeSubmission, index: int) -> dict:
        code = codes.make_code(request_key(context.seed, index))
        return {
            "number": submission.number,
            "code": code,
            "state": submission.state,
            "venue_id": submission.venue_id,
            "status_url": absolute(reverse("liaison_forms:status", args=[submission.number, code])),
            "staff_url": absolute(reverse("liaison_queue:detail", args=[submission.pk])),
        }


def drafts(context: DemoContext) -> list[Draft]:
    """The submissions to be, oldest first: common matters, some that are turned down, the rest by chance."""
    rng = context.rng
    by_title = {matter.title: matter for matter in MATTERS}
    plans = [
        (by_title[titles[turn % len(titles)]], "common", title)
        for title, _facts, _proposals, titles in COMMON_MATTERS
        for turn in range(COMMON_EACH)
    ]
    plans += [
        (Matter("other", title, content, "{community}", "", ""), "rejected", reason)
        for turn in range(COUNT // REJECTED_EVERY)
        for reason, title, content in [REJECTED[turn % len(REJECTED)]]
    ]
    paths = rng.choices(list(PATHS), weights=list(PATHS.values()), k=COUNT - len(plans))
    plans += [(rng.choice(MATTERS), path, "") for path in paths]
    found = [
        Draft(index, context.workday_moment(_age(rng, path)), matter, path, about)
        for index, (matter, path, about) in enumerate(plans)
    ]
    return sorted(found, key=lambda draft: draft.moment)


def _age(rng, path: str) -> int:
    """Days since it was received: what waits is fresh, common matters are old enough to have been answered."""
    if path == "screening":
        return rng.randint(0, FRESH_DAYS)
    if path == "accepted":
        return rng.randint(2, 6)
    if path in {"referred", "returned"}:
        return rng.randint(5, 22)
    if path == "common":
        return rng.randint(80, OLDEST_DAYS)
    return rng.randint(12, OLDEST_DAYS - 10)


class _Desk:
    """Those who act in the demo, and what they have at hand."""

    def __init__(self, context: DemoContext):
        self.rng = context.rng
        self.seed = context.seed
        self.office = Staff(User.objects.filter(groups__role_group__role=Role.DISTRICT_EDITOR).order_by("pk").first())
        pages = IntakePage.objects.live().order_by("pk")
        venues = {page.pk: page.get_parent().specific.venue for page in pages}
        self.pages = [page for page in pages if venues[page.pk].site_id == context.site.pk]
        self.venues = venues
        self.categories = {category.code: category for category in IntakeCategory.objects.all()}
        self.units = list(HandlingUnit.objects.filter(site=context.site).prefetch_related("officers"))
        self.rosters: dict[int, list] = {}
        for membership in VenueMembership.objects.select_related("deputy"):
            self.rosters.setdefault(membership.venue_id, []).append(membership.deputy)

    def receive(self, draft: Draft) -> IntakeSubmission:
        page = self.rng.choice(self.pages)
        venue: Venue = self.venues[page.pk]
        names = {"street": venue.street.name, "community": (venue.community or venue.street).name}
        data = {
            "content": draft.matter.content.format(**names),
            "place": draft.matter.where.format(**names),
            "title": draft.matter.title if self.rng.random() < 0.6 else "",
            "category": self.categories.get(draft.matter.category),
            "publish_consent": self.rng.random() < 0.5,
            "is_anonymous": self.rng.random() < 0.2,
            # Numbers that no operator gives out.
            "reach": f"1990000{self.rng.randrange(10_000):04}" if self.rng.random() < 0.7 else "",
        }
        with at(draft.moment):
            return receive(
                page=page,
                data=data,
                photos=[],
                channel=self.rng.choice(CHANNELS),
                request_key=request_key(self.seed, draft.index),
                language="zh-hans",
                actor=Resident(),
            ).submission

    def move(self, draft: Draft, submission: IntakeSubmission) -> None:
        steps = {
            "screening": [],
            "rejected": [self._reject],
            "withdrawn": [self._accept, self._withdraw],
            "merged": [self._merge],
            "accepted": [self._accept],
            "common": [self._accept],
            "on_spot": [self._accept, self._on_spot],
            "referred": [self._accept, self._refer],
            "returned": [self._accept, self._refer, self._return],
            "answered": [self._accept, self._refer, self._answer],
            "closed": [self._accept, self._refer, self._answer, self._close],
        }[draft.path]
        moment = draft.moment
        for step in steps:
            moment += timedelta(hours=self.rng.randint(3, 40))
            if moment >= timezone.now():
                return
            with at(moment):
                step(draft, submission)

    def _accept(self, draft: Draft, submission: IntakeSubmission) -> None:
        perform([submission], "submission.accept", self.office)

    def _reject(self, draft: Draft, submission: IntakeSubmission) -> None:
        perform([submission], "submission.reject", self.office, {"reason": draft.about, "note": ""})

    def _withdraw(self, draft: Draft, submission: IntakeSubmission) -> None:
        perform([submission], "submission.withdraw", Resident())

    def _merge(self, draft: Draft, submission: IntakeSubmission) -> None:
        same = IntakeSubmission.objects.filter(state="accepted", category=submission.category)
        into = same.exclude(pk=submission.pk).order_by("-pk").first()
        if into is None:  # nobody else has said it yet: it is taken up for itself
            self._accept(draft, submission)
            return self._answer(draft, submission)
        perform([submission], "submission.merge", self.office, {"number": into.number})
        return None

    def _on_spot(self, draft: Draft, submission: IntakeSubmission) -> None:
        roster = self.rosters.get(submission.venue_id)
        if not roster:
            return self._answer(draft, submission)
        data = {"who": "deputy", "deputy": self.rng.choice(roster).pk, "reply": draft.matter.reply}
        perform([submission], "submission.answer_on_spot", self.office, data)
        return None

    def _refer(self, draft: Draft, submission: IntakeSubmission) -> None:
        data = {"kind": "unit", "unit": self._unit(draft).pk, "effort": self.rng.choice(["simple", "complex"])}
        perform([submission], "submission.refer", self.office, data)

    def _return(self, draft: Draft, submission: IntakeSubmission) -> None:
        unit = self._unit(draft)
        officer = next(iter(unit.officers.all()), None)
        if officer is None:
            return self._answer(draft, submission)
        other = next(each for each in self.units if each.pk != unit.pk)
        data = {"reason": "该处由其他单位管养。", "belongs_to": other.pk}
        perform([submission], "submission.return", Staff(officer), data)
        return None

    def _answer(self, draft: Draft, submission: IntakeSubmission) -> None:
        perform(
            [submission],
            "submission.answer",
            self.office,
            {"reply": draft.matter.reply, "reply_by": self._unit(draft).name},
        )

    def _close(self, draft: Draft, submission: IntakeSubmission) -> None:
        perform([submission], "submission.close", self.office)

    def _unit(self, draft: Draft) -> HandlingUnit:
        return next((unit for unit in self.units if draft.matter.unit in unit.name), self.units[0])
