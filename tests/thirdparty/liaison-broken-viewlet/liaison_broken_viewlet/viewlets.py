import time

from cms.kernel.viewlets import Viewlet


class Crashing(Viewlet):
    name = "broken_viewlet.crashing"

    def render_html(self, parent_context=None):
        raise RuntimeError("no viewlet today")


class Slow(Viewlet):
    name = "broken_viewlet.slow"

    def render_html(self, parent_context=None):
        time.sleep(0.25)
        return "慢慢来"
