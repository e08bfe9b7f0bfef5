"""The frame of public pages and its parts."""

import datetime
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Site

from cms import errors, views
from cms.frame import in_language
from cms.templatetags import liaison_theme
from liaison_pages.models import DistrictSettings


class ExampleForm(forms.Form):
    what = forms.CharField(label="什么事", help_text="请写事情本身", widget=forms.Textarea)
    where = forms.CharField(label="在哪里", required=False)
    agree = forms.BooleanField(label="同意公开", required=False)
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)


def part(name, **context):
    return render_to_string(f"cms/includes/{name}.html", context)


def test_field_has_label_hint_error_and_input_in_this_order():
    html = part("field", field=ExampleForm({})["what"])
    positions = [html.index(text) for text in ("<label", "请写事情本身", 'id="id_what_error"', "<textarea")]
    assert positions == sorted(positions)
    assert 'aria-describedby="id_what_helptext id_what_error"' in html
    assert 'aria-invalid="true"' in html
    assert "选填" not in html


def test_optional_field_says_so():
    assert "选填" in part("field", field=ExampleForm()["where"])


def test_error_summary_links_every_error_to_its_field():
    html = part("error_summary", form=ExampleForm({}))
    assert re.findall(r'href="#(\w+)"', html) == ["id_what", "id_kind_field"]
    assert 'id="id_kind_field"' in part("field", field=ExampleForm({})["kind"])
    assert part("error_summary", form=ExampleForm()).strip() == ""


def test_timeline_marks_the_current_entry():
    entries = [
        {
            "title": "办理中",
            "detail": "已联系",
            "when": datetime.date(2020, 12, 3),
            "is_current": True,
            "tone": "amber",
        },
        {"title": "已提交", "detail": "", "when": None, "is_current": False, "tone": ""},
    ]
    html = part("timeline", entries=entries)
    assert html.count("timeline__entry--current") == 1
    assert '<time datetime="2020-12-03">2020年12月3日</time> · 已联系' in html


@pytest.mark.parametrize(
    ("url", "language", "expected"),
    [
        ("/venues/", "en", "/en/venues/"),
        ("/en/venues/?a=1", "en", "/en/venues/?a=1"),
        ("/en/venues/?a=1", "zh-hans", "/venues/?a=1"),
        ("/en/", "zh-hans", "/"),
        ("/", "en", "/en/"),
        ("/england/", "zh-hans", "/england/"),
        ("https://elsewhere.example/", "en", "https://elsewhere.example/"),
        (None, "en", None),
    ],
)
def test_address_in_another_language(url, language, expected):
    assert in_language(url, language) == expected


def test_days_are_said_as_people_say_them():
    today = timezone.localdate()
    day = datetime.date(today.year, 12, 15)
    weekday = "一二三四五六日"[day.weekday()]
    assert liaison_theme.day(day) == "12月15日"
    assert liaison_theme.day(datetime.date(2019, 1, 2)) == "2019年1月2日"
    assert liaison_theme.day_and_weekday(day) == f"12月15日 星期{weekday}"
    assert liaison_theme.day_short(datetime.date(2019, 1, 2)) == "2019年1月2日 周三"


def test_map_links_need_no_third_party_request():
    class Place:
        name, address, latitude, longitude = "示例", "示例路 1 号", None, None

    (search,) = liaison_theme.map_links(Place)
    assert search["url"].startswith("https://uri.amap.com/search?")
    Place.address = ""
    assert liaison_theme.map_links(Place) == []


@pytest.mark.django_db
def test_frame_names_the_site_and_shows_registry_numbers_only_when_set(client, site):
    html = client.get("/").content.decode()
    for name in ("SiteName", "ColumnName", "description"):
        assert f'<meta name="{name}" content="' in html
    assert "SiteIDCode" not in html
    assert "beian" not in html
    district = DistrictSettings.for_site(Site.objects.get(pk=site.pk))
    district.icp_number, district.site_code = "示例ICP备1号", "3210020001"
    district.save()
    html = client.get("/").content.decode()
    assert "示例ICP备1号" in html
    assert '<meta name="SiteIDCode" content="3210020001">' in html


@pytest.mark.django_db
def test_pages_have_no_inline_script_or_style(client, site):
    html = client.get("/").content.decode()
    data = '<script type="application/ld+json">'  # is not run
    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", html.replace(data, "")) == []
    assert re.findall(r'(?:src|rel="(?:stylesheet|icon)"[^>]*href)="(https?:)', html) == []
    policy = client.get("/")["Content-Security-Policy"].split("; ")
    assert "default-src 'self'" in policy
    assert [rule for rule in policy if "unsafe" in rule or rule.startswith(("script-src", "style-src"))] == []


@pytest.mark.django_db
def test_large_type_works_without_javascript(client, site):
    assert '<html lang="zh-Hans" class="elder">' in client.get("/?mode=elder").content.decode()
    assert '<html lang="zh-Hans">' in client.get("/").content.decode()


@pytest.mark.django_db
def test_missing_pages_are_told_in_the_visitors_language(client, site):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "没有找到这一页" in response.content.decode()
    assert '<html lang="en">' in client.get("/en/no-such-page/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "status"),
    [
        (views.bad_request, 400),
        (views.forbidden, 403),
        (views.csrf_failure, 403),
        (views.not_found, 404),
    ],
)
def test_error_pages_answer_with_their_status(site, view, status):
    response = view(RequestFactory().get("/"))
    assert response.status_code == status
    assert response.content.decode().count("<h1") == 1


def test_server_error_page_needs_no_database():
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "系统出了点问题" in response.content.decode()
    assert "收到通知" not in response.content.decode()  # nobody is told
    assert "Something went wrong" in response.content.decode()


def test_server_error_page_has_a_last_resort(monkeypatch):
    def fail(*args):
        raise OSError

    monkeypatch.setattr(errors, "render_to_string", fail)
    response = views.server_error(RequestFactory().get("/"))
    assert (response.status_code, response.content.decode()) == (500, errors.LAST_RESORT)


def test_pagination_keeps_the_rest_of_the_query():
    request = RequestFactory().get("/", {"level": "city", "page": "2"})
    html = Template('{% include "cms/includes/pagination.html" with page=page request=request only %}').render(
        RequestContext(request, {"page": Paginator(range(30), 10).page(2)})
    )
    assert re.findall(r'href="([^"]+)"', html) == ["?level=city&amp;page=1", "?level=city&amp;page=3"]
