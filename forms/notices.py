"""
What the author of a submission is told by e-mail or short message: a kind of notice for each move that matters; and
what is told to those who follow a public matter.

The words are those of the status page (`forms.wording`). No notice carries the query code (`cms.notices.links`), what
anybody wrote, or where.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.kernel.models import AuditEntry
from cms.kernel.states import inactive_ids
from cms.notices.kinds import NoticeKind
from cms.workdays.wording import day_text
from forms import transitions, wording
from forms.models import MATTER_TOPIC, IntakeSubmission, News, PublicMatter, State
from forms.services.following import MATTER_KIND, TOPIC

SUBJECT = gettext_lazy("{number} {what}")
TEXT = gettext_lazy(
    "您好：\n\n您提交的意见（编号 {number}）有新进展：{what}。{detail}\n\n{next}\n\n"
    "看进展，请打开（要填查询码）：\n{link}"
)
ANSWERED = gettext_lazy(
    "您好：\n\n您提交的意见（编号 {number}）有答复了：{what}。\n\n"
    "答复全文在进度页上。满意不满意、还有没有没解决的，都可以在那里告诉我们。请打开（要填查询码）：\n{link}"
)
WITHDRAWN = gettext_lazy(
    "您好：\n\n您提交的意见（编号 {number}）按您的意思撤回了，不再办理。\n\n不是您撤回的，请打电话告诉我们。"
)
SMS = gettext_lazy("{site}：您的意见 {number}，{what}。查进度 {link} 不再收 {off}")

WORDS = {
    "number": "GL-2026-000123",
    "what": gettext_lazy("站里接手了"),
    "detail": gettext_lazy("（说明：这里有时会有一句，没有就空着。）"),
    "next": gettext_lazy("最迟 12月10日 告诉您由谁办。"),
    "link": "https://liaison.example/status/?number=GL-2026-000123",
}


class SubmissionNotice(NoticeKind):
    """
    Tells the author, and with `tells_joined` the authors of what was merged into it, of one move. `shows_detail` adds
    what the history says beside the step: never what somebody wrote.
    """

    model = IntakeSubmission
    topic = TOPIC
    words = WORDS
    subject = SUBJECT
    sms = SMS

    def __init__(
        self, move, *, text: Promise = TEXT, example: Promise | str = "", tells_joined=True, shows_detail=False
    ):
        self.name = self.event = move.name
        self.title = move.title
        self.text = text
        self.words = {**WORDS, "what": example} if example else WORDS
        self._tells_joined, self._shows_detail = tells_joined, shows_detail

    def followed(self, objects):
        pks = [obj.pk for obj in objects]
        if not self._tells_joined:
            return pks
        share = Q(pk__in=pks) | Q(merged_into__in=pks, state=State.MERGED)
        return IntakeSubmission.objects.filter(share).order_by().values("pk")

    def load(self, pks) -> dict:
        related = ("site", "referred_to", "merged_into__referred_to")
        return IntakeSubmission.objects.select_related(*related).in_bulk(list(pks))

    def values(self, followed: IntakeSubmission, data: dict) -> dict | None:
        step = wording.step(AuditEntry(action=self.event, data=data))
        if step is None:
            return None
        main = followed.merged_into if followed.state == State.MERGED else followed
        return {
            "number": followed.number,
            "what": str(step.title).rstrip("。."),
            "detail": _("%(words)s。") % {"words": step.detail} if step.detail and self._shows_detail else "",
            "next": _next(main),
            "link": f"{followed.site.root_url}{reverse('liaison_forms:status_lookup')}?number={followed.number}",
        }


def _next(submission: IntakeSubmission) -> str:
    """What comes next and by when, as the status page says it."""
    now = wording.now(submission)
    due = ""
    if now.promise and submission.due_on:
        due = _("最迟 %(day)s %(promise)s。") % {"day": day_text(submission.due_on), "promise": now.promise}
    return " ".join(filter(None, [now.next_step, due]))


KINDS = (
    SubmissionNotice(transitions.Accept),
    SubmissionNotice(transitions.Reject, example=gettext_lazy("没有受理"), tells_joined=False, shows_detail=True),
    SubmissionNotice(
        transitions.Merge,
        example=gettext_lazy("和另一件相同的意见合在一起办"),
        tells_joined=False,
        shows_detail=True,
    ),
    SubmissionNotice(transitions.Refer, example=gettext_lazy("转给示例街道办理"), shows_detail=True),
    SubmissionNotice(transitions.Return, example=gettext_lazy("对方说不归它管，退回站里重新安排")),
    SubmissionNotice(transitions.PassOn, example=gettext_lazy("转到示例社区代表联络站接着办")),
    # What staff wrote of the reason stays on the status page.
    SubmissionNotice(transitions.Pause, example=gettext_lazy("暂停办理")),
    SubmissionNotice(transitions.Resume, example=gettext_lazy("接着办理")),
    SubmissionNotice(transitions.GrantExtension, example=gettext_lazy("日期延到 12月10日")),
    SubmissionNotice(transitions.Decline, example=gettext_lazy("没有提成建议，交回站里继续办")),
    *(
        SubmissionNotice(move, text=ANSWERED, example=gettext_lazy("示例街道答复了您"))
        for move in (
            transitions.Answer,
            transitions.AnswerOnSpot,
            transitions.AnswerEscalated,
            transitions.AnswerBySuggestion,
        )
    ),
    SubmissionNotice(transitions.Close, example=gettext_lazy("这件事办结了")),
    SubmissionNotice(transitions.Withdraw, text=WITHDRAWN, example=gettext_lazy("您撤回了意见"), tells_joined=False),
    SubmissionNotice(transitions.Reopen, example=gettext_lazy("还没有解决，站里重新办理"), tells_joined=False),
    SubmissionNotice(
        transitions.ReopenAfterReview, example=gettext_lazy("代表工委复核后，决定重新办理"), tells_joined=False
    ),
    SubmissionNotice(transitions.Uphold, example=gettext_lazy("代表工委复核后，维持答复"), tells_joined=False),
    SubmissionNotice(  # told only where the office publishes in one step
        transitions.PreparePublication, example=gettext_lazy("隐去您的信息，公开了这件事"), tells_joined=False
    ),
    SubmissionNotice(transitions.Publish, example=gettext_lazy("隐去您的信息，公开了这件事"), tells_joined=False),
    SubmissionNotice(transitions.Separate, example=gettext_lazy("您这件单独接着办"), tells_joined=False),
)


class MatterNews(NoticeKind):
    """
    Tells who follows a public matter that something new is to be read there. Says its title and nothing else of it:
    what is corrected or taken down later stays in nobody's mailbox.
    """

    model = PublicMatter
    name, topic = MATTER_KIND, MATTER_TOPIC
    has_sms = False
    title = gettext_lazy("公开的事有进展（发给关注的人）")
    words = {
        "title": gettext_lazy("示例巷口路灯不亮"),
        "what": gettext_lazy("有答复了"),
        "link": "https://liaison.example/matters/example/",
    }
    subject = gettext_lazy("{title}：{what}")
    text = gettext_lazy("您好：\n\n您关注的“{title}”，{what}。\n\n请打开看：\n{link}")

    def load(self, pks) -> dict:
        found = PublicMatter.objects.filter(is_public=True).select_related("site").in_bulk(list(pks))
        return {pk: matter for pk, matter in found.items() if not _is_off(matter)}

    def values(self, followed: PublicMatter, data: dict) -> dict:
        return {
            "title": followed.title,
            "what": str(News(data["news"]).label),
            "link": followed.site.root_url + reverse("liaison_forms:matter", args=[followed.code]),
        }


def _is_off(matter: PublicMatter) -> bool:
    """Whether the add-on it is of is switched off."""
    return bool(matter.plugin_id) and matter.plugin_id in inactive_ids(matter.site)
