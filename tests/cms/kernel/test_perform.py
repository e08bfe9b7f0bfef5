"""The one way a state changes, with toy moves of submissions."""

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import Resident, Staff, System
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied, Failed, InvalidMove
from cms.kernel.models import AuditEntry, Event, EventDelivery
from cms.kernel.perform import available_transitions, blank_form, form_as_typed, perform, prepare
from cms.kernel.states import set_enabled
from cms.kernel.transitions import Transition
from forms.models import IntakeSubmission
from liaison_pages.models import Venue
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import VenueFactory


class PlaceForm(forms.Form):
    place = forms.CharField(max_length=10)


class Toy(Transition):
    """screening → accepted, with a new place; whoever handles submissions there."""

    name = "toy.move"
    title = "移动"
    model = IntakeSubmission
    sources = frozenset({"screening"})
    target = "accepted"
    permission = "liaison_pages.handle_submissions"
    form = PlaceForm
    takes_many = True

    def apply(self, actor, data):
        for submission in self.objects:
            submission.place = data["place"]
        return {"place": data["place"]}


class Crashing(Toy):
    name = "toy.crash"

    def apply(self, actor, data):
        self.object.merged_into = self.objects[-1]
        self.object.save()
        raise RuntimeError("in the middle")


class CrashingGuard(Toy):
    name = "toy.crashing_guard"

    def guard(self, actor):
        raise RuntimeError("cannot tell")


class Refusing(Toy):
    name = "toy.refuse"

    def guard(self, actor):
        raise Conflict("别人先拿了。")


class Single(Toy):
    name = "toy.single"
    takes_many = False


class Staying(Toy):
    name = "toy.stay"
    target = ""


MOVES = (Toy, Crashing, CrashingGuard, Refusing, Single, Staying)
DATA = {"place": "新地方"}


@pytest.fixture
def plugin(load):
    return load(lambda registrar: [registrar.transition(move.name, move) for move in MOVES])


@pytest.fixture
def submissions(site, plugin) -> list[IntakeSubmission]:
    return IntakeSubmissionFactory.create_batch(3, venue=VenueFactory())


@pytest.fixture
def clerk(submissions):
    user = UserFactory()
    grant(user=user, role=Role.RECEPTION_CLERK, venue=submissions[0].venue, actor=System("tests"))
    AuditEntry.objects.all().delete()
    return user


def nothing_changed(submissions) -> bool:
    states = set(IntakeSubmission.objects.values_list("state", "place", "merged_into"))
    return (states, AuditEntry.objects.count(), Event.objects.count()) == (
        {("screening", submissions[0].place, None)},
        0,
        0,
    )


def test_all_are_moved_with_an_audit_row_each_and_one_event(submissions, clerk):
    moved = perform(submissions, "toy.move", Staff(clerk), DATA)

    assert [(each.state, each.place) for each in moved] == [("accepted", "新地方")] * 3
    assert list(IntakeSubmission.objects.values_list("state", flat=True)) == ["accepted"] * 3
    for submission in submissions:
        entry = history(submission).get()
        assert (entry.action, entry.from_state, entry.to_state, entry.data) == (
            "toy.move",
            "screening",
            "accepted",
            {"place": "新地方"},
        )
        assert (entry.actor_kind, entry.actor_user, entry.actor_name) == ("staff", clerk, clerk.display_name)
        assert entry.site == submission.site
    event = Event.objects.get()
    assert (event.name, event.object_pks, event.data) == (
        "toy.move",
        [each.pk for each in submissions],
        {"place": "新地方"},
    )


def test_move_without_a_target_leaves_state_and_its_day(submissions, clerk):
    before = submissions[0].state_changed_at

    [moved] = perform(submissions[:1], "toy.stay", Staff(clerk), DATA)

    assert (moved.state, moved.state_changed_at, moved.place) == ("screening", before, "新地方")
    entry = history(moved).get()
    assert (entry.action, entry.from_state, entry.to_state) == ("toy.stay", "screening", "")
    assert Event.objects.get().name == "toy.stay"


