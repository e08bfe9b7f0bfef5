"""Those who act in the demo: they receive, decide and answer by the real services and moves."""

from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile

from cms.access.models import User
from cms.access.roles import Role
from cms.demo import DemoContext, at
from cms.kernel.actors import Resident, Staff
from cms.kernel.perform import perform
from forms.demo.drafts import Draft
from forms.demo.hear_back import hear_back
from forms.demo.matters import VOICES
from forms.models import Channel, IntakeCategory, IntakePage, IntakeSubmission, ReferralKind, State
from forms.services.claims import claim
from forms.services.intake import receive
from liaison_pages.demo.places import TABLE, Community
from liaison_pages.models import HandlingUnit, Venue, VenueMembership
from media.uploads import CleanImage, clean_image

PHOTOS = Path(__file__).resolve().parent / "photos"
CHANNELS = [Channel.WEB] * 6 + [Channel.QR] * 3 + [Channel.VISIT] * 2 + [Channel.PHONE, Channel.BOX]
VISITED = {"GL-DG-01": 24, "GL-DG": 8, "GL-WH-01": 8, "GL-DG-S2": 5, "GL-QJ-01": 4}  # others: 1
RETURNED = "经现场查看，这一处不归我们管养，建议转给负责的单位。"
NEIGHBOURS = {"U-ZJ", "U-SW"}  # who keeps what the first unit does not
CLAIMERS = ("office2", "clerk", "homehead", "otherhead", "office2", "clerk")


def names_near(venue: Venue) -> dict[str, str]:
    """The real names that a matter said at `venue` may be about."""
    street, division = venue.street.name, venue.community
    return {"street": street, "community": Community(division.code, division.name).name if division else street}


