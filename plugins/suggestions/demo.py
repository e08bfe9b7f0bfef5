"""The demo's suggestions: one in each state, from what many residents said."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from zope.interface import implementer

from cms.access.models import User
from cms.access.roles import Role
from cms.demo import DemoContext, IDemoPart, absolute, at, last_working_moment
from cms.kernel.actors import Staff
from cms.kernel.perform import perform
from forms.demo.matters import COMMON_MATTERS
from liaison_pages.models import CongressTerm, Deputy, HandlingUnit
from plugins.suggestions.deadlines import remind
from plugins.suggestions.models import CongressSession, PauseReason, ReturnReason, Suggestion
from plugins.suggestions.services import publish

SESSION_NUMBER = 5
DAYS_BETWEEN_MOVES = 7
DAYS_UNTIL_RAISED = 4  # after the last of them was received: by then it was taken up

EXTRA_DAYS = 30
PAUSED_FOR = timedelta(days=45)
ASKED_REASON = "要和有关街道、镇一起踏勘，方案下月才能定。"
GRANTED_WORDS = "要和几个街道、镇一起定方案，定了再答复更扎实。"
REPLY = (
    "我们会同有关街道逐处查看，能马上办的已经办好，其余列入今年的计划，分两批完成，"
    "每一批完成后在联络站公布。感谢您和居民对这项工作的关心。"
)


@dataclass(frozen=True)
class Story:
    """How far a common matter gets: the moves after escalation, the unit, and whom each escalation asks to lead."""

    moves: tuple[str, ...]
    unit: str
    asked: tuple[str, ...]  # user names, one for each time that it is raised
    due_days: int = 90  # after it was assigned


# In the order of COMMON_MATTERS. A matter that was declined or returned is raised once more.
STORIES = (
    Story(("adopt", "accept", "assign", "reply", "close", "publish"), "U-ZJ", ("deputy",)),
    Story(("adopt", "accept", "assign", "reply"), "U-CG", ("deputy3",)),
    Story(("adopt", "accept", "assign"), "U-XF", ("deputy2",), due_days=10),  # late by now
    Story(("decline", "escalate", "adopt", "accept"), "U-MZ", ("deputy4", "deputy")),
    Story(("adopt", "return", "escalate", "adopt"), "U-JY", ("deputy3", "deputy3")),
    Story((), "U-WJ", ("deputy",)),
    Story(("adopt", "accept", "assign", "publish", "ask", "grant", "pause"), "U-NY", ("deputy4",), due_days=45),
    Story(("adopt", "accept", "assign", "ask"), "U-JT", ("deputy2",), due_days=20),
    Story((), "U-WL", ("deputy2",)),
)


@implementer(IDemoPart)
class SuggestionsPart:
    """Suggestions in every state, told by their histories."""

    order = 30

    def build(self, context: DemoContext) -> None:
        context.progress("代表建议")
        session = self._session(context)
        for matter, story in zip(COMMON_MATTERS, STORIES, strict=True):
            _Teller(context, session, matter).tell(story)
        with at(last_working_moment()):
            remind(context.site)

    def _session(self, context: DemoContext) -> CongressSession:
        term = CongressTerm.objects.order_by("-number").first()
        opened = date(timezone.localdate().year, 1, 8)
        return CongressSession.objects.create(site=context.site, term=term, number=SESSION_NUMBER, starts_on=opened)

    def describe(self, context: DemoContext) -> dict:
        rows = Suggestion.objects.filter(site=context.site).select_related("session__term").order_by("pk")
        return {
            "suggestions_url": absolute(reverse("suggestions_admin:index")),
            "suggestions": [_entry(suggestion) for suggestion in rows],
        }


def _entry(suggestion: Suggestion) -> dict:
    url = None
    if suggestion.is_published:
        session = suggestion.session
        url = absolute(reverse("suggestions:detail", args=[session.term.number, session.number, suggestion.number]))
    return {
        "number": suggestion.number,
        "state": suggestion.state,
        "url": url,
        "staff_url": absolute(reverse("suggestions_admin:detail", args=[suggestion.pk])),
    }


class _Teller:
    """One matter's way, a move a week."""

    def __init__(self, context: DemoContext, session: CongressSession, matter: tuple):
        self.title, self.facts, self.proposals, *_rest = matter
        self.submissions = context.shared["common_matters"][self.title]
        self.session = session
        self.office = Staff(User.objects.filter(groups__role_group__role=Role.DISTRICT_EDITOR).order_by("pk").first())
        self.suggestion: Suggestion | None = None

    def tell(self, story: Story) -> None:
        self.unit = HandlingUnit.objects.get(code=story.unit)
        self.due_days = story.due_days
        self.asked = iter([Deputy.objects.get(user__username=username) for username in story.asked])
        moment = max(each.created_at for each in self.submissions) + timedelta(days=DAYS_UNTIL_RAISED)
        for move in ("escalate", *story.moves):
            with at(min(moment, timezone.now())):
                getattr(self, f"_{move}")()
            moment += timedelta(days=DAYS_BETWEEN_MOVES)

    def _move(self, name: str, actor: Staff, data: dict | None = None) -> None:
        [self.suggestion] = perform([self.suggestion], f"suggestion.{name}", actor, data)

    def _escalate(self) -> None:
        self.deputy = next(self.asked)
        data = {
            "title": self.title,
            "facts": self.facts,
            "proposals": self.proposals,
            "proposed_deputy": self.deputy.pk,
        }
        perform(self.submissions, "submission.escalate", self.office, data)
        self.suggestion = Suggestion.objects.latest("pk")

    def _adopt(self) -> None:
        self._move("adopt", Staff(self.deputy.user))

    def _decline(self) -> None:
        self._move("decline", Staff(self.deputy.user), {"reason": "这件事已有另一位代表在跟进，建议补充情况后再提。"})

    def _return(self) -> None:
        self._move("return", self.office, {"reason": ReturnReason.NO_CONTENT, "note": "请写清地点和希望怎么办。"})

    def _accept(self) -> None:
        self._move("accept", self.office, {"session": self.session.pk})

    def _assign(self) -> None:
        due_on = timezone.localdate() + timedelta(days=self.due_days)
        self._move("assign", self.office, {"unit": self.unit.pk, "due_on": due_on})

    def _ask(self) -> None:
        due_on = self.suggestion.due_on + timedelta(days=EXTRA_DAYS)
        self._move("ask_extension", self._officer(), {"due_on": due_on, "reason": ASKED_REASON})

    def _grant(self) -> None:
        due_on = self.suggestion.due_on + timedelta(days=EXTRA_DAYS)
        self._move("grant_extension", self.office, {"due_on": due_on, "words": GRANTED_WORDS})

    def _pause(self) -> None:
        data = {"reason": PauseReason.CONDITIONS, "note": "", "expected_on": timezone.localdate() + PAUSED_FOR}
        self._move("pause", self.office, data)

    def _officer(self) -> Staff:
        """Who acts for the unit: the office, where it has nobody with an account."""
        officer = self.unit.officers.first()
        return Staff(officer) if officer else self.office

    def _reply(self) -> None:
        self._move(
            "reply",
            self._officer(),
            {
                "category": "A",
                "body": REPLY,
                "replied_on": timezone.localdate(),
                "document_number": f"广示复〔{timezone.localdate().year}〕{self.suggestion.number} 号",
                "signatory": "示例负责人",
            },
        )

    def _close(self) -> None:
        self._move("close", self.office)

    def _publish(self) -> None:
        publish(suggestion=self.suggestion, actor=self.office, is_secrecy_reviewed=True, is_privacy_reviewed=True)