def test_rows_are_locked_in_the_order_of_their_keys(submissions, clerk):
    with CaptureQueriesContext(connection) as captured:
        moved = perform(submissions[::-1], "toy.move", Staff(clerk), DATA)
    assert [each.pk for each in moved] == sorted(each.pk for each in submissions)
    (locking,) = [
        query["sql"]
        for query in captured.captured_queries
        if 'FROM "liaison_forms_intakesubmission"' in query["sql"] and "IN (" in query["sql"]
    ]
    assert 'ORDER BY "liaison_forms_intakesubmission"."id" ASC' in locking
    assert locking.endswith("FOR UPDATE") == (connection.vendor == "postgresql")


def test_same_object_twice_is_moved_once(submissions, clerk):
    assert len(perform([submissions[0], submissions[0]], "toy.move", Staff(clerk), DATA)) == 1
    assert history(submissions[0]).count() == 1


def test_fresh_rows_count_not_the_ones_given(submissions, clerk):
    IntakeSubmission.objects.filter(pk=submissions[1].pk).update(state="closed")
    with pytest.raises(Conflict, match=submissions[1].number):
        perform(submissions, "toy.move", Staff(clerk), DATA)
    assert list(IntakeSubmission.objects.order_by("pk").values_list("state", flat=True)) == [
        "screening",
        "closed",
        "screening",
    ]
    assert AuditEntry.objects.count() == 0


def test_row_that_is_gone_is_a_conflict(submissions, clerk):
    IntakeSubmission.objects.filter(pk=submissions[1].pk).delete()
    with pytest.raises(Conflict):
        perform(submissions, "toy.move", Staff(clerk), DATA)
    assert nothing_changed(submissions)


def test_many_for_a_move_of_one_is_a_conflict(submissions, clerk):
    with pytest.raises(Conflict):
        perform(submissions, "toy.single", Staff(clerk), DATA)
    assert nothing_changed(submissions)


@pytest.mark.parametrize("actor", ["stranger", "inactive", "resident"])
def test_without_permission_it_is_denied(submissions, clerk, actor):
    clerk.is_active = actor != "inactive"
    who = {"stranger": Staff(UserFactory()), "inactive": Staff(clerk), "resident": Resident()}[actor]
    with pytest.raises(Denied):
        perform(submissions, "toy.move", who, DATA)
    assert nothing_changed(submissions)


def test_permission_is_asked_of_every_object(submissions, clerk):
    foreign = IntakeSubmissionFactory(place=submissions[0].place)
    with pytest.raises(Denied):
        perform([*submissions, foreign], "toy.move", Staff(clerk), DATA)
    assert nothing_changed(submissions)


def test_system_needs_no_permission(submissions):
    perform(submissions, "toy.move", System("nightly"), DATA)
    entry = history(submissions[0]).get()
    assert (entry.actor_kind, entry.actor_user, entry.actor_name) == ("system", None, "nightly")


@pytest.mark.parametrize("data", [{}, None, {"place": ""}, {"place": "长" * 11}, {"place": "a\x00"}])
def test_faulty_data_are_an_invalid_move_naming_the_field(submissions, clerk, data):
    with pytest.raises(InvalidMove) as caught:
        perform(submissions, "toy.move", Staff(clerk), data)
    assert list(caught.value.errors) == ["place"]
    assert nothing_changed(submissions)


def test_error_in_apply_rolls_everything_back(submissions, clerk):
    with pytest.raises(RuntimeError, match="in the middle"):
        perform(submissions, "toy.crash", Staff(clerk), DATA)
    assert nothing_changed(submissions)


def test_error_in_apply_is_told_and_logged_outside_of_tests(submissions, clerk, settings, caplog):
    settings.LIAISON_RAISE_IN_SLOTS = False
    with pytest.raises(Failed, match="什么都没有改变"):
        perform(submissions, "toy.crash", Staff(clerk), DATA)
    assert "apply of toy.crash of toys failed" in caplog.text
    assert nothing_changed(submissions)


def test_what_cannot_be_kept_fails_the_move(submissions, clerk, settings, monkeypatch):
    settings.LIAISON_RAISE_IN_SLOTS = False
    monkeypatch.setattr(Toy, "apply", lambda self, actor, data: {"when": object()})
    with pytest.raises(Failed):
        perform(submissions, "toy.move", Staff(clerk), DATA)
    assert nothing_changed(submissions)


def test_guard_that_crashes_denies(submissions, clerk, caplog):
    with pytest.raises(Denied):
        perform(submissions, "toy.crashing_guard", Staff(clerk), DATA)
    assert "guard of toy.crashing_guard of toys failed" in caplog.text
    assert nothing_changed(submissions)