class Desk:
    """Everybody who acts in the demo, and what they have at hand."""

    def __init__(self, context: DemoContext, key_of):
        self.rng = context.rng
        self.key_of = key_of  # a draft's index → the key of its form
        offices = User.objects.filter(groups__role_group__role=Role.DISTRICT_EDITOR).order_by("pk")
        self.offices = [Staff(user) for user in offices]
        heads = User.objects.filter(groups__role_group__role=Role.VENUE_HEAD)
        self.heads = {user.groups.get(role_group__isnull=False).role_group.venue.path: Staff(user) for user in heads}
        self.pages = list(IntakePage.objects.live().order_by("pk"))
        self.venues = {page.pk: page.get_parent().specific.venue for page in self.pages}
        self.categories = {category.code: category for category in IntakeCategory.objects.all()}
        self.units = list(HandlingUnit.objects.filter(site=context.site).prefetch_related("officers"))
        self.rosters: dict[int, list] = {}
        for membership in VenueMembership.objects.select_related("deputy"):
            self.rosters.setdefault(membership.venue_id, []).append(membership.deputy)
        self.photos: dict[str, CleanImage] = {}
        self.received: dict[int, IntakeSubmission] = {}  # by the index of the draft

    def receive(self, draft: Draft) -> None:
        page = self.received[draft.twin.index].page if draft.twin else self._page(draft)
        with at(draft.moment):
            self.received[draft.index] = receive(
                page=page,
                data=self._data(draft, self.venues[page.pk]),
                photos=self._photos(draft),
                channel=self.rng.choice(CHANNELS),
                request_key=self.key_of(draft.index),
                language="zh-hans",
                actor=Resident(),
            ).submission

    def move(self, draft: Draft, move: str, moment: datetime) -> None:
        submission = self.received[draft.index]
        with at(moment):
            moved = getattr(self, f"_{move}")(draft, submission)
        if moved:
            [self.received[draft.index]] = hear_back(draft, move, moved[0], moment) or moved

    def claim_some(self) -> None:
        """Some of the open submissions are in hand at this moment."""
        users = {user.username: Staff(user) for user in User.objects.filter(username__in=CLAIMERS)}
        for username in CLAIMERS:
            actor = users[username]
            waiting = IntakeSubmission.objects.filter(state__in=[State.SCREENING, State.ACCEPTED], claimed_by=None)
            rows = [row for row in waiting.order_by("pk") if actor.may("liaison_pages.handle_submissions", row.venue)]
            if rows:
                claim(submission=self.rng.choice(rows), actor=actor)

    def _page(self, draft: Draft) -> IntakePage:
        settings = {code: row[3] for code, row in TABLE.items()}
        pages = [page for page in self.pages if settings[self.venues[page.pk].street.code] in draft.matter.areas]
        return self.rng.choices(pages, weights=[VISITED.get(self.venues[page.pk].code, 1) for page in pages])[0]

    def _data(self, draft: Draft, venue: Venue) -> dict:
        rng, matter = self.rng, draft.matter
        names = names_near(venue)
        before, after, _weight = rng.choices(VOICES, weights=[weight for _before, _after, weight in VOICES])[0]
        if draft.path == "rejected":
            before = after = ""
        return {
            "content": f"{before}{matter.content.format(**names)}{after}",
            "place": matter.where.format(**names),
            "title": matter.title if rng.random() < 0.6 else "",
            "category": self.categories.get(matter.category) if rng.random() < 0.85 else None,
            "deputy": rng.choice(self.rosters[venue.pk]) if rng.random() < 0.15 else None,
            "publish_consent": rng.random() < 0.5,
            "is_anonymous": rng.random() < 0.2,
            # Numbers that no operator gives out.
            "reach": f"1990000{rng.randrange(10_000):04}" if rng.random() < 0.7 else "",
        }

    def _photos(self, draft: Draft) -> list[CleanImage]:
        name = draft.matter.photo
        if not name or self.rng.random() < 0.4:
            return []
        if name not in self.photos:
            self.photos[name] = clean_image(ContentFile((PHOTOS / f"{name}.jpg").read_bytes(), name=f"{name}.jpg"))
        return [self.photos[name]]

    def _staff(self, submission: IntakeSubmission) -> Staff:
        """The head nearest above the venue, who has an account; else the district office."""
        path = submission.venue.path
        above = [place for place in self.heads if path.startswith(place)]
        if above and self.rng.random() < 0.8:
            return self.heads[max(above, key=len)]
        return self.rng.choice(self.offices)

    def _accept(self, draft: Draft, submission: IntakeSubmission) -> list:
        return perform([submission], "submission.accept", self._staff(submission))

    def _reject(self, draft: Draft, submission: IntakeSubmission) -> list:
        return perform([submission], "submission.reject", self._staff(submission), {"reason": draft.about, "note": ""})

    def _withdraw(self, draft: Draft, submission: IntakeSubmission) -> list:
        return perform([submission], "submission.withdraw", Resident())

    def _merge(self, draft: Draft, submission: IntakeSubmission) -> list:
        twin = self.received[draft.twin.index]
        return perform([submission], "submission.merge", self.offices[0], {"number": twin.number})

    def _on_spot(self, draft: Draft, submission: IntakeSubmission) -> list:
        data = {
            "who": "deputy",
            "deputy": self.rng.choice(self.rosters[submission.venue_id]).pk,
            "reply": draft.matter.reply,
        }
        return perform([submission], "submission.answer_on_spot", self._staff(submission), data)

    def _refer(self, draft: Draft, submission: IntakeSubmission) -> list:
        data = {
            "kind": "unit",
            "unit": self._unit(draft).pk,
            "effort": self.rng.choice(["simple", "simple", "complex"]),
        }
        if draft.path == "referred" and self.rng.random() < 0.15:
            data = {
                "kind": ReferralKind.HOTLINE,
                "outside_number": f"示例-{self.rng.randrange(10**6):06}",
                "effort": "simple",
            }
        return perform([submission], "submission.refer", self._staff(submission), data)

    def _return(self, draft: Draft, submission: IntakeSubmission) -> list | None:
        unit = self._unit(draft)
        officer = next(iter(unit.officers.all()), None)
        if officer is None:  # this unit has nobody with an account: it is still there
            return None
        other = next(each for each in self.units if each.code in NEIGHBOURS and each.pk != unit.pk)
        data = {"reason": RETURNED, "belongs_to": other.pk}
        return perform([submission], "submission.return", Staff(officer), data)

    def _answer(self, draft: Draft, submission: IntakeSubmission) -> list:
        unit = self._unit(draft)
        officer = next(iter(unit.officers.all()), None)
        data = {"reply": draft.matter.reply}
        if officer is not None:
            return perform([submission], "submission.answer", Staff(officer), data)
        return perform([submission], "submission.answer", self._staff(submission), data | {"reply_by": unit.name})

    def _close(self, draft: Draft, submission: IntakeSubmission) -> list:
        return perform([submission], "submission.close", self.rng.choice(self.offices))

    def _unit(self, draft: Draft) -> HandlingUnit:
        return next((unit for unit in self.units if draft.matter.unit in unit.name), self.units[0])
