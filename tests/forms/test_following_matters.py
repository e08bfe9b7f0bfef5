"""Following a public matter by e-mail: asked, confirmed, told what everybody can read, and dropped with the matter."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.kernel.actors import Resident, System
from cms.kernel.models import PluginState
from cms.kernel.perform import perform
from cms.limits import stores
from cms.notices import services
from cms.notices.announcing import BATCH, spread_next
from cms.notices.models import Announcement, Notice, NoticeTemplate, Subscription
from cms.notices.sending import send_waiting
from cms.notices.tasks import tidy
from forms import tokens
from forms.models import IntakeSubmission, PublicMatter
from forms.selectors.publishing import matter_of
from forms.services import matters
from forms.services.following import MATTER_KIND, follow_matter
from forms.tasks import drop_quiet_followers
from tests.chinese import unmarked_chinese
from tests.cms.notices.following import notices, path_in
from tests.factories.forms import publish_matter
from tests.factories.liaison_pages import build_second_site, build_site
from tests.forms.submitting import errors_of, solved
from tests.forms.test_publishing import REVIEWED, TEXTS, answered, move
from tests.races import at_once

pytestmark = pytest.mark.django_db

MAIL = "wang@example.com"


@pytest.fixture(autouse=True)
def _fresh_counts():
    stores.forget()
    yield
    stores.forget()


@pytest.fixture
def matter(site) -> PublicMatter:
    return publish_matter(progress="underway", done="", done_by="")


def ask(client, matter, email=MAIL, **data):
    return client.post(f"/matters/{matter.code}/follow/", {"email": email, **data})


def follow(matter, email=MAIL, language="zh-hans") -> Subscription:
    """A confirmed follower; the request to confirm is out of the way."""
    follow_matter(matter=matter, address=email, language=language, actor=Resident())
    digest = services.address_digest("mail", email)
    subscription = Subscription.objects.get(object_id=matter.pk, address_digest=digest)
    services.confirm(subscription=subscription, actor=Resident())
    subscription.notices.all().delete()
    return subscription


def change(matter, **values) -> PublicMatter:
    """Publish it again, with other `values`."""
    names = ("title", "place", "said", "done", "done_by", "progress", "venue", "plugin_id")
    given = {name: getattr(matter, name) for name in names}
    source = matter.source_type.model_class().objects.get(pk=matter.source_pk)
    return matters.show(source=source, site=matter.site, **{**given, **values})


def answer(matter) -> PublicMatter:
    return change(matter, progress="done", done="线路已换，灯亮了。", done_by="示例城管局")


def take_down(matter) -> None:
    matters.hide(source=matter.source_type.model_class().objects.get(pk=matter.source_pk))


def spread() -> None:
    while spread_next():
        pass


def everything() -> tuple:
    return Subscription.objects.count(), Notice.objects.count(), Announcement.objects.count()


# --- The whole way --------------------------------------------------------------------------------------------------


def test_from_the_page_to_the_mail_and_out_again(client, matter):
    page = client.get(f"/matters/{matter.code}/")
    assert "有进展时发邮件告诉我" in page.text

    response = ask(client, matter, token=page.context["form"]["token"].value())
    assert (response.status_code, response["Location"]) == (303, f"/matters/{matter.code}/?follow=asked#follow")
    assert "请打开收到的确认链接" in client.get(response["Location"]).text
    send_waiting()
    assert matter.title in mail.outbox[0].body
    answer(matter)
    send_waiting()
    assert len(mail.outbox) == 1  # not confirmed: not told

    client.post(path_in(mail.outbox[0].body))
    change(matter, progress="done", done="线路和灯都换了。", done_by="示例城管局")
    send_waiting()
    told = mail.outbox[1]
    assert (told.to, told.subject) == ([MAIL], f"{matter.title}：内容有更新")
    assert f"/matters/{matter.code}/" in told.body
    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    client.post(path_in(told.extra_headers["List-Unsubscribe"].strip("<>")), {"List-Unsubscribe": "One-Click"})
    subscription = Subscription.objects.get()
    assert (subscription.is_ended, bytes(subscription.ciphertext)) == (True, b"")
    change(matter, progress="underway")
    assert (notices(state="waiting"), Announcement.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("underway", {"progress": "done", "done": "修好了。", "done_by": "示例局"}, "有答复了"),
        ("underway", {"done": "正在查线路。"}, "内容有更新"),
        ("done", {"done": "又换了一盏。"}, "内容有更新"),
        ("done", {"title": "巷口的路灯"}, "内容有更新"),
        ("done", {"progress": "underway"}, "正在重新办理"),
    ],
)
def test_what_is_told(site, before, after, words):
    matter = publish_matter(progress=before)
    follow(matter)
    changed = change(matter, **after)
    spread()
    notice = Notice.objects.get()
    assert (notice.kind, notice.subject) == (MATTER_KIND, f"{changed.title}：{words}")


def test_published_again_without_a_change_tells_nobody(matter):
    follow(matter)
    change(matter)
    assert everything() == (1, 0, 0)


def test_mail_says_the_title_and_nothing_else_of_it(matter):
    subscription = follow(matter)
    changed = answer(matter)
    spread()
    notice = Notice.objects.get()
    text = notice.subject + notice.body
    source = IntakeSubmission.objects.get(pk=matter.source_pk)
    for words in (changed.said, changed.done, changed.done_by, source.number, source.content, source.place, MAIL):
        assert words not in text
    assert changed.title in text
    assert MAIL.encode() not in bytes(subscription.ciphertext)


def test_moves_of_the_source_are_told_as_the_public_reads_them(desks):
    submission = answered(desks, state="answered", rating="mostly_satisfied")
    submission = move(submission, "prepare_publication", desks.district, REVIEWED)
    follow(matter_of(submission))

    submission = move(submission, "close", desks.district)  # the page says nothing of it
    assert Announcement.objects.count() == 0

    perform([submission], "submission.reopen", Resident(), {"reason": "灯又坏了，在 3 号楼王家门口"})
    spread()
    notice = Notice.objects.get()
    assert notice.subject == f"{TEXTS['title']}：正在重新办理"
    assert "王家" not in notice.body


def test_only_followers_of_this_matter_are_told(matter):
    follow(publish_matter(), "other@example.com")
    answer(matter)
    spread()
    assert notices() == []


def test_who_confirms_after_the_news_is_not_told_of_it(matter):
    follow(matter, "early@example.com")
    answer(matter)
    follow(matter, "late@example.com")
    spread()
    digests = set(Notice.objects.values_list("subscription__address_digest", flat=True))
    assert digests == {services.address_digest("mail", "early@example.com")}


def test_newer_news_takes_the_place_of_what_waits(matter):
    subscription = follow(matter)
    services.set_daily(subscription=subscription, is_daily=True, actor=Resident())
    answer(matter)
    spread()
    change(matter, title="巷口的路灯", progress="underway")
    spread()
    assert Notice.objects.get().subject == "巷口的路灯：正在重新办理"


def test_new_title_stands_in_messages_from_now_on(matter):
    follow(matter)
    change(matter, title="巷口的路灯")
    send_waiting()
    assert matter.title not in mail.outbox[0].subject + mail.outbox[0].body
    assert "您订了“巷口的路灯”的进展" in mail.outbox[0].body


def test_district_words_and_language_of_the_follower(matter):
    words = {"subject": "{what}", "body": "See {link}"}
    NoticeTemplate.objects.create(site=matter.site, kind=MATTER_KIND, channel="mail", language="en", **words)
    follow(matter, language="en")
    answer(matter)
    spread()
    notice = Notice.objects.get()
    assert notice.subject == "It has been answered"
    assert f"/en/matters/{matter.code}/" in notice.body


def test_change_that_is_rolled_back_tells_nobody(matter, monkeypatch):
    follow(matter)
    monkeypatch.setattr("forms.services.following.services.announce", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answer(matter)
    matter.refresh_from_db()
    assert (matter.progress, Announcement.objects.count()) == ("underway", 0)


# --- Taken down, quiet, off -----------------------------------------------------------------------------------------


def test_what_is_taken_down_is_forgotten_with_all_that_was_written_about_it(client, matter):
    subscription = follow(matter)
    answer(matter)
    send_waiting()
    change(matter, progress="underway")
    spread()
    change(matter, title="巷口的路灯")
    assert everything() == (1, 2, 1)
    sent = len(mail.outbox)

    take_down(matter)

    assert everything() == (1, 0, 0)
    subscription.refresh_from_db()
    assert (subscription.is_ended, bytes(subscription.ciphertext), subscription.about) == (True, b"", "")
    send_waiting()
    assert len(mail.outbox) == sent
    ended = client.get(path_in(mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")))
    assert "通知关掉了" in ended.text
    assert "路灯" not in ended.text
    tidy(matter.site)
    assert Subscription.objects.count() == 1
    Subscription.objects.update(ended_at=timezone.now() - timedelta(days=91))
    tidy(matter.site)
    assert Subscription.objects.count() == 0


def test_unconfirmed_one_of_what_is_taken_down_cannot_be_confirmed(client, matter):
    ask(client, matter)
    send_waiting()
    take_down(matter)
    assert client.post(path_in(mail.outbox[0].body)).status_code == 404
    assert Subscription.objects.get().is_ended


def test_what_was_taken_down_cannot_be_followed(client, matter):
    take_down(matter)
    assert ask(client, matter).status_code == 404
    follow_matter(matter=matter, address=MAIL, language="zh-hans", actor=Resident())
    assert everything() == (0, 0, 0)


def test_public_again_it_is_followed_anew(matter):
    follow(matter)
    take_down(matter)
    change(matter, title="巷口的路灯", said="坏了。")
    assert Announcement.objects.count() == 0
    assert follow(matter).notices.count() == 0
    assert Subscription.objects.get().about == "巷口的路灯"


def test_after_a_year_without_news_addresses_go(matter, site):
    old, recent = follow(matter), follow(matter, "late@example.com")
    other = follow(publish_matter())
    year_ago = timezone.now() - timedelta(days=366)
    Subscription.objects.filter(pk=old.pk).update(requested_at=year_ago)
    drop_quiet_followers(site)
    assert not Subscription.objects.filter(state="ended").exists()  # it was published just now

    PublicMatter.objects.filter(pk=matter.pk).update(progressed_at=year_ago)
    drop_quiet_followers(site)
    states = {each.pk: each.state for each in Subscription.objects.all()}
    assert states == {old.pk: "ended", recent.pk: "confirmed", other.pk: "confirmed"}


def test_news_of_an_add_on_that_is_off_is_told_to_nobody(site):
    matter = publish_matter(plugin_id="suggestions")
    follow(matter)
    change(matter, done="换好了。")
    PluginState.objects.update_or_create(site=site, plugin_id="suggestions", defaults={"is_enabled": False})
    spread()
    assert everything() == (1, 0, 0)


def test_kind_that_nobody_provides_any_more_is_dropped(matter):
    follow(matter)
    answer(matter)
    Announcement.objects.update(kind="gone.news")
    spread()
    assert everything() == (1, 0, 0)


# --- The form -------------------------------------------------------------------------------------------------------


def test_known_address_is_answered_as_any_other(client, matter):
    first = ask(client, matter, "new@example.com")
    follow(matter)
    before = everything()
    again = ask(client, matter)
    assert (first.status_code, first["Location"], first.text) == (again.status_code, again["Location"], again.text)
    assert everything() == before


@pytest.mark.parametrize(
    "email",
    ["", "x", "13800000000", "a@b", "li@example.com\r\nBcc: x@example.com", "x" * 200, "\x00", "😀@example.com", "@"],
)
def test_odd_address_is_told_at_its_field_and_kept(client, matter, email):
    response = ask(client, matter, email)
    assert response.status_code == 422
    assert errors_of(response)["email"]
    assert response.context["form"]["email"].value() == email
    assert everything() == (0, 0, 0)


def test_get_leads_to_the_matter(client, matter):
    response = client.get(f"/matters/{matter.code}/follow/")
    assert (response.status_code, response["Location"]) == (302, f"/matters/{matter.code}/")


def test_matter_of_another_district_is_404(client, matter):
    other = build_second_site()
    assert client.post(f"/matters/{matter.code}/follow/", {"email": MAIL}, HTTP_HOST=other.hostname).status_code == 404
    assert everything() == (0, 0, 0)


def test_without_mail_nothing_is_offered(client, matter, settings):
    settings.NOTICES_BY_MAIL = False
    assert 'id="follow"' not in client.get(f"/matters/{matter.code}/").text
    assert ask(client, matter).status_code == 302
    assert everything() == (0, 0, 0)


def test_field_for_machines_sends_nothing_and_says_so_to_nobody(client, matter):
    response = ask(client, matter, website="https://example.com")
    assert (response.status_code, response["Location"]) == (303, f"/matters/{matter.code}/?follow=asked#follow")
    assert everything() == (0, 0, 0)


def test_too_often_is_asked_to_come_back(client, matter, settings):
    settings.LIMITS = {**settings.LIMITS, "follow.address": "1/day"}
    ask(client, matter)
    response = ask(client, matter, "other@example.com")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "other@example.com" in response.text
    assert Subscription.objects.count() == 1


def test_without_proof_the_limit_is_tighter_and_a_proof_counts_once(client, matter, settings):
    settings.PROOF_MAX_NUMBER = 50
    settings.LIMITS = {**settings.LIMITS, "follow.unproven": "1/day", "follow.proof": "1/day"}
    assert ask(client, matter, "a@example.com").status_code == 303
    assert ask(client, matter, "b@example.com").status_code == 429

    token = client.get(f"/matters/{matter.code}/").context["form"]["token"].value()
    proven = {"token": token, "proof": solved(token)}
    assert ask(client, matter, "c@example.com", **proven).status_code == 303
    assert ask(client, matter, "d@example.com", **proven).status_code == 429
    foreign = tokens.new_token(page_pk=1, notice_version="1").sign()
    assert ask(client, matter, "e@example.com", token=foreign, proof=solved(foreign)).status_code == 429
    assert Subscription.objects.count() == 2


def test_one_address_gets_so_many_requests_a_day(client, site):
    for number in range(7):
        ask(client, publish_matter(title=f"示例{number}"))
    assert Notice.objects.count() == 5


def test_hint_of_the_like_leads_to_the_form(client, matter):
    response = client.post("/matters/similar/", {"content": matter.said, "place": matter.title})
    assert f'/matters/{matter.code}/#follow"' in response.text


def test_page_speaks_english(client, matter):
    pages = [client.get(f"/en/matters/{matter.code}/"), client.get(f"/en/matters/{matter.code}/?follow=asked")]
    pages.append(client.post(f"/en/matters/{matter.code}/follow/", {"email": "x"}))
    assert [unmarked_chinese(page.text) for page in pages] == [[]] * 3


# --- What many cost -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 3])
def test_publishing_costs_the_same_for_any_number(matter, count):
    for number in range(count):
        follow(matter, f"example{number}@example.com")
    counted = []
    for act in (lambda: answer(matter), lambda: take_down(matter)):
        with CaptureQueriesContext(connection) as queries:
            act()
        about = [query["sql"] for query in queries if "liaison_notices" in query["sql"]]
        counted.append(len(about))
    assert counted == [2 + (count > 0), 3]


@pytest.mark.parametrize("count", [1, 3])
def test_spreading_costs_the_same_for_any_number(matter, count, django_assert_max_num_queries):
    for number in range(count):
        follow(matter, f"example{number}@example.com")
    answer(matter)
    with django_assert_max_num_queries(10):
        assert spread_next()
    assert Notice.objects.count() == count


def test_many_are_reached_in_turns_and_each_once(matter, monkeypatch):
    monkeypatch.setattr("cms.notices.announcing.BATCH", 2)
    assert BATCH > 100
    for number in range(5):
        follow(matter, f"example{number}@example.com")
    answer(matter)
    counts = []
    while spread_next():
        counts.append(Notice.objects.count())
    assert counts == [2, 4, 5, 5]
    assert everything() == (5, 5, 0)
    send_waiting()
    assert sorted(message.to[0] for message in mail.outbox) == [f"example{number}@example.com" for number in range(5)]


def test_turn_that_fails_is_taken_again(matter, monkeypatch):
    follow(matter)
    answer(matter)
    with monkeypatch.context() as patched:
        patched.setattr(Announcement, "save", lambda self, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            spread_next()
    assert everything() == (1, 0, 1)
    spread()
    assert everything() == (1, 1, 0)


# --- Two at once ----------------------------------------------------------------------------------------------------


@pytest.fixture
def in_race() -> PublicMatter:
    build_site()
    return publish_matter(progress="underway", done="", done_by="")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_reach_each_once(in_race, monkeypatch):
    monkeypatch.setattr("cms.notices.announcing.BATCH", 7)
    for number in range(40):
        follow(in_race, f"example{number}@example.com")
    answer(in_race)
    at_once(send_waiting, send_waiting)
    send_waiting()  # what one left because the other was at it
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        f"example{number}@example.com" for number in range(40)
    )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_taken_down_beside_the_worker_nothing_is_left(in_race, monkeypatch):
    monkeypatch.setattr("cms.notices.announcing.BATCH", 3)
    for number in range(20):
        follow(in_race, f"example{number}@example.com")
    answer(in_race)
    at_once(spread, lambda: take_down(in_race))
    spread()
    assert everything() == (20, 0, 0)
    assert set(Subscription.objects.values_list("state", flat=True)) == {"ended"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_asked_beside_the_take_down_nobody_follows_what_is_gone(in_race):
    at_once(
        lambda: follow_matter(matter=in_race, address=MAIL, language="zh-hans", actor=System("tests")),
        lambda: take_down(in_race),
    )
    assert not Subscription.objects.exclude(state="ended").exists()
    assert Notice.objects.count() == 0
