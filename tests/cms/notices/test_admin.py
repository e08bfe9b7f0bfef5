"""Staff's screens: who sees them, what they change, and what hostile words do there."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.kernel.models import AuditEntry
from cms.notices import services
from cms.notices.kinds import channels_of
from cms.notices.models import Notice, NoticeTemplate
from tests.chinese import unmarked_chinese
from tests.cms.notices.following import follow
from tests.factories.access import UserFactory
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import build_second_site
from tests.forms.desks import Desks, person

pytestmark = pytest.mark.django_db

REPORT, TEMPLATES = (reverse(f"liaison_notices_admin:{name}") for name in ("report", "templates"))


def template_url(kind="submission.accept", channel="mail", language="zh-hans", name="template") -> str:
    return reverse(f"liaison_notices_admin:{name}", args=[kind, channel, language])


@pytest.fixture
def office(client, site):
    client.force_login(person(Role.DISTRICT_EDITOR))
    return client


@pytest.fixture
def stuck(site):
    """One of each kind that waits for somebody."""
    submission = IntakeSubmissionFactory()
    follow(submission)
    for key in ("failed", "uncertain"):
        services.queue(obj=submission, kind="submission.accept", values={}, key=key)
        Notice.objects.filter(key=key).update(state=key, reason="SMTPRecipientsRefused 550", attempts=1)
    return submission


def words(**changed) -> dict:
    return {"subject": "接手了 {number}", "body": "您好：{what}。{link}", **changed}


def test_office_writes_its_own_words(office):
    assert office.get(template_url()).status_code == 200
    assert office.post(template_url(), words()).status_code == 302
    row = NoticeTemplate.objects.get()
    assert (row.kind, row.channel, row.language, row.body) == (
        "submission.accept",
        "mail",
        "zh-hans",
        "您好：{what}。{link}",
    )
    assert AuditEntry.objects.get(action="notices.template").data == {
        "kind": "submission.accept",
        "channel": "mail",
        "language": "zh-hans",
    }
    page = office.get(TEMPLATES).content.decode()
    assert page.count("改过的说法") == 1
    assert office.get(template_url()).context["form"].initial["body"] == row.body


def test_reset_brings_the_default_words_back(office):
    office.post(template_url(), words())
    office.post(template_url(), {"reset": "1"})
    office.post(template_url(), {"reset": "1"})
    assert not NoticeTemplate.objects.exists()
    assert "新进展" in office.get(template_url()).context["form"].initial["body"]


@pytest.mark.parametrize(
    "body",
    ["", " ", "{code}", "{number.__class__}", "{", "{% now %}{x}", "x" * 4001, "\x00", "{{number}}"],
)
def test_wrong_words_are_told_at_their_field_and_kept(office, body):
    response = office.post(template_url(), words(body=body))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["body"]
    assert response.context["form"]["subject"].value() == "接手了 {number}"
    assert not NoticeTemplate.objects.exists()


def test_short_message_has_a_limit(office):
    response = office.post(template_url(channel="sms"), {"body": "字" * 501})
    assert response.context["form"].errors == {"body": ["短信太长了，最多 500 个字。"]}
    assert office.post(template_url(channel="sms"), {"body": "字" * 500}).status_code == 302


def test_preview_shows_the_examples_and_saves_nothing(office):
    page = office.post(template_url(), words(preview="1")).content.decode()
    assert "接手了 GL-2026-000123" in page
    fragment = office.post(template_url(channel="sms", name="preview"), {"body": "字" * 71}).content.decode()
    assert "71 个字，按 2 条短信发" in fragment
    assert not NoticeTemplate.objects.exists()


def test_preview_of_hostile_words_is_text(office):
    body = "<script>alert(1)</script>{number}{x}{{y}}{%z%}"
    response = office.post(template_url(name="preview"), words(body=body))
    page = response.content.decode()
    assert response.status_code == 200
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;GL-2026-000123" in page
    assert "不认识 {x}" in page


@pytest.mark.parametrize(
    "args", [("x", "mail", "zh-hans"), ("submission.accept", "fax", "en"), ("notices.confirm", "sms", "fr")]
)
def test_what_there_is_not_is_404(office, args):
    assert office.get(template_url(*args)).status_code == 404
    assert office.post(template_url(*args), words()).status_code == 404


def test_every_kind_has_words_that_pass_its_own_check(office):
    page = office.get(TEMPLATES)
    for kind, _cells in page.context["rows"]:
        for channel in channels_of(kind):
            for language in ("zh-hans", "en"):
                form = office.get(template_url(kind.name, channel, language)).context["form"]
                data = {name: str(value) for name, value in form.initial.items()}
                services.check_words(kind, **data)


@pytest.mark.parametrize("kind", ["matter.news", "staff.digest"])
def test_kind_without_short_messages_has_no_words_for_one(office, kind):
    assert office.get(template_url(kind, "mail", "en")).status_code == 200
    assert office.get(template_url(kind, "sms", "en")).status_code == 404
    assert template_url(kind, "sms", "en") not in office.get(TEMPLATES).content.decode()


def test_report_shows_what_did_not_go_out_and_no_address(office, stuck):
    page = office.get(REPORT).content.decode()
    assert "对方的邮箱不收" in page
    assert "多半已经发出" in page
    assert f"编号 {stuck.number} 的意见" in page
    assert "example.com" not in page


def test_resend_puts_it_back(office, stuck):
    notice = Notice.objects.get(state="uncertain")
    assert office.post(reverse("liaison_notices_admin:resend", args=[notice.pk])).status_code == 302
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.reason) == ("waiting", 0, "")
    assert AuditEntry.objects.filter(action="notices.resend").count() == 1


@pytest.mark.parametrize("state", ["waiting", "handed", "sent"])
def test_what_is_not_stuck_is_not_sent_again(office, stuck, state):
    notice = Notice.objects.get(state="uncertain")
    Notice.objects.update(state=state)
    assert office.post(reverse("liaison_notices_admin:resend", args=[notice.pk])).status_code == 404
    assert set(Notice.objects.values_list("state", flat=True)) == {state}


def test_other_districts_are_neither_seen_nor_sent(client, stuck):
    other = build_second_site()
    user = UserFactory()
    grant(user=user, role=Role.DISTRICT_EDITOR, site=other, actor=System("tests"))
    client.force_login(user)
    assert list(client.get(REPORT).context["page"]) == []
    notice = Notice.objects.get(state="uncertain")
    assert client.post(reverse("liaison_notices_admin:resend", args=[notice.pk])).status_code == 404
    client.post(template_url(), words())
    assert NoticeTemplate.objects.get().site == other
    notice.refresh_from_db()
    assert notice.state == "uncertain"


@pytest.mark.parametrize("name", ["head", "clerk", "reader", "auditor", "deputy", "officer"])
def test_others_are_refused_and_change_nothing(client, stuck, name):
    client.force_login(getattr(Desks(), name))
    resend = reverse("liaison_notices_admin:resend", args=[Notice.objects.first().pk])
    for response in (
        client.get(REPORT),
        client.get(TEMPLATES),
        client.post(template_url(), words()),
        client.post(template_url(name="preview"), words()),
        client.post(resend),
    ):
        assert response.status_code == 403
    assert not NoticeTemplate.objects.exists()
    assert set(Notice.objects.values_list("state", flat=True)) == {"failed", "uncertain"}


@pytest.mark.parametrize("count", [1, 3])
def test_report_costs_the_same_for_any_number(office, site, count, django_assert_num_queries):
    submission = IntakeSubmissionFactory()
    follow(submission)
    for number in range(count):
        services.queue(obj=submission, kind="submission.accept", values={}, key=str(number))
    Notice.objects.update(state="failed")
    office.get(REPORT)
    with django_assert_num_queries(29):
        assert office.get(REPORT).content.decode().count("再发一次</button>") == count


def test_screens_speak_english(client, site, stuck):
    user = person(Role.DISTRICT_EDITOR)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client.force_login(user)
    for url in (REPORT, TEMPLATES, template_url(language="en"), template_url(channel="sms")):
        found = unmarked_chinese(client.get(url).content.decode())
        assert [words for words in found if "示例" not in words and "编号" not in words] == []
