"""The staff's daily mail: who gets it, what it says, once a day, and how it is switched."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.access.roles import Role
from cms.access.services import revoke
from cms.kernel.actors import Staff, System
from cms.notices import digest, services
from cms.notices.digest import choose, readers, wants, write_digests
from cms.notices.models import Notice, NoticeSettings, Subscription
from cms.notices.sending import send_waiting
from cms.notices.tasks import tidy
from cms.workdays.models import CalendarDay
from tests.chinese import unmarked_chinese
from tests.cms.notices.following import path_in
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import build_second_site, build_site
from tests.factories.suggestions import SuggestionFactory
from tests.forms.desks import Desks, person
from tests.races import at_once

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 12, 10, 6, 30)  # a Thursday
PEOPLE = (
    "head",
    "clerk",
    "reader",
    "editor",
    "foreign_head",
    "district",
    "auditor",
    "administrator",
    "deputy",
    "officer",
)


@pytest.fixture
def desks(site, time_machine) -> Desks:
    time_machine.move_to(timezone.make_aware(MORNING), tick=False)
    made = Desks()
    for name in PEOPLE:
        user = getattr(made, name)
        user.email = f"{name}@example.com"
        user.save()
    return made


def waiting(venue, **kwargs):
    return IntakeSubmissionFactory(venue=venue, title="王家漏水", content="王先生家漏水。", **kwargs)


def written() -> dict[str, str]:
    """Account → the body of its digest."""
    users = {user.pk: user.email.partition("@")[0] for user in digest.get_user_model().objects.all()}
    rows = Notice.objects.filter(kind="staff.digest").select_related("subscription")
    return {users[row.subscription.object_id]: row.body for row in rows}


# --- Who ------------------------------------------------------------------------------------------------------------


def test_heads_and_the_office_get_it_and_others_may(desks, site):
    assert {user.email for user in readers(site)} == {
        "head@example.com", "foreign_head@example.com", "district@example.com",
    }  # fmt: skip
    choose(user=desks.clerk, is_wanted=True, actor=Staff(desks.clerk))
    choose(user=desks.head, is_wanted=False, actor=Staff(desks.head))
    assert {user.email for user in readers(site)} == {
        "clerk@example.com", "foreign_head@example.com", "district@example.com",
    }  # fmt: skip
    assert [wants(user) for user in (desks.clerk, desks.head, desks.reader, desks.district)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_what_the_role_says_already_is_not_kept(desks):
    choose(user=desks.head, is_wanted=True, actor=Staff(desks.head))
    choose(user=desks.clerk, is_wanted=False, actor=Staff(desks.clerk))
    assert Subscription.objects.count() == 0


def test_closed_account_without_address_and_without_role_get_none(desks, site):
    for _turn in range(2):
        waiting(desks.venue)
    choose(user=desks.clerk, is_wanted=True, actor=Staff(desks.clerk))
    desks.head.is_active = False
    desks.head.save()
    desks.foreign_head.email = ""
    desks.foreign_head.save()
    revoke(user=desks.clerk, role=Role.RECEPTION_CLERK, venue=desks.venue, actor=System("tests"))
    write_digests(site)
    assert set(written()) == {"district"}


def test_of_another_district_nobody_gets_it_here(desks, site):
    other = build_second_site()
    assert list(readers(other)) == []
    waiting(desks.venue)
    write_digests(other)
    assert written() == {}


# --- What -----------------------------------------------------------------------------------------------------------


def test_each_reads_what_the_own_dashboard_counts_and_no_resident_s_words(desks, site):
    old = timezone.now() - timedelta(days=9)
    waiting(desks.venue, due_on=date(2026, 12, 9), created_at=old)
    waiting(desks.venue, due_on=date(2026, 12, 11), created_at=timezone.now() - timedelta(hours=9))
    waiting(desks.elsewhere, due_on=date(2026, 12, 31), created_at=old)
    SuggestionFactory(state="submitted", title="王家门口的路")
    write_digests(site)
    bodies = written()
    assert set(bodies) == {"head", "foreign_head", "district"}
    head = bodies["head"]
    for line in ("· 2 件等您处理", "· 1 件是上个工作日以来新来的", "· 1 件已逾期", "· 1 件这星期到期"):
        assert line in head
    assert f"{site.root_url}/admin/submissions/?due=overdue" in head
    assert "· 1 件等您处理" in bodies["foreign_head"]
    assert "已逾期" not in bodies["foreign_head"]
    assert "· 1 件等受理" in bodies["district"]
    assert "王" not in "".join(bodies.values())
    assert Notice.objects.first().subject == "12月10日 星期四 工作摘要"


def test_new_is_what_came_since_the_last_working_day(desks, site, time_machine):
    time_machine.move_to(timezone.make_aware(datetime(2026, 12, 14, 6)), tick=False)  # a Monday
    friday = timezone.make_aware(datetime(2026, 12, 11, 9))
    waiting(desks.venue, due_on=None, created_at=friday)
    waiting(desks.venue, due_on=None, created_at=friday - timedelta(days=1))
    write_digests(site)
    assert "· 1 件是上个工作日以来新来的" in written()["head"]


def test_who_has_nothing_to_do_gets_no_mail(desks, site):
    write_digests(site)
    assert (written(), Subscription.objects.count()) == ({}, 0)


@pytest.mark.parametrize("holiday", [True, False])
def test_on_days_off_nobody_gets_it(desks, site, time_machine, holiday):
    waiting(desks.venue)
    if holiday:
        CalendarDay.objects.create(date=MORNING.date(), is_working=False, name="示例节")
    else:
        time_machine.move_to(timezone.make_aware(MORNING + timedelta(days=2)), tick=False)  # a Saturday
    write_digests(site)
    assert written() == {}


def test_it_speaks_the_reader_s_language(desks, site):
    waiting(desks.venue)
    UserProfile.objects.update_or_create(user=desks.head, defaults={"preferred_language": "en"})
    write_digests(site)
    body = written()["head"]
    assert "· 1 waiting for you" in body
    assert "社情民意" not in body


# --- When, and once -------------------------------------------------------------------------------------------------


def test_it_goes_out_at_the_district_s_hour(desks, site, time_machine):
    waiting(desks.venue)
    NoticeSettings.objects.update_or_create(site=site, defaults={"digest_hour": 7})
    write_digests(site)
    send_waiting()
    assert mail.outbox == []
    time_machine.move_to(timezone.make_aware(MORNING.replace(hour=7, minute=1)), tick=False)
    send_waiting()
    assert sorted(message.to[0] for message in mail.outbox) == ["district@example.com", "head@example.com"]
    assert "账号设置" in mail.outbox[0].body


def test_written_again_nothing_is_doubled_and_tomorrow_comes_another(desks, site, time_machine):
    waiting(desks.venue, due_on=date(2026, 12, 31))
    write_digests(site)
    first = set(Notice.objects.values_list("pk", flat=True))
    write_digests(site)
    assert set(Notice.objects.values_list("pk", flat=True)) == first
    time_machine.move_to(timezone.make_aware(MORNING + timedelta(days=1)), tick=False)
    write_digests(site)
    assert Notice.objects.count() == 2 * len(first)
    assert Subscription.objects.count() == 2


def test_it_goes_to_the_address_as_it_is_now(desks, site, time_machine):
    waiting(desks.venue)
    write_digests(site)
    desks.head.email = "new@example.com"
    desks.head.save()
    time_machine.move_to(timezone.make_aware(MORNING + timedelta(days=1, hours=3)), tick=False)
    write_digests(site)
    send_waiting()
    assert "head@example.com" not in {message.to[0] for message in mail.outbox}
    assert "new@example.com" in {message.to[0] for message in mail.outbox}


@pytest.mark.parametrize("count", [1, 3])
def test_cost_for_one_reader_does_not_grow(desks, site, count, django_assert_max_num_queries):
    for _turn in range(count):
        waiting(desks.venue)
        SuggestionFactory(state="submitted")
    for user in (desks.foreign_head, desks.district):
        choose(user=user, is_wanted=False, actor=Staff(user))
    with django_assert_max_num_queries(42):
        write_digests(site)
    assert set(written()) == {"head"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_tasks_at_once_write_one_each(time_machine):
    time_machine.move_to(timezone.make_aware(MORNING), tick=False)
    site = build_site()
    made = Desks()
    for number in range(6):
        user = person(Role.VENUE_HEAD, made.venue)
        user.email = f"head{number}@example.com"
        user.save()
    waiting(made.venue)
    at_once(lambda: write_digests(site), lambda: write_digests(site))
    assert (Notice.objects.count(), Subscription.objects.count()) == (8, 8)  # with the head of the desks and the office


# --- Switching it ---------------------------------------------------------------------------------------------------


def test_one_click_in_the_mail_is_a_lasting_no(client, desks, site, time_machine):
    waiting(desks.venue)
    write_digests(site)
    time_machine.move_to(timezone.make_aware(MORNING + timedelta(hours=3)), tick=False)
    send_waiting()
    to_head = next(message for message in mail.outbox if message.to == ["head@example.com"])
    address = path_in(to_head.extra_headers["List-Unsubscribe"].strip("<>"))
    page = client.get(address).text
    assert "每天最多一封" not in page
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert "在后台的账号设置里打开" in response.text
    assert not wants(desks.head)
    time_machine.move_to(timezone.make_aware(MORNING + timedelta(days=200)), tick=False)
    tidy(site)
    write_digests(site)
    assert not wants(desks.head)
    assert "head" not in written()


def test_digest_is_not_made_daily_by_the_link(client, desks, site):
    waiting(desks.venue)
    write_digests(site)
    subscription = Subscription.objects.get(object_id=desks.head.pk)
    services.set_daily(subscription=subscription, is_daily=True, actor=System("tests"))
    subscription.refresh_from_db()
    assert not subscription.is_daily


def account(client, user):
    client.force_login(user)
    return client.get(reverse("wagtailadmin_account"))


def test_switched_in_the_account_settings(client, desks, site):
    page = account(client, desks.clerk)
    assert "工作日早上给我发一封摘要" in page.text
    fields = fields_of(page)
    response = client.post(reverse("wagtailadmin_account"), {**fields, "digest-is_wanted": "on"})
    assert response.status_code == 302
    assert wants(desks.clerk)
    fields = fields_of(account(client, desks.clerk))
    assert fields["digest-is_wanted"] == "on"
    del fields["digest-is_wanted"]
    client.post(reverse("wagtailadmin_account"), fields)
    assert not wants(desks.clerk)
    assert bytes(Subscription.objects.get().ciphertext) == b""


def test_without_an_address_it_says_what_to_do(client, desks):
    desks.clerk.email = ""
    desks.clerk.save()
    fields = fields_of(account(client, desks.clerk))
    fields["name_email-email"] = ""
    response = client.post(reverse("wagtailadmin_account"), {**fields, "digest-is_wanted": "on"})
    assert response.status_code == 200
    assert "您的账号没有邮箱" in response.text
    assert Subscription.objects.count() == 0


def test_nobody_without_a_role_and_nowhere_without_mail(client, desks, site, settings):
    stranger = UserFactory()
    assert "digest-is_wanted" not in account(client, stranger).text
    settings.NOTICES_BY_MAIL = False
    assert "digest-is_wanted" not in account(client, desks.head).text


def test_settings_speak_english(client, desks):
    UserProfile.objects.update_or_create(user=desks.head, defaults={"preferred_language": "en"})
    text = account(client, desks.head).text
    assert "Send me a digest on the morning of working days" in text
    assert [words for words in unmarked_chinese(text) if "简体中文" not in words] == []  # the names of languages


def fields_of(page) -> dict[str, str]:
    """What a browser would send of the account's page as it stands."""
    found = {}
    for panels in page.context["panels_by_tab"].values():
        for panel in panels:
            form = panel.get_form()
            if panel.name == "password":
                continue
            for field in form:
                value = field.value()
                if value is True:
                    found[field.html_name] = "on"
                elif value not in (None, False) and field.name != "avatar":
                    found[field.html_name] = value
    return found
