import logging

from django.utils.html import format_html

from cms.kernel.viewlets import Viewlet
from forms.transitions import SubmissionTransition


class BenchesViewlet(Viewlet):
    name = "benches.nearby"

    def render_html(self, parent_context=None):
        return format_html("<p>{}附近有长椅</p>", parent_context["venue"].name)


class Sit(SubmissionTransition):
    name, title = "benches.sit", "坐下谈"
    sources, target = frozenset({"screening"}), "accepted"
    permission = "liaison_pages.handle_submissions"


def count(event):
    logging.getLogger(__name__).warning("benches counted %s", event.object_pks)
