"""What each role lands on after signing in: its own work, nobody else's, at a cost that does not grow."""

import datetime
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.access.services import sync_venue
from cms.kernel.counts import count_text
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import ReceptionFactory, ReceptionRuleFactory, VenueFactory, VenuePageFactory
from tests.factories.suggestions import SuggestionFactory
from tests.forms.desks import Desks

HOME = reverse("wagtailadmin_home")
TOMORROW = timezone.localdate() + datetime.timedelta(days=1)
CARDS = {
    "head": ["社情民意", "我的家站点", "代表建议", "接下来的接待", "接待安排要补", "居民还看不到的", "还没发布的改动"],
    "editor": ["我的家站点", "接下来的接待", "接待安排要补", "居民还看不到的", "还没发布的改动"],
    "clerk": ["社情民意", "我的家站点", "代表建议", "接下来的接待"],
    "reader": ["社情民意", "我的家站点", "代表建议", "接下来的接待"],
    "deputy": ["社情民意", "代表建议", "接下来的接待"],
    "officer": ["社情民意", "代表建议", "接下来的接待"],
    "district": ["社情民意", "代表建议", "接下来的接待", "接待安排要补", "还没发布的改动"],
    "auditor": ["社情民意", "代表建议", "接下来的接待"],
    "administrator": ["社情民意", "代表建议", "接下来的接待", "接待安排要补", "还没发布的改动", "账号"],
}


def cards(response) -> dict[str, str]:
    """The cards by their titles, in order, as words."""
    found = {}
    for html in re.findall(r'<section class="liaison-card".*?</section>', response.content.decode(), re.S):
        words = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
        title = re.sub(r"<[^>]+>", "", re.search(r"<h2.*?</h2>", html, re.S).group()).strip()
        found[title] = words
    return found


def a_day_s_work(desks, venue) -> None:
    """One more of everything that a dashboard tells, at `venue`."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    IntakeSubmissionFactory(venue=venue, due_on=yesterday)
    IntakeSubmissionFactory(venue=venue, state="referred", referred_to=desks.unit, referral_kind="unit")
    source = IntakeSubmissionFactory(venue=venue, state="escalated")
    SuggestionFactory(state="assigned", lead_unit=desks.unit, due_on=yesterday, submissions=[source])
    for values in ({}, {"state": "submitted"}, {"state": "accepted"}, {"state": "replied"}):
        SuggestionFactory(**values)
    reception = ReceptionFactory(venue=venue, date=TOMORROW, deputies=[desks.deputy.deputy])
    reception.units.add(desks.unit)
    ReceptionRuleFactory(venue=venue, ends_on=TOMORROW)
    VenuePageFactory(venue=venue, has_unpublished_changes=True)
    sync_venue(venue)  # what making the page in the admin does


@pytest.fixture
def desks(site) -> Desks:
    return Desks()


@pytest.mark.parametrize("who", CARDS)
def test_dashboard_shows_each_role_its_own_work(desks, client, who):
    a_day_s_work(desks, desks.venue)
    client.force_login(getattr(desks, who))

    assert list(cards(client.get(HOME))) == CARDS[who]


@pytest.mark.parametrize("who", CARDS)
def test_dashboard_of_a_quiet_day_has_kind_words_or_nothing(desks, client, who):
    client.force_login(getattr(desks, who))

    shown = cards(client.get(HOME))

    if "社情民意" in shown:
        assert "都办好了" in shown["社情民意"]
    assert ("代表建议" in shown) == (who in {"deputy", "officer", "district", "administrator"})
    assert "还没发布的改动" not in shown


@pytest.mark.parametrize("who", ["head", "editor", "clerk", "reader", "deputy", "officer"])
def test_dashboard_tells_nothing_of_other_places(desks, client, who):
    a_day_s_work(Desks(), desks.elsewhere)
    client.force_login(getattr(desks, who))

    text = client.get(HOME).content.decode()

    assert desks.elsewhere.name not in text
    assert IntakeSubmissionFactory._meta.model.objects.first().number not in text


@pytest.mark.parametrize("who", CARDS)
def test_dashboard_costs_the_same_for_little_and_for_much(desks, client, who):
    a_day_s_work(desks, desks.venue)
    client.force_login(getattr(desks, who))
    for_little = queries(client)

    for _ in range(3):
        a_day_s_work(desks, VenueFactory(parent=desks.venue))

    assert queries(client) == for_little


def queries(client) -> int:
    client.get(HOME)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(HOME).status_code == 200
    return len(captured)


def test_account_without_a_role_is_told_whom_to_ask(site, client, desks):
    user = UserFactory()
    user.user_permissions.add(*desks.head.groups.first().permissions.filter(codename="access_admin"))
    client.force_login(user)

    response = client.get(HOME)

    assert cards(response) == {}
    assert "您的账号还没有角色" in response.content.decode()


def test_administrator_sees_who_cannot_do_anything_yet(desks, client):
    idle = UserFactory(display_name="示例新同事")
    client.force_login(desks.administrator)

    response = client.get(HOME)

    assert "示例新同事 还没有角色" in cards(response)["账号"]
    assert reverse("wagtailusers_users:roles", args=[idle.pk]) in response.content.decode()


def test_receptions_lead_staff_to_the_rota_and_deputies_to_the_public_page(desks, client):
    page = VenuePageFactory(venue=desks.venue)
    ReceptionFactory(venue=desks.venue, date=TOMORROW, deputies=[desks.deputy.deputy])
    cancelled = ReceptionFactory(venue=desks.venue, date=TOMORROW, starts_at=datetime.time(7), status="cancelled")
    rota = reverse("venue_hub:rota", args=[desks.venue.pk])

    for who, is_staff in (("reader", True), ("auditor", True), ("deputy", False)):
        client.force_login(getattr(desks, who))
        html = client.get(HOME).content.decode()
        assert (f'href="{rota}"' in html) == is_staff
        assert (f'href="{page.get_url()}"' in html) == (not is_staff)
        assert cancelled.time_text not in html


def test_rota_that_runs_out_is_told_to_those_who_keep_it(desks, client):
    ReceptionRuleFactory(venue=desks.venue, ends_on=TOMORROW)
    client.force_login(desks.editor)
    assert "1 条规则快到期 1 个站接下来没有接待" in cards(client.get(HOME))["接待安排要补"]

    ReceptionRuleFactory(venue=desks.venue, ends_on=None)
    ReceptionFactory(venue=desks.venue, date=TOMORROW)
    assert "接待安排要补" not in cards(client.get(HOME))


def test_counts_stop_where_people_stop_reading():
    assert [count_text(number) for number in (0, 99, 1000, 1001)] == ["0", "99", "1,000", "1,000+"]
    assert count_text(100, most=99) == "99+"
