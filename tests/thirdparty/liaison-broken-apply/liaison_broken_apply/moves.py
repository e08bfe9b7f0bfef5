from forms.transitions import SubmissionTransition


class Move(SubmissionTransition):
    name, title = "broken_apply.move", "出错"
    sources, target = frozenset({"screening"}), "accepted"

    def apply(self, actor, data):
        self.object.title = "改了一半"
        self.object.save()
        raise RuntimeError("no apply today")
