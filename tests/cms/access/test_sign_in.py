"""Signing in: in Chinese, under the product's name; locked after repeated failures."""

import pytest
from django.core import mail
from django.urls import reverse

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from tests.factories.access import PASSWORD, UserFactory
from tests.factories.liaison_pages import VenueFactory

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


@pytest.fixture
def head(site):
    user = UserFactory(username="head", display_name="示例站长")
    grant(user=user, role=Role.VENUE_HEAD, venue=VenueFactory(), actor=System("tests"))
    return user


@pytest.fixture
def _locks(settings):
    settings.AXES_ENABLED = True


def attempt(client, username="head", password="wrong", address="192.0.2.1"):  # noqa: S107  what nobody has
    return client.post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR=address)


def test_login_page_is_chinese_and_names_the_product(client, site):
    html = client.get(LOGIN).content.decode()
    assert '<html lang="zh-hans"' in html.lower()
    assert "登录连心站" in html
    assert "Sign in" not in html


def test_home_greets_by_name(client, head):
    attempt(client, password=PASSWORD)
    assert "示例站长，您好" in client.get("/admin/").content.decode()


def test_wrong_password_is_told_in_chinese(client, head):
    response = attempt(client)
    assert response.status_code == 200
    assert response.context["form"].errors == {"__all__": ["用户名或密码不对，请再试一次。"]}


@pytest.mark.usefixtures("_locks")
def test_account_is_locked_for_the_address_after_repeated_failures(client, head, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert attempt(client).status_code == 200
    response = attempt(client)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "1 小时后才能再试" in response.content.decode()
    assert attempt(client, password=PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_locks")
def test_lock_holds_for_that_account_and_that_address_alone(client, head, settings):
    other = UserFactory(username="other")
    grant(user=other, role=Role.VENUE_HEAD, venue=VenueFactory(), actor=System("tests"))
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client)
    assert attempt(client, password=PASSWORD, address="192.0.2.2").status_code == 302
    client.logout()
    assert attempt(client, username="other", password=PASSWORD).status_code == 302


@pytest.mark.usefixtures("_locks")
def test_success_forgets_failures(client, head, settings):
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            attempt(client)
        assert attempt(client, password=PASSWORD).status_code == 302
        client.logout()


def test_inactive_account_does_not_sign_in(client, head):
    head.is_active = False
    head.save()
    assert attempt(client, password=PASSWORD).status_code == 200


def test_deactivation_ends_the_session(client, head):
    attempt(client, password=PASSWORD)
    head.is_active = False
    head.save()
    assert client.get("/admin/").status_code == 302


def test_password_reset_mail_is_chinese(client, head):
    response = client.post(reverse("wagtailadmin_password_reset"), {"email": head.email})
    assert response.status_code == 302
    assert [(message.to, "重置" in message.subject) for message in mail.outbox] == [([head.email], True)]
    assert "head" in mail.outbox[0].body


@pytest.mark.parametrize("is_enabled", [True, False])
def test_link_to_a_new_password_is_offered_only_where_mail_is_sent(client, head, settings, is_enabled):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = is_enabled
    assert (reverse("wagtailadmin_password_reset") in client.get(LOGIN).content.decode()) is is_enabled


@pytest.mark.parametrize("data", [{}, {"username": "\x00", "password": "x"}, {"username": "x" * 5000, "password": "x"}])
def test_odd_input_is_answered_at_the_form(client, site, data):
    assert client.post(LOGIN, data).status_code in {200, 400}
