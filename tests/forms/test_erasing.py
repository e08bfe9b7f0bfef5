"""An author takes back the contact with number and code: it is gone, notices end, the case goes on."""

import pytest

from cms.kernel.actors import Resident
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied
from cms.kernel.perform import perform
from cms.notices.models import Notice, Subscription
from forms.models import IntakeSubmission, State, SubmissionContact
from forms.reach import Reach
from forms.selectors.history import history_lines
from forms.services.contacts import read_contact, store_contact
from tests.cms.notices.following import ask, follow
from tests.forms.test_move_permissions import EVERYBODY, everything
from tests.forms.test_status import Known, text_of

pytestmark = pytest.mark.django_db
PHONE = Reach("phone", "13800000000")
MAIL = "li@example.com"


def reachable(submission, guardian: str = ""):
    store_contact(submission=submission, reach=PHONE, guardian=guardian)
    return submission


def erase(submission, actor=None):
    return perform([submission], "submission.erase_contact", actor or Resident(), {})[0]


def kept() -> tuple:
    rows = (SubmissionContact, Subscription, Notice)
    return (*everything(), *(list(model.objects.order_by("pk").values()) for model in rows))


@pytest.mark.parametrize("state", State.values)
def test_contact_is_erased_in_any_state_and_the_case_stays_as_it_is(desks, state):
    submission = reachable(desks.submission(state=state, guardian_consent=True), guardian="示例监护人")
    before = IntakeSubmission.objects.values().get()
    erase(submission)
    assert SubmissionContact.objects.count() == 0
    assert IntakeSubmission.objects.values().get() == before
    assert read_contact(submission=submission, actor=desks.actor("district"), purpose="回访") is None


def test_staff_read_in_the_history_that_it_is_gone_and_not_what_it_was(desks, signed_in):
    submission = erase(reachable(desks.submission()))
    [line] = history_lines(submission)
    assert (line.title, line.details, line.state) == ("删去联系方式", "", "")
    entry = history(submission).get()
    assert (entry.action, entry.actor_kind, entry.data) == ("submission.erase_contact", "resident", {})
    html = signed_in("head").get(f"/admin/submissions/{submission.pk}/").content.decode()
    assert "删去联系方式" in html
    assert "查看联系方式" not in html


def test_every_subscription_ends_and_what_waits_is_dropped(desks):
    submission = reachable(desks.submission())
    follow(submission, MAIL)
    ask(submission, "other@example.com")
    perform([submission], "submission.accept", desks.actor("head"))
    assert Notice.objects.filter(state="waiting").count() == 2
    erase(submission)
    assert Notice.objects.count() == 0
    assert {(each.state, bytes(each.ciphertext)) for each in Subscription.objects.all()} == {("ended", b"")}
    perform([submission], "submission.answer", desks.actor("head"), {"reply": "已修好。", "reply_by": "示例站"})
    assert Notice.objects.count() == 0


def test_who_only_gets_notices_can_end_them_so(desks):
    submission = desks.submission()
    follow(submission, MAIL)
    erase(submission)
    assert Subscription.objects.get().is_ended


def test_own_contact_goes_and_those_of_the_joined_stay(desks):
    main, other = reachable(desks.submission()), reachable(desks.submission())
    follow(main, MAIL)
    follow(other, "other@example.com")
    perform([other], "submission.merge", desks.actor("head"), {"number": main.number})
    erase(other)
    assert list(SubmissionContact.objects.values_list("submission", flat=True)) == [main.pk]
    assert Subscription.objects.exclude(state="ended").get().object_id == main.pk

    store_contact(submission=other, reach=PHONE)
    erase(main)
    assert list(SubmissionContact.objects.values_list("submission", flat=True)) == [other.pk]


@pytest.mark.parametrize("name", EVERYBODY)
def test_nobody_but_the_author_erases_it(desks, name):
    submission = reachable(desks.submission(state="referred", referred_to=desks.unit, referral_kind="unit"))
    before = kept()
    with pytest.raises(Denied):
        erase(submission, desks.actor(name))
    assert kept() == before


def test_where_nothing_was_left_there_is_nothing_to_do(desks):
    submission = desks.submission()
    before = kept()
    with pytest.raises(Conflict, match="没有留联系方式，也没有开通知。"):
        erase(submission)
    assert kept() == before


# --- The status page ----------------------------------------------------------------------------------------------


def offered(client, known) -> bool:
    return "erase-contact" in [offer.act.slug for offer in client.get(known.url).context["offers"]]


def test_it_is_offered_to_whom_it_concerns_and_says_beforehand_what_follows(client, site):
    known = Known()
    assert not offered(client, known)
    reachable(known.submission)
    assert offered(client, known)
    html = text_of(client.get(f"{known.url}erase-contact/"))
    for words in ("不能恢复", "通知也就停了", "只能凭编号和查询码来看", "照常办理", "不会删"):
        assert words in html
    assert SubmissionContact.objects.count() == 1


def test_author_confirms_reads_it_and_may_send_it_twice(client, site):
    known = Known()
    reachable(known.submission)
    first = client.post(f"{known.url}erase-contact/")
    before = kept()
    second = client.post(f"{known.url}erase-contact/")
    assert (second.status_code, second["Location"]) == (303, first["Location"])
    assert kept() == before
    response = client.get(first["Location"])
    assert "联系方式删去了，通知也停了" in text_of(response)
    assert response.context["timeline"][0].title == "您删去了联系方式"
    assert not offered(client, known)


def test_who_joined_it_is_not_told(client, desks):
    main, other = Known(venue=desks.venue), Known(venue=desks.venue)
    perform([other.submission], "submission.merge", desks.actor("head"), {"number": main.submission.number})
    erase(reachable(IntakeSubmission.objects.get(pk=main.submission.pk)))
    assert "您删去了联系方式" not in text_of(client.get(other.url))