@pytest.fixture
def unmakeable(monkeypatch, settings):
    """The toy move cannot even be made."""
    settings.LIAISON_RAISE_IN_SLOTS = False

    def crash(self, objects):
        raise RuntimeError("not today")

    monkeypatch.setattr(Toy, "__init__", crash)


def test_move_that_cannot_be_made_fails_and_is_logged(submissions, clerk, unmakeable, caplog):
    with pytest.raises(Failed):
        perform(submissions, "toy.move", Staff(clerk), DATA)
    with pytest.raises(Failed):
        prepare(submissions, "toy.move", Staff(clerk))
    assert "making of toy.move of toys failed" in caplog.text
    assert nothing_changed(submissions)


def test_move_that_cannot_be_made_is_not_offered_and_hides_no_other(submissions, clerk, unmakeable, monkeypatch):
    monkeypatch.setattr(Crashing, "__init__", Transition.__init__)
    assert [move.name for move in available_transitions(submissions, Staff(clerk))] == ["toy.crash"]


def test_form_that_cannot_be_made_fails_and_is_logged(submissions, clerk, settings, monkeypatch, caplog):
    settings.LIAISON_RAISE_IN_SLOTS = False
    move = prepare(submissions, "toy.move", Staff(clerk))
    monkeypatch.setattr(Toy, "get_form", lambda self, data=None: 1 / 0)
    with pytest.raises(Failed):
        blank_form(move)
    with pytest.raises(Failed):
        form_as_typed("toy.move", submissions, Staff(clerk), DATA)
    assert caplog.text.count("form of toy.move of toys failed") == 2


def test_guard_that_refuses_is_heard(submissions, clerk):
    with pytest.raises(Conflict, match="别人先拿了"):
        perform(submissions, "toy.refuse", Staff(clerk), DATA)
    assert nothing_changed(submissions)


def test_unknown_move_is_denied(submissions, clerk):
    with pytest.raises(Denied):
        perform(submissions, "toy.unknown", Staff(clerk), DATA)
    assert nothing_changed(submissions)


def test_move_of_another_model_is_denied(site, plugin):
    venue = VenueFactory()
    with pytest.raises(Denied):
        perform([venue], "toy.move", System(), DATA)
    with pytest.raises(Denied):
        prepare([venue], "toy.move", System())
    assert Venue.objects.count() == 1


def test_preparing_checks_and_changes_nothing(submissions, clerk):
    move = prepare(submissions, "toy.move", Staff(clerk))
    assert (move.name, move.objects, move.actor) == ("toy.move", submissions, Staff(clerk))
    with pytest.raises(Denied):
        prepare(submissions, "toy.move", Staff(UserFactory()))
    assert nothing_changed(submissions)


def test_available_are_those_the_actor_could_make(submissions, clerk):
    def names(objects, actor):
        return [move.name for move in available_transitions(objects, actor)]

    assert names(submissions[:1], Staff(clerk)) == ["toy.move", "toy.crash", "toy.single", "toy.stay"]
    assert names(submissions, Staff(clerk)) == ["toy.move", "toy.crash", "toy.stay"]
    assert names(submissions, Staff(UserFactory())) == []
    IntakeSubmission.objects.update(state="closed")
    assert names(list(IntakeSubmission.objects.all()), Staff(clerk)) == []


def test_move_of_a_plugin_that_is_off_is_denied_and_not_offered(submissions, clerk, site):
    set_enabled(plugin_id="toys", site=site, is_enabled=False, actor=System())
    with pytest.raises(Denied):
        perform(submissions, "toy.move", Staff(clerk), DATA)
    assert available_transitions(submissions, Staff(clerk)) == []
    AuditEntry.objects.filter(action="plugin.disable").delete()  # of the switching
    assert nothing_changed(submissions)
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System())
    assert perform(submissions, "toy.move", Staff(clerk), DATA)[0].state == "accepted"


def test_handler_is_planned_with_the_change_and_not_without_it(load, plugin, site):
    load(lambda registrar: registrar.on("toy.move", lambda event: None, "toys.hear"), id="ears")
    submission = IntakeSubmissionFactory()
    with pytest.raises(InvalidMove):
        perform([submission], "toy.move", System(), {})
    assert EventDelivery.objects.count() == 0
    perform([submission], "toy.move", System(), DATA)
    assert EventDelivery.objects.get().handler == "toys.hear"
