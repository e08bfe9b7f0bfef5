"""Passing a case to another venue: who may pass it where, what moves along, and who sees it afterwards."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.clock.models import Deadline
from cms.kernel.actors import Resident
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.perform import perform
from forms import wording
from forms.models import IntakeSubmission, PublicMatter
from forms.selectors.rights import may_see, venues_to_pass_to
from liaison_pages.models import DistrictSettings
from tests.factories.liaison_pages import VenueFactory, build_second_site, build_site
from tests.forms.desks import Desks, person
from tests.forms.submitting import filled
from tests.forms.test_publishing import published
from tests.races import at_once

pytestmark = pytest.mark.django_db
NAME = "submission.pass_on"


def pass_on(submission, venue, actor, note=""):
    return perform([submission], NAME, actor, {"venue": venue.code, "note": note})[0]


@pytest.fixture
def station(desks):
    """Below the desks' home."""
    return VenueFactory(parent=desks.venue, name="示例联络站")


@pytest.mark.parametrize("state", ["screening", "accepted"])
def test_case_goes_to_the_other_venue_in_its_state(desks, station, state):
    submission = desks.submission(state=state, claimed_by=desks.head, claimed_until=timezone.now())
    due_on = submission.due_on
    moved = pass_on(submission, station, desks.actor("head"), note="在你们那边")
    moved.refresh_from_db()
    assert (moved.venue, moved.state, moved.due_on, moved.claimed_by) == (station, state, due_on, None)
    entry = history(moved).get()
    assert entry.data == {"from": desks.venue.name, "to": "示例联络站", "note": "在你们那边"}
    line = wording.step(entry)
    assert (line.title, "在你们那边" in line.title + line.detail) == ("转到示例联络站接着办", False)


def test_clock_runs_on_at_the_new_venue_with_the_same_date(client, desks, page, station):
    client.post(reverse("liaison_forms:submit", args=[page.pk]), filled(page))
    submission = IntakeSubmission.objects.get()
    other = VenueFactory()
    pass_on(submission, other, desks.actor("district"))
    rows = list(Deadline.objects.order_by("pk").values_list("venue", "due_on", "what", "ended_by"))
    assert rows == [
        (submission.venue_id, submission.due_on, "screening", "replaced"),
        (other.pk, submission.due_on, "screening", ""),
    ]


def test_what_is_public_of_it_moves_along(desks):
    submission = published(desks, state="accepted")
    pass_on(submission, desks.elsewhere, desks.actor("district"))
    matter = PublicMatter.objects.get()
    assert (matter.venue, matter.street, matter.is_public) == (desks.elsewhere, desks.elsewhere.street, True)


def test_former_station_sees_nothing_of_it(client, desks):
    submission = desks.submission()
    pass_on(submission, desks.elsewhere, desks.actor("district"))
    assert not may_see(desks.head, submission)
    assert not may_see(desks.deputy, submission)
    assert may_see(desks.foreign_head, submission)
    client.force_login(desks.head)
    assert client.get(reverse("liaison_queue:detail", args=[submission.pk])).status_code == 404


def test_staff_pass_on_below_their_own_home_and_to_the_district_s_desk(site, desks, station):
    submission = desks.submission()
    sister = VenueFactory(parent=desks.venue)
    desk = VenueFactory()
    DistrictSettings.objects.update_or_create(site=site, defaults={"desk_venue": desk})
    assert set(venues_to_pass_to(desks.head, submission)) == {station, sister, desk}
    at_station = pass_on(submission, station, desks.actor("head"))
    head = person("venue_head", station)
    assert set(venues_to_pass_to(head, at_station)) == {desks.venue, sister, desk}


def test_the_district_s_desk_passes_on_anywhere(site, desks):
    DistrictSettings.objects.update_or_create(site=site, defaults={"desk_venue": desks.venue})
    assert set(venues_to_pass_to(desks.head, desks.submission())) == {desks.elsewhere}


