"""What residents type, and what they find."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.middleware import MAX_ADDRESS_LENGTH
from cms.search import results
from liaison_pages.search_sources import follow_rows
from tests.cms.search.district import found
from tests.factories.forms import publish_matter
from tests.factories.liaison_pages import DeputyFactory, InfoPageFactory, VenueFactory, VenuePageFactory

STATION, STATIONS = "琼花观社区联络站", {"琼花观社区联络站", "个园社区联络站"}


@pytest.mark.parametrize(
    "typed",
    [
        "琼花观社区联络站",
        "琼花观",
        "花观社区",
        "观",
        "瓊花觀",
        "qionghuaguan",
        "qhg",
        "QHGSQ",
        "huaguan",
        "qiong hua guan",
        "琼花 联络站",
        "文昌中路",
        "360",
        "87340001",
        "Qionghuaguan",
        "liaison qiong",
        " 琼花观。",
        "＂琼花观＂",
    ],
)
def test_a_station_is_found_by(client, district, typed):
    assert found(client, typed)["venues"] == [STATION]


@pytest.mark.parametrize(
    "typed", ["琼化观", "琼花馆", "琼华观社区", "琼花观社曲联络站", "琼观花", "qionghuagaun", "qiongkuaguan"]
)
def test_a_station_is_found_with_one_character_mistyped(client, district, typed):
    groups = found(client, typed)
    assert groups["venues"] == [STATION]


def test_names_that_are_nearly_so_are_told_as_such(client, district):
    assert "没有找到“琼化观”" in client.get("/search/", {"q": "琼化观"}).content.decode()


@pytest.mark.parametrize("typed", ["单晓明", "晓", "shanxiaoming", "danxiaoming", "sxm", "单小明", "第五选区"])
def test_a_deputy_is_found_by(client, district, typed):
    assert found(client, typed)["deputies"] == ["单晓明"]


def test_what_is_shared_finds_all_and_groups_them(client, district):
    groups = found(client, "社区")
    assert list(groups) == ["venues", "places"]
    assert set(groups["venues"]) == STATIONS
    assert groups["places"] == ["琼花观社区"]


def test_an_exact_name_comes_first(client, district):
    names = ["王秀英英", "小王秀", "王秀"]
    follow_rows([DeputyFactory(name=name) for name in names])
    assert found(client, "王秀")["deputies"] == ["王秀", "王秀英", "王秀英英", "小王秀"]


def test_a_street_leads_to_its_venues(client, district):
    response = client.get("/search/", {"q": "东关街道"})
    [row] = next(group for group in response.context["groups"] if group["kind"] == "places")["rows"]
    assert row.found.url == f"/venues/?street={district.street.code}"
    assert set(found(client, "东关街道")["venues"]) == STATIONS


@pytest.mark.parametrize("typed", ["只用键盘", "键盘 网站", "无障碍", "wuzhangai", "键"])
def test_a_page_is_found_by(client, district, typed):
    assert found(client, typed)["pages"] == ["无障碍说明"]


def test_a_venues_page_is_found_by_its_own_words(client, district):
    assert found(client, "停车位") == {"pages": [STATION]}


@pytest.mark.parametrize("typed", ["路灯坏了", "路灯 台阶", "晚上看不清", "路灯坏了三天，晚上", "亮"])
def test_a_public_matter_is_found_by_what_was_said(client, district, typed):
    assert found(client, typed)["matters"] == ["路灯不亮"]


def test_a_phrase_is_found_as_it_stands_only(client, district):
    assert found(client, "灯路坏了") == {}
    assert found(client, "路灯 第五选区") == {}


def test_what_is_found_is_marked_and_escaped(client, district):
    publish_matter(venue=district.station, title="井盖<b>松</b>", said="井盖松了 <script>alert(1)</script> 很响")
    text = client.get("/search/", {"q": "井盖"}).content.decode()
    assert "<mark>井盖</mark>&lt;b&gt;松&lt;/b&gt;" in text
    assert "<mark>井盖</mark>松了 &lt;script&gt;" in text


def test_marks_stand_in_traditional_characters_too(client, district):
    InfoPageFactory(parent=district.site.root_page, title="瓊花觀簡介")
    assert "<mark>瓊花觀</mark>簡介" in client.get("/search/", {"q": "琼花观"}).content.decode()


def test_english_visitors_find_english_names(client, district):
    assert found(client, "qionghuaguan", path="/en/search/")["venues"] == ["Qionghuaguan Liaison Station"]
    assert found(client, "琼花观", path="/en/search/")["venues"] == ["Qionghuaguan Liaison Station"]
    assert found(client, "dongguan", path="/en/search/")["places"] == ["Dongguan Street"]


def test_nothing_found_shows_other_ways(client, district):
    response = client.get("/search/", {"q": "火星人"})
    assert response.context["groups"] == []
    assert f'href="/venues/?street={district.street.code}"' in response.content.decode()
    assert "没有找到“火星人”" in response.content.decode()


HOSTILE = [
    '"', "'", "*", "(", "AND", "OR NOT", "NEAR(", "a:b", "^", "- -", "\\", "%", "_", "!", "琼%", "花_观", "<->", "&|!",
    "§", "😀", "\u202e", "\ufffe", "🏳️‍🌈花", "𠮷", "\u0301", "ﷺ", "𰻝", "a" * 10_000, "花" * 10_000, "花 " * 5_000,
    "'; --", "venues§1", "1" * 400, "\ud800", "琼花观'); DROP TABLE x; --", "{}", "$$", "%s", "\n\t", "ǆ", "İ",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("path", ["/search/", "/search/suggest/"])
def test_no_query_is_an_error(client, district, path, typed):
    try:
        response = client.get(path, {"q": typed})
    except UnicodeEncodeError:  # the client writes no half of a pair; a browser's way to write one
        response = client.get(f"{path}?q=%ED%A0%80")
    is_too_long = len(response.request["QUERY_STRING"]) > MAX_ADDRESS_LENGTH  # refused at the door, as by any server
    assert response.status_code == (414 if is_too_long else 200)


def test_a_null_byte_is_refused(client, district):
    assert client.get("/search/?q=%00").status_code == 400


def test_a_long_query_is_cut_and_says_so(client, district):
    assert "只按前 60 个字找" in client.get("/search/", {"q": "琼" * 61}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "kind=nothing",
        "kind=venues&after=x",
        "after=names-",
        "after=texts-1",
        "after=" + "9" * 50,
        "kind=%FF",
        "after=%F0",
    ],
)
def test_pages_that_there_are_not_are_refused_in_words(client, district, query):
    response = client.get(f"/search/?q=花&{query}")
    assert response.status_code == 400
    assert "没有这一页" in response.content.decode()


def test_a_visitor_gets_no_cookie(client, district):
    for path in ("/search/?q=花", "/search/suggest/?q=花"):
        assert client.get(path).cookies == {}


def test_suggestions(client, district):
    suggested = client.get("/search/suggest/", {"q": "qhg"}).json()
    assert suggested["suggestions"] == [
        {"text": STATION, "note": "家站点", "url": district.station_page.url, "lang": ""},
        {
            "text": "琼花观社区",
            "note": "街道和社区",
            "url": "/venues/?q=%E7%90%BC%E8%8A%B1%E8%A7%82%E7%A4%BE%E5%8C%BA",
            "lang": "",
        },
    ]
    assert client.get("/search/suggest/").json()["suggestions"] == []


def test_suggestions_in_english_say_what_is_chinese(client, district):
    suggested = client.get("/en/search/suggest/", {"q": "geyuan"}).json()["suggestions"]
    assert suggested == [
        {"text": "个园社区联络站", "note": "Stations", "url": f"/en{district.other_page.url}", "lang": "zh-Hans"}
    ]


# --- Page after page ------------------------------------------------------------------------------------------------


def pages(client, query: str, kind: str) -> list[list[str]]:
    """The titles of each page of one kind, to the end."""
    address, listed = f"/search/?q={query}&kind={kind}", []
    while address and len(listed) < 20:
        response = client.get(address)
        [group] = response.context["groups"]
        listed.append([row.found.title for row in group["rows"]])
        address = group["further_url"]
    return listed


def test_all_of_a_kind_page_after_page(client, district):
    follow_rows([DeputyFactory(name=f"赵{number:02d}") for number in range(45)])
    assert [len(page) for page in pages(client, "赵", "deputies")] == [20, 20, 5]
    assert len(found(client, "赵")["deputies"]) == 5
    for number in range(25):
        publish_matter(venue=district.station, title=f"井盖{number}")
    listed = pages(client, "井盖", "matters")
    assert [len(page) for page in listed] == [20, 5]
    assert listed[0][0] == "井盖24"
    assert sum(listed, []) == [f"井盖{number}" for number in reversed(range(25))]


def test_no_more_than_the_newest_texts_are_shown(client, district, monkeypatch):
    monkeypatch.setattr(results, "NEWEST_TEXTS", 22)
    for number in range(25):
        publish_matter(venue=district.station, title=f"井盖{number}")
    assert [len(page) for page in pages(client, "井盖", "matters")] == [20, 2]


@pytest.mark.parametrize("query", ["井盖", "qhg", "琼化观", "火星人"])
def test_queries_do_not_grow_with_what_is_found(client, district, states_known, query):
    def asked() -> int:
        client.get("/search/", {"q": query})
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/search/", {"q": query})
        return len(captured)

    def add():
        venue = VenueFactory(name="琼花观井盖站", street=district.street, kind="home")
        VenuePageFactory(venue=venue)
        follow_rows([venue])
        publish_matter(venue=venue, title="井盖")

    add()
    one = asked()
    add()
    add()
    assert asked() == one
