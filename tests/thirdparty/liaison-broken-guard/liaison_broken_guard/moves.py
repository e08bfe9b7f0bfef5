from forms.transitions import SubmissionTransition


class Move(SubmissionTransition):
    name, title = "broken_guard.move", "出错"
    sources, target = frozenset({"screening"}), "accepted"

    def guard(self, actor):
        raise RuntimeError("no guard today")
