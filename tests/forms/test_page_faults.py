"""Saying what is wrong on a page (我要纠错), and putting it right."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import Resident, Staff, System
from cms.kernel.audit import history
from cms.kernel.exceptions import Denied
from cms.limits import stores
from forms import tokens
from forms.models import PageFault
from forms.services.page_faults import report_fault, settle_fault
from forms.tasks import forget_page_faults
from liaison_pages.selectors.addresses import venue_at
from tests.factories.access import UserFactory
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import ReceptionFactory, VenueFactory, VenuePageFactory, build_second_site
from tests.forms.submitting import errors_of, solved

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"
READER = Resident()


@pytest.fixture(autouse=True)
def _fresh_counts():
    stores.forget()
    yield
    stores.forget()


@pytest.fixture
def page(site):
    return VenuePageFactory(venue=VenueFactory(code="GL-01", name="示例联络站"))


def send(client, **data):
    return client.post("/report/", {"what": "电话打不通", "page": "/venues/", **data})


def person(role, venue=None, site=None):
    user = UserFactory()
    grant(user=user, role=role, actor=System("tests"), **({"venue": venue} if venue else {"site": site}))
    return user


# --- The public form ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_footer_leads_to_the_form_with_the_page(client, page, prefix):
    for address in ("/", page.url, "/deputies/", "/say/", "/no-such-page/"):
        html = client.get(prefix + address).content.decode()
        (link,) = re.findall(rf'href="{prefix}/report/\?page=([^"]+)"', html)
        form = client.get(f"{prefix}/report/?page={link}").context["form"]
        assert form["page"].value() == prefix + address


def test_what_is_said_is_kept_with_the_page_and_nothing_else(client, page):
    response = send(client, page=f"{page.url}?mode=elder#rota")
    assert (response.status_code, response["Location"]) == (303, "/report/?sent=1")
    fault = PageFault.objects.get()
    assert (fault.path, fault.what, fault.venue, fault.site) == (page.url, "电话打不通", page.venue, page.venue.site)
    assert [entry.data for entry in history(fault)] == [{}]
    assert "谢谢您，收到了" in client.get(response["Location"]).content.decode()


def test_neither_looking_nor_sending_sets_a_cookie(client, site):
    assert client.get("/report/").cookies == {}
    assert send(client).cookies == {}


def test_the_same_said_twice_is_one(client, site):
    send(client)
    send(client)
    assert PageFault.objects.count() == 1
    PageFault.objects.update(done_at=timezone.now())
    send(client)
    assert PageFault.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "字" * 501}, "what"),
        ({"what": "a\x00b"}, "what"),
        ({"page": ""}, "page"),
        ({"page": "https://elsewhere.example/"}, "page"),
        ({"page": "//elsewhere.example/"}, "page"),
        ({"page": "javascript:alert(1)"}, "page"),
        ({"page": "http://["}, "page"),
        ({"page": "venues"}, "page"),
        ({"page": "/" + "a" * 300}, "page"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_bad_input_is_told_at_its_field_and_nothing_is_kept(client, site, data, field, prefix):
    response = client.post(f"{prefix}/report/", {"what": "电话打不通", "page": "/venues/", **data})
    assert response.status_code == 422
    assert list(errors_of(response)) == [field]
    assert PageFault.objects.count() == 0


def test_an_address_of_this_site_may_be_whole(client, site):
    send(client, page="http://testserver/venues/")
    assert PageFault.objects.get().path == "/venues/"


@pytest.mark.parametrize("path", ["/s/GL-2026-000001/ABCDEFGH/", "/en/s/GL-2026-000001/ABCDEFGH/add/", "/n/secret/"])
def test_an_address_that_is_a_key_is_nowhere(client, site, path):
    assert client.get("/report/", {"page": path}).context["form"]["page"].value() in ("/s/", "/n/")
    send(client, page=path)
    assert PageFault.objects.get().path in ("/s/", "/n/")


@pytest.mark.parametrize(
    "query", ["", "?page=", "?page=%00", "?page=" + "x" * 5000, "?page=//x", "?sent=2", "?page[]=1"]
)
def test_any_query_is_answered(client, site, query):
    assert client.get(f"/report/{query}").status_code in (200, 400)


def test_hostile_words_are_shown_as_words(client, site):
    response = send(client, what=HOSTILE, page="")
    assert HOSTILE not in response.content.decode()
    send(client, what=HOSTILE)
    client.force_login(UserFactory(is_superuser=True))
    html = client.get(reverse("page_faults:index")).content.decode()
    assert HOSTILE not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_machine_is_thanked_and_not_heard(client, site):
    assert send(client, website="x").status_code == 303
    assert PageFault.objects.count() == 0


def test_too_often_is_told_and_what_was_typed_stays(client, site, settings):
    settings.LIMITS = {**settings.LIMITS, "report.unproven": "1/day", "report.proof": "1/day"}
    assert send(client).status_code == 303
    response = send(client, what="又一处不对")
    assert response.status_code == 429
    assert "又一处不对" in response.content.decode()
    assert PageFault.objects.count() == 1
    token = tokens.new_token(page_pk=tokens.REPORTING, notice_version="").sign()
    assert send(client, what="又一处不对", token=token, proof=solved(token)).status_code == 303
    assert send(client, what="再一处不对", token=token, proof=solved(token)).status_code == 429


# --- Whose it is ----------------------------------------------------------------------------------------------------


def test_a_page_belongs_to_the_venue_that_it_stands_below(client, page):
    site, form = page.venue.site, IntakePageFactory(parent=page)
    point = VenuePageFactory(venue=VenueFactory(parent=page.venue))
    reception = ReceptionFactory(venue=page.venue)
    for path in (
        page.url,
        form.url,
        f"/en{page.url}",
        reception.url,
        f"/en{reception.url}",
        "/venues/GL-01/receptions/",
    ):
        assert venue_at(site, path) == page.venue, path
    assert venue_at(site, point.url) == point.venue
    for path in ("/", "/venues/", "/deputies/", "/no/such/page/", "/venues/none/receptions/", "nonsense", ""):
        assert venue_at(site, path) is None, path
    assert venue_at(build_second_site(), page.url) is None


@pytest.fixture
def faults(page):
    site, other = page.venue.site, VenuePageFactory()
    neighbours = build_second_site()
    own_path, other_path = (each.get_url_parts()[2] for each in (page, other))  # with two sites `url` names the host
    told = {
        "own": (site, own_path),
        "other": (site, other_path),
        "district": (site, "/"),
        "abroad": (neighbours, "/"),
    }
    return {
        name: report_fault(site=where, path=path, what=f"{name}不对", actor=READER)
        for name, (where, path) in told.items()
    }


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.VENUE_HEAD, {"own"}),
        (Role.VENUE_EDITOR, {"own"}),
        (Role.DISTRICT_EDITOR, {"own", "other", "district"}),
        (Role.ADMINISTRATOR, {"own", "other", "district"}),
    ],
)
def test_who_keeps_a_page_sees_what_is_wrong_on_it(client, page, faults, role, seen):
    is_district_wide = role in (Role.DISTRICT_EDITOR, Role.ADMINISTRATOR)
    user = person(role, **({"site": page.venue.site} if is_district_wide else {"venue": page.venue}))
    client.force_login(user)
    html = client.get(reverse("page_faults:index")).content.decode()
    assert {name for name in faults if f"{name}不对" in html} == seen
    for name, fault in faults.items():
        answer = client.post(reverse("page_faults:done", args=[fault.pk]))
        fault.refresh_from_db()
        assert (answer.status_code, bool(fault.done_at)) == ((302, True) if name in seen else (404, False))


@pytest.mark.parametrize("role", [Role.RECEPTION_CLERK, Role.READER])
def test_who_keeps_no_page_sees_none(client, page, faults, role):
    user = person(role, venue=page.venue)
    client.force_login(user)
    assert client.get(reverse("page_faults:index")).status_code == 403
    assert client.post(reverse("page_faults:done", args=[faults["own"].pk])).status_code == 404
    with pytest.raises(Denied):
        settle_fault(fault=faults["own"], is_done=True, actor=Staff(user))
    assert PageFault.objects.filter(done_at=None).count() == 4
    assert "网页纠错" not in client.get("/admin/").content.decode()


def test_the_office_settles_and_takes_back(client, page, faults):
    office = person(Role.DISTRICT_EDITOR, site=page.venue.site)
    client.force_login(office)
    fault = faults["district"]
    client.post(reverse("page_faults:done", args=[fault.pk]))
    html = client.get(reverse("page_faults:index"), {"done": "1"}).content.decode()
    assert "district不对" in html
    assert Staff(office).name in html
    client.post(reverse("page_faults:reopen", args=[fault.pk]))
    fault.refresh_from_db()
    assert (fault.done_at, fault.done_by) == (None, "")
    actions = ["page_fault.report", "page_fault.settle", "page_fault.reopen"]
    assert [entry.action for entry in history(fault)] == actions


def test_settled_twice_is_settled_once(page, faults):
    actor = Staff(person(Role.DISTRICT_EDITOR, site=page.venue.site))
    assert settle_fault(fault=faults["own"], is_done=True, actor=actor) is True
    assert settle_fault(fault=faults["own"], is_done=True, actor=actor) is False


def test_the_dashboard_counts_what_is_open(client, page, faults):
    client.force_login(person(Role.VENUE_EDITOR, venue=page.venue))
    html = client.get("/admin/").content.decode()
    assert "处有人说不对" in html
    assert "own不对" in html
    assert "other不对" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, page, count, states_known, django_assert_num_queries):
    for number in range(count):
        report_fault(site=page.venue.site, path=page.url, what=f"{number}", actor=READER)
    client.force_login(person(Role.DISTRICT_EDITOR, site=page.venue.site))
    client.get(reverse("page_faults:index"))
    with django_assert_num_queries(22):  # 20 of them are those of any screen of the admin
        client.get(reverse("page_faults:index"))


@pytest.mark.parametrize("query", ["?p=0", "?p=x", "?p=" + "9" * 30, "?done=x"])
def test_any_page_of_the_list_is_answered(client, site, query):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse("page_faults:index") + query).status_code == 200


# --- How long -------------------------------------------------------------------------------------------------------


def test_what_was_put_right_is_forgotten_in_time(page, faults, settings):
    now = timezone.now()
    for name, days in (("own", 181), ("other", 179)):
        PageFault.objects.filter(pk=faults[name].pk).update(done_at=now - timedelta(days=days))
    PageFault.objects.filter(pk=faults["abroad"].pk).update(done_at=now - timedelta(days=181))
    settings.PAGE_FAULTS_KEPT_DAYS = 0
    forget_page_faults(page.venue.site)
    assert PageFault.objects.count() == 4
    settings.PAGE_FAULTS_KEPT_DAYS = 180
    forget_page_faults(page.venue.site)
    assert {fault.what for fault in PageFault.objects.all()} == {"other不对", "district不对", "abroad不对"}


def test_a_venue_that_is_deleted_leaves_its_faults_to_the_district(page, faults):
    fault = faults["own"]
    PageFault.objects.filter(pk=fault.pk).update(venue=None)
    fault.refresh_from_db()
    office = person(Role.DISTRICT_EDITOR, site=page.venue.site)
    assert settle_fault(fault=fault, is_done=True, actor=Staff(office)) is True
