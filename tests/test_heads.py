"""What the head of every kind of public page tells to search engines, readers and messengers."""

import re
from urllib.parse import urljoin

import extruct
import pytest
from django.utils import timezone
from wagtail.models import Page

from forms import codes
from liaison_pages.models import DistrictSettings
from tests.factories.forms import IntakeSubmissionFactory
from tests.public_place import Place

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
ARTICLES = ("home", "directory", "venue", "reception", "notice", "matter", "suggestion")


@pytest.fixture
def place(site):
    return Place(site)


def metas(html: str) -> dict[str, list[str]]:
    """name or property → contents."""
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', html):
        found.setdefault(name, []).append(content)
    return found


def links(html: str, rel: str) -> list[tuple[str, str]]:
    """(hreflang or '', address) of the links in the head."""
    found = re.findall(rf'<link rel="{rel}"(?: hreflang="([^"]+)")? href="([^"]+)"', html)
    return [(lang, url) for lang, url in found]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_names_itself_its_languages_and_its_site(client, place, prefix):
    for kind, address in place.addresses().items():
        html = client.get(prefix + address).content.decode()
        own = HOST + prefix + address
        assert links(html, "canonical") == [("", own)], kind
        pair = {"zh-Hans": HOST + address, "en": f"{HOST}/en{address}", "x-default": HOST + address}
        assert dict(links(html, "alternate")) == pair, kind
        told = metas(html)
        for name in ("description", "SiteName", "SiteDomain", "ColumnName", "og:title", "og:description", "og:type"):
            assert [len(told[name]), bool(told[name][0].strip())] == [1, True], (kind, name)
        assert told["og:url"] == [own]
        assert told["og:locale"] == ["en_US" if prefix else "zh_CN"]
        assert told["og:image"][0].startswith(f"{HOST}/"), kind
        assert client.get(told["og:image"][0].removeprefix(HOST)).status_code in (
            200,
            404,
        )  # static files are not served


@pytest.mark.parametrize("kind", ARTICLES)
def test_articles_say_when_they_were_published(client, place, kind):
    Page.objects.update(last_published_at=timezone.now())
    told = metas(client.get(place.addresses()[kind]).content.decode())
    assert len(told["ArticleTitle"]) == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", told["PubDate"][0])


def test_the_source_of_a_page_is_its_organiser_or_who_wrote_it(client, site, place):
    settings = DistrictSettings.for_site(site)
    settings.organiser = "示例区人大常委会"
    settings.save()
    addresses = place.addresses()
    assert metas(client.get("/").content.decode())["ContentSource"] == ["示例区人大常委会"]
    assert metas(client.get(addresses["venue"]).content.decode())["ContentSource"] == ["示例联络站"]
    assert metas(client.get(addresses["matter"]).content.decode())["ContentSource"] == [place.matters[0].done_by]


def test_a_list_that_is_filtered_or_read_in_large_type_is_the_list_itself(client, place):
    html = client.get("/deputies/?name=%E7%A4%BA&mode=elder&page=1").content.decode()
    assert links(html, "canonical") == [("", f"{HOST}/deputies/?page=1")]


def test_pages_that_are_nobodys_to_find_tell_nothing_of_themselves(client, place):
    code = codes.make_code(timezone.now().isoformat())
    submission = IntakeSubmissionFactory(venue=place.venue, code_digest=codes.code_digest(code))
    for address in (f"/s/{submission.number}/{code}/", "/status/", "/no-such-page/"):
        html = client.get(address).content.decode()
        assert "noindex" in html
        assert "og:" not in html
        assert (links(html, "canonical"), links(html, "alternate")) == ([], [])
    assert code not in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)


def data_of(html: str, kind: str) -> list[dict]:
    """What an outside reader finds of the type `kind`."""
    found = extruct.extract(html, base_url=HOST, syntaxes=["json-ld"], errors="strict")["json-ld"]
    return [thing for thing in found if thing["@type"] == kind]


def test_breadcrumbs_are_told_as_they_are_shown(client, place):
    for kind, address in place.addresses().items():
        if kind == "home":
            continue
        html = client.get(address).content.decode()
        shown = re.search(r'<nav class="crumbs".*?</nav>', html, re.DOTALL)[0]
        (crumbs,) = data_of(html, "BreadcrumbList")
        steps = crumbs["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        hrefs = [urljoin(HOST, href) for href in re.findall(r'href="([^"]+)"', shown)]
        assert [step["item"] for step in steps[:-1]] == hrefs, kind
        assert all(step["name"] in shown for step in steps), kind


def test_text_in_data_cannot_leave_the_script(client, place):
    hostile = "</script><script>alert(1)</script><!--"
    place.reception.topic = hostile
    place.reception.save()
    html = client.get(place.reception.url).content.decode()
    assert "<script>alert" not in html
    assert "<!--" not in html
    (event,) = data_of(html, "Event")
    assert hostile in event["name"]
