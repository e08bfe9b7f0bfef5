"""What an author can do on the status page, in the author's words."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.kernel.actors import Resident
from cms.kernel.exceptions import KernelError
from cms.kernel.perform import find, prepare
from cms.workdays.wording import day_text
from forms.models import IntakeSubmission

AUTHOR = Resident()


@dataclass(frozen=True)
class Act:
    """
    A move of the author's: its address, the button that leads to it, its page, and what is said when it is done.

    `until_words` tell the last day for it (%(day)s).
    """

    slug: str
    move: str
    label: Promise
    heading: Promise
    explanation: Promise
    button: Promise
    done: Promise
    until_words: Promise | str = ""
    is_primary: bool = False


@dataclass(frozen=True)
class Offer:
    """An act that is possible now, with the last day for it, if there is one."""

    act: Act
    until: date | None

    @property
    def until_words(self) -> str:
        """Until when it is possible; empty where no day is set."""
        return self.act.until_words % {"day": day_text(self.until)} if self.until else ""


RATE = Act(
    "rate",
    "submission.rate",
    label=_("评价这次答复"),
    heading=_("评价这次答复"),
    explanation=_("选一项就行。评过以后不能改，这件事随后办结。"),
    button=_("提交评价"),
    done=_("评价收到了，谢谢您。"),
    until_words=_("%(day)s 前（含当天）可以评价，到时没有评价就自动办结。"),
    is_primary=True,
)
UNSOLVED = Act(
    "unsolved",
    "submission.reopen",
    label=_("还没有解决"),
    heading=_("还没有解决"),
    explanation=_("告诉我们哪里没有解决，站里会重新办理。这样直接重新办理只有一次；以后再没有解决，由代表工委复核。"),
    button=_("请站里重新办理"),
    done=_("知道了，站里会重新办理。进展还在这一页。"),
    until_words=_("没有解决的，最迟 %(day)s 告诉我们，站里会重新办理。"),
)
REVIEW = Act(
    "review",
    "submission.ask_review",
    label=_("还没有解决"),
    heading=_("请代表工委复核"),
    explanation=_("这件事已经重新办理过一次。告诉我们哪里还没有解决，代表工委会看一遍，再决定重新办理还是维持答复。"),
    button=_("请代表工委复核"),
    done=_("已请代表工委复核。结果会写在这一页上。"),
    until_words=_("没有解决的，%(day)s 前（含当天）可以请代表工委复核。"),
)
ADD = Act(
    "add",
    "submission.add",
    label=_("补充情况"),
    heading=_("补充情况"),
    explanation=_("有了新情况，或者上次没写全，写在这里，接手的家站点看得到。"),
    button=_("提交补充"),
    done=_("补充的情况记下了，接手的家站点看得到。"),
)
WITHDRAW = Act(
    "withdraw",
    "submission.withdraw",
    label=_("撤回"),
    heading=_("要撤回这件意见吗"),
    explanation=_(
        "撤回以后不再办理，也不能恢复；想再提，要重新写一份。已经写进代表建议的，建议会接着办，但不再算您这一件。"
    ),
    button=_("确定撤回"),
    done=_("已撤回，不再办理。"),
)
KEEP_PRIVATE = Act(
    "keep-private",
    "submission.withdraw_consent",
    label=_("不再同意公开"),
    heading=_("不再同意公开这件事吗"),
    explanation=_(
        "您提交时同意过：隐去您的信息，公开这件事和办理结果。收回以后不会公开，已经公开的马上撤下，办理照常。"
    ),
    button=_("不再同意公开"),
    done=_("记下了：以后不公开，已经公开的撤下了。办理照常。"),
)
ERASE = Act(
    "erase-contact",
    "submission.erase_contact",
    label=_("删去联系方式"),
    heading=_("要删去您的联系方式吗"),
    explanation=_(
        "手机号、邮箱和监护人的姓名一起删去，不能恢复，通知也就停了。以后站里找不到您，进展和答复都在这一页上，"
        "只能凭编号和查询码来看，请先收好。这件事照常办理。正文里写到的、照片上拍到的不会删。"
    ),
    button=_("确定删去"),
    done=_("联系方式删去了，通知也停了。进展还在这一页，请收好编号和查询码。"),
)
ACTS = {act.slug: act for act in (RATE, UNSOLVED, REVIEW, ADD, WITHDRAW, KEEP_PRIVATE, ERASE)}


def offers(submission: IntakeSubmission) -> list[Offer]:
    """What the author can do now, in the order of the buttons."""
    found = []
    for act in ACTS.values():
        try:
            move = prepare([submission], act.move, AUTHOR)
        except KernelError:
            continue
        found.append(Offer(act, move.open_until(submission)))
    return found


def was_done(act: Act, submission: IntakeSubmission, data: dict) -> bool:
    """Whether what the act asks for with these cleaned `data` is so already."""
    return find(act.move, submission).was_made(submission, data)
