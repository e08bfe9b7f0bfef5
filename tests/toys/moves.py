"""The toys' viewlet, move, handler and task."""

from django.utils.safestring import SafeString

from cms.kernel.transitions import Transition
from cms.kernel.viewlets import Viewlet
from forms.models import IntakeSubmission

told: list[str] = []  # what the handler and the task said


class ToyViewlet(Viewlet):
    name = "toys.shelf"

    def render_html(self, parent_context=None) -> str:
        return SafeString("<p>玩具架</p>")


class Play(Transition):
    name = "toys.play"
    title = "玩"
    model = IntakeSubmission
    sources = frozenset({"screening"})
    target = "accepted"


def heard(event) -> None:
    told.append(event.name)


def tidy(site) -> None:
    told.append(f"tidy {site.pk}")
