"""A venue's notice: what stands on it, and that it stays one page whatever the venue has."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.workdays.wording import day_text
from liaison_pages.models import DistrictSettings, Reception, VenuePage
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    VenueFactory,
    VenueMembershipFactory,
    build_second_site,
)
from tests.factories.media import LiaisonImageFactory
from tests.papers import code_mm, codes_on, fonts_of, pages_of, words_of

pytestmark = pytest.mark.django_db

HOSTILE = "#import *x* $y$ _z_ @a `b` <c> \\d"


@pytest.fixture
def venue(site):
    venue = VenueFactory(
        name="琼花观社区代表联络站",
        address="示例路 29 号",
        phone="0514-00001234",
        hours="工作日 8:30–17:30",
        accessibility="门口有坡道",
    )
    IntakePageFactory(venue=venue)
    return venue


def after(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def people(venue, count: int, **fields) -> list:
    return [VenueMembershipFactory(venue=venue, deputy=DeputyFactory(**fields)).deputy for _number in range(count)]


def notice(client, venue, query: str = "") -> bytes:
    response = client.get(f"/venues/{venue.code}/notice.pdf{query}")
    assert (response.status_code, response["Content-Type"], response.cookies) == (200, "application/pdf", {})
    return response.content


def test_notice_says_who_when_where_and_how(client, venue):
    head = DeputyFactory(name="方海萍")
    VenueMembershipFactory(venue=venue, deputy=head, role="head")
    held = ReceptionFactory(venue=venue, date=after(5), topic="停车难", deputies=[head])
    held.units.add(HandlingUnitFactory(name="区城管局"))
    pdf = notice(client, venue)
    words = words_of(pdf)
    for expected in (
        venue.name, "示例路29号", "0514-00001234", "工作日8:30–17:30", "门口有坡道", "方海萍", "站长", "停车难",
        "同来：区城管局", day_text(after(5)), "9:00–11:00", "当场拿到编号", "2个工作日内", f"localhost/q/n{venue.pk}",
        f"截至{timezone.localdate().year}年", "最新的安排在网页上：localhost/", "示例人物，不是真人",
    ):  # fmt: skip
        assert expected in words
    assert codes_on(pdf) == [f"http://localhost/q/n{venue.pk}"]
    assert pages_of(pdf) == (1, "A4")
    assert {row[1:] for row in fonts_of(pdf)} == {("yes", "yes")}


def test_code_leads_to_the_form(client, venue):
    (url,) = codes_on(notice(client, venue), dpi=50)  # as from some metres away
    response = client.get(url.removeprefix("http://localhost"), follow=True)
    assert response.redirect_chain[0][0].endswith("/?from=notice")
    assert response.status_code == 200


def test_what_changed_is_told_in_words(client, venue):
    ReceptionFactory(venue=venue, date=after(3), status=Reception.Status.CANCELLED, reason="下大雪")
    ReceptionFactory(
        venue=venue, planned_on=after(6), date=after(8), status=Reception.Status.MOVED, reason="换届", is_edited=True
    )
    words = words_of(notice(client, venue))
    for expected in ("取消", "下大雪，当次取消", "改期", f"换届，改到{day_text(after(8))}", "改到这天"):
        assert expected in words


def test_what_is_over_or_far_away_is_left_out(client, venue):
    for days in (-3, 5, 12, 19, 26, 300):
        ReceptionFactory(venue=venue, date=after(days), topic=f"话题{days}号")
    words = words_of(notice(client, venue))
    assert [days for days in (-3, 5, 12, 19, 26, 300) if f"话题{days}号" in words] == [5, 12, 19, 26]


def test_few_that_lie_far_away_are_printed(client, venue):
    ReceptionFactory(venue=venue, date=after(200), topic="一年一次")
    assert "一年一次" in words_of(notice(client, venue))


def test_only_what_is_public_of_deputies(client, venue):
    hidden = DeputyFactory(name="未公开的人", is_published=False)
    left = DeputyFactory(name="已离任的人", is_serving=False)
    private = DeputyFactory(name="照片不公开", photo=LiaisonImageFactory(), shows_photo=False, work_unit="某单位")
    for deputy in (hidden, left, private):
        VenueMembershipFactory(venue=venue, deputy=deputy)
    ReceptionFactory(venue=venue, date=after(5), deputies=[hidden, private])
    pdf = notice(client, venue)
    words = words_of(pdf)
    assert ("未公开的人" in words, "已离任的人" in words, "照片不公开" in words) == (False, False, True)
    assert "某单位" not in words
    assert pdf.count(b"/DCTDecode") == 0
    private.shows_photo = True
    private.save()
    assert notice(client, venue).count(b"/DCTDecode") == 1


def test_empty_venue_says_what_comes(client, site):
    venue = VenueFactory(name="空站", phone="", address="", hours="")
    IntakePageFactory(venue=venue)
    words = words_of(notice(client, venue))
    assert "接待日还没有排定" in words
    assert "代表名单正在整理" in words


@pytest.mark.parametrize(("deputies", "receptions"), [(0, 0), (1, 2), (8, 6), (20, 10), (60, 14)])
@pytest.mark.parametrize("size", ["a4", "a3"])
def test_one_page_with_every_name(client, venue, deputies, receptions, size):
    venue.name = "东关街道琼花观社区个园历史文化街区人大代表联络站第一"
    venue.save()
    names = [each.name for each in people(venue, deputies)]
    for number in range(receptions):
        ReceptionFactory(venue=venue, date=after(3 + 4 * number), deputies=[])
    pdf = notice(client, venue, f"?size={size}")
    words = words_of(pdf)
    assert pages_of(pdf) == (1, size.upper())
    assert code_mm(pdf) >= 30
    assert venue.name in words
    assert [name for name in names[:48] if name not in words] == []
    assert ("还有12位代表" in words) == (deputies == 60)
    assert "凭编号随时可查" in words  # the last line above the foot


def test_hostile_and_endless_texts_print_as_they_stand(client, site):
    venue = VenueFactory(
        name=f"{HOSTILE}{'长' * 26}", address="#" * 120, hours="*" * 80, phone="$" * 30, accessibility="_" * 200
    )
    IntakePageFactory(venue=venue)
    people(venue, 7, name="名" * 60)
    VenueMembershipFactory(venue=venue, deputy=DeputyFactory(name=HOSTILE))
    for number in range(10):
        ReceptionFactory(
            venue=venue, date=after(3 + number), status=Reception.Status.CANCELLED, reason=f"{HOSTILE}{'由' * 60}"
        )
    pdf = notice(client, venue)
    assert pages_of(pdf) == (1, "A4")
    assert codes_on(pdf) == [f"http://localhost/q/n{venue.pk}"]
    words = words_of(pdf)
    assert words.count(HOSTILE.replace(" ", "")) >= 3
    assert "凭编号随时可查" in words
    assert "最新的安排在网页上" in words


def test_english_notice_has_english_words(client, venue):
    venue.name_en = "Qionghuaguan Station"
    venue.save()
    words = words_of(client.get(f"/en/venues/{venue.code}/notice.pdf").content)
    assert "QionghuaguanStation" in words
    assert "接待" not in words


def test_none_of_what_is_not_public(client, venue):
    page = VenuePage.objects.get(venue=venue)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="示例")
    for change, undo in (
        (lambda: None, restriction.delete),
        (page.unpublish, lambda: page.save_revision().publish()),
        (lambda: _set_active(venue, False), lambda: _set_active(venue, True)),
    ):
        change()
        assert client.get(f"/venues/{venue.code}/notice.pdf").status_code == 404
        undo()
    notice(client, venue)


def _set_active(venue, is_active: bool) -> None:
    venue.is_active = is_active
    venue.save()


def test_none_of_another_district(client, site):
    other = IntakePageFactory(venue=VenueFactory(site=build_second_site())).get_parent().specific.venue
    assert client.get(f"/venues/{other.code}/notice.pdf").status_code == 404


def test_new_paper_once_something_changed(client, venue):
    first = notice(client, venue)
    assert notice(client, venue) == first
    ReceptionFactory(venue=venue, date=after(5), topic="新话题")
    assert "新话题" in words_of(notice(client, venue))


@pytest.mark.parametrize("count", [1, 3])
def test_few_queries(client, venue, django_assert_num_queries, count):
    for deputy in people(venue, count, photo=LiaisonImageFactory()):
        ReceptionFactory(venue=venue, date=after(4), deputies=[deputy])
    notice(client, venue)
    with django_assert_num_queries(8):
        notice(client, venue)


def test_command_writes_the_papers_of_public_venues(venue, site, tmp_path, capsys):
    hidden = IntakePageFactory(venue=VenueFactory()).get_parent().specific
    hidden.unpublish()
    DistrictSettings.for_site(site)
    call_command("papers", str(tmp_path / "out"), size="a3")
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == [f"{venue.code}-notice.pdf", f"{venue.code}-poster.pdf"]
    assert pages_of((tmp_path / "out" / written[0]).read_bytes()) == (1, "A3")
    assert "2 papers" in capsys.readouterr().out


def test_command_knows_no_other_site(site, tmp_path):
    with pytest.raises(CommandError, match=r"no site nowhere\.example"):
        call_command("papers", str(tmp_path), site="nowhere.example")