def test_venue_elsewhere_is_refused_to_staff_and_nothing_changes(desks):
    submission = desks.submission()
    with pytest.raises(InvalidMove):
        pass_on(submission, desks.elsewhere, desks.actor("head"))
    submission.refresh_from_db()
    assert submission.venue == desks.venue
    assert list(history(submission)) == []


def test_other_district_is_nobody_s_to_pass_to(desks):
    foreign = VenueFactory(site=build_second_site())
    with pytest.raises(InvalidMove):
        pass_on(desks.submission(), foreign, desks.actor("district"))


@pytest.mark.parametrize("who", ["foreign_head", "reader", "editor", "auditor", "deputy", "officer"])
def test_others_do_not_pass_it_on(desks, who):
    submission = desks.submission()
    with pytest.raises(Denied):
        pass_on(submission, desks.elsewhere, desks.actor(who))
    submission.refresh_from_db()
    assert submission.venue == desks.venue


def test_author_does_not_pass_it_on(desks):
    with pytest.raises(Denied):
        pass_on(desks.submission(), desks.elsewhere, Resident())


@pytest.mark.parametrize("state", ["referred", "answered", "closed", "rejected", "withdrawn", "merged", "escalated"])
def test_case_that_went_its_way_is_not_passed_on(desks, state):
    with pytest.raises(Conflict):
        pass_on(desks.submission(state=state), desks.elsewhere, desks.actor("district"))


def test_screen_passes_it_on_and_leads_back_to_the_list(signed_in, desks, station):
    submission = desks.submission()
    client = signed_in("head")
    url = reverse("liaison_queue:move", args=[submission.pk, NAME])
    html = client.get(url).content.decode()
    assert f'value="{station.code}"' in html
    assert f'value="{desks.elsewhere.code}"' not in html
    response = client.post(url, {"venue": station.code, "note": ""}, follow=True)
    assert response.redirect_chain[0][1] == 302
    assert "已转到示例联络站，期限不变。" in response.content.decode()


@pytest.mark.parametrize("typed", ["", "none", "\x00", "9" * 300])
def test_unknown_venue_is_told_at_the_field(signed_in, desks, station, typed):
    submission = desks.submission()
    url = reverse("liaison_queue:move", args=[submission.pk, NAME])
    response = signed_in("head").post(url, {"venue": typed, "note": "留着"})
    assert response.status_code == 422
    assert "留着" in response.content.decode()
    submission.refresh_from_db()
    assert submission.venue == desks.venue


# --- At once ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def crowd():
    build_site()
    return Desks()


def move(submission, name: str, actor, **data):
    return lambda: perform([IntakeSubmission.objects.get(pk=submission.pk)], name, actor, data)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_former_station_does_not_decide_what_is_passed_on_at_once(crowd):
    submission = crowd.submission()
    head, office = crowd.actor("head"), crowd.actor("district")

    def accept():
        try:
            return move(submission, "submission.accept", head)()
        except Denied as error:
            return error

    passed, accepted = at_once(move(submission, NAME, office, venue=crowd.elsewhere.code, note=""), accept)

    submission.refresh_from_db()
    actions = list(history(submission).values_list("action", flat=True))
    if isinstance(accepted, Denied):
        assert (submission.state, submission.venue, actions) == ("screening", crowd.elsewhere, [NAME])
    elif isinstance(passed, Conflict):  # the head took it first, and holds the claim
        assert (submission.state, submission.venue, actions) == ("accepted", crowd.venue, ["submission.accept"])
    else:
        raise AssertionError(f"both went through: {actions}")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_passed_on_twice_at_once_goes_to_one_venue(crowd):
    submission = crowd.submission()
    other = VenueFactory()
    office = crowd.actor("district")
    calls = [move(submission, NAME, office, venue=venue.code, note="") for venue in (crowd.elsewhere, other)]

    at_once(*calls)

    submission.refresh_from_db()
    entries = list(history(submission))
    assert [entry.action for entry in entries] == [NAME] * len(entries)
    assert entries[-1].data["to"] == submission.venue.name
    assert Deadline.objects.filter(object_id=submission.pk, ended_on=None).count() <= 1
