"""Wagtail's search finds any part of a Chinese word, and no query is an error; on either database."""

import pytest
from django.core.management import call_command
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.utils import parse_query_string

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.search.backend import MOST_ASKED, read_query
from liaison_pages.models import DirectoryPage
from media.models import LiaisonImage
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenuePageFactory
from tests.factories.media import LiaisonDocumentFactory, LiaisonImageFactory, collection_of

pytestmark = pytest.mark.django_db
TITLE = "琼花观社区代表联络站（ABC 2026-11 号楼）"
FINDS = [
    "琼", "琼花观", "花观社区", "联络站", "瓊花觀", "聯絡站", "琼花观 联络站", "联络站 琼花", "ａｂｃ", "abc", "ab",
    "２０２６", "2026-11", "号楼", "abc 2026", "观社区代表联络站（abc", TITLE,
]  # fmt: skip
FINDS_NOTHING = ["花琼", "琼观", "东关", "abd", "琼花观 东关", "！？", "🙂"]
HOSTILE = [
    '"', "'", '""', '"琼花观', "琼花观'", "' OR 1=1 --", "AND", "OR NOT", "NEAR(琼 花, 2)", "title:琼", 'title : "x"',
    "{title} : x", "*", "琼*", "^琼", "-琼", "!琼", "琼 & | ! <-> 花", "(((", ")", "\\", "%", "%s %d", "_", "琼:*",
    "🙂", "\u202e琼", "\ufeff", "\ud7ff\U0010ffff", "ﷺ" * 300, "琼" * 5000, "a" * 5000, "a " * 2500, '" ' * 2500,
    "1e5 3.5 -7 a@b.c http://a.b/c?d=e <b>x</b>", "live:true", "live:maybe 琼", "\t\n", "e\u0301", "琼\x00花", "\x00",
]  # fmt: skip


@pytest.fixture
def page(site):
    return VenuePageFactory(title=TITLE)


@pytest.mark.parametrize("query", FINDS)
def test_any_part_of_a_title_finds_the_page_while_typing(page, query):
    assert list(Page.objects.autocomplete(query)) == [page.page_ptr]


@pytest.mark.parametrize("query", [query for query in FINDS if query != "ab"])
def test_any_part_of_a_title_of_whole_words_finds_the_page(page, query):
    assert list(Page.objects.search(query)) == [page.page_ptr]


@pytest.mark.parametrize("query", FINDS_NOTHING)
def test_what_is_not_in_the_title_finds_nothing(page, query):
    assert (list(Page.objects.autocomplete(query)), list(Page.objects.search(query))) == ([], [])


@pytest.mark.parametrize("title", ["瓊花觀社區", "Ｃａｆé 议事角", "12号楼"])
def test_titles_are_read_as_queries_are(site, title):
    page = VenuePageFactory(title=title)
    for query in {
        "瓊花觀社區": ["琼花", "花觀"],
        "Ｃａｆé 议事角": ["CAFÉ", "caf", "事角"],
        "12号楼": ["12", "１２号"],
    }[title]:
        assert list(Page.objects.autocomplete(query)) == [page.page_ptr], query


@pytest.mark.parametrize("method", ["autocomplete", "search"])
@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_an_error(page, query, method):
    for asked in (query, Phrase(query), parse_query_string(query, operator="and", zero_terms=MATCH_ALL)[1]):
        results = getattr(Page.objects.all(), method)(asked)
        assert results.count() == len(list(results))


@pytest.mark.parametrize("method", ["autocomplete", "search"])
def test_title_that_is_the_query_comes_first(site, method):
    names = ["琼花观社区代表联络站", "琼花观", "琼花观社区"]
    for name in names:
        VenuePageFactory(title=name)
    found = getattr(Page.objects.all(), method)("琼花观")
    assert [page.title for page in found] == ["琼花观", "琼花观社区", "琼花观社区代表联络站"]


def test_results_keep_the_order_that_was_asked_for(site):
    for name in ("琼花观乙", "琼花观", "琼花观甲"):
        VenuePageFactory(title=name)
    found = Page.objects.order_by("title").autocomplete("琼花观", order_by_relevance=False)
    assert [page.title for page in found] == sorted(["琼花观乙", "琼花观", "琼花观甲"])


def test_choice_of_fields_is_not_heard(page):
    """A raw column would be read by the database, which knows no Chinese."""
    assert list(Page.objects.search("花观", fields=["title"])) == [page.page_ptr]


def test_combined_queries(page):
    other = VenuePageFactory(title="东关街道代表之家")

    def found(query):
        return set(Page.objects.type(type(page)).search(query))

    both = {page.page_ptr, other.page_ptr}
    assert found(Or([PlainText("花观"), PlainText("东关")])) == both
    assert found(PlainText("花观 东关", operator="or")) == both
    assert found(And([PlainText("代表"), Not(PlainText("东关"))])) == {page.page_ptr}
    assert found(And([PlainText("代表"), Phrase("花观社区")])) == {page.page_ptr}
    assert found(And([PlainText("代表"), Phrase("“”")])) == both


def test_query_of_many_words_is_cut():
    assert read_query(PlainText("a " * 5000)).query_string == " ".join(["a"] * (MOST_ASKED // 2))


def test_update_index_reads_anew_what_another_backend_wrote(page, settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    page.save()
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}
    assert list(Page.objects.autocomplete("花观")) == []
    call_command("update_index", verbosity=0)
    assert list(Page.objects.autocomplete("花观")) == [page.page_ptr]


def test_pictures_are_found_by_their_alternative_and_source(site):
    image = LiaisonImageFactory(title="IMG 1", description="居民在议事角说话", credit="示例摄影协会")
    for query in ("议事角", "摄影", "img"):
        assert list(LiaisonImage.objects.all().search(query) or LiaisonImage.objects.all().autocomplete(query)) == [
            image
        ]


# --- In the admin ---------------------------------------------------------------------------------------------------


SCREENS = {
    "explorer": "/admin/pages/{parent}/",
    "explorer, results": "/admin/pages/{parent}/results/",
    "page search": "/admin/pages/search/",
    "page search, results": "/admin/pages/search/results/",
    "page chooser": "/admin/choose-page/search/",
    "pictures": "/admin/images/",
    "picture chooser": "/admin/images/chooser/results/",
    "documents": "/admin/documents/",
    "document chooser": "/admin/documents/chooser/results/",
}
NAMED_ALIKE = "花观社区"


@pytest.fixture
def staff(site):
    """The head of two venues, one with page, picture and file that are called as those of a foreign venue are."""
    own, foreign, second = (VenuePageFactory(title=title) for title in ("琼花观社区甲站", "琼花观社区乙站", "示例丙站"))
    for page, mark in ((own, "甲"), (foreign, "乙")):
        LiaisonImageFactory(title=f"花观社区照片{mark}", collection=collection_of(page.venue))
        LiaisonDocumentFactory(title=f"花观社区文件{mark}", collection=collection_of(page.venue))
    user = UserFactory()
    for page in (own, second):
        grant(user=user, role=Role.VENUE_HEAD, venue=page.venue, actor=System("tests"))
    return user


def address(screen: str) -> str:
    return SCREENS[screen].format(parent=DirectoryPage.objects.get().pk)


@pytest.mark.parametrize("screen", SCREENS)
def test_screens_of_the_admin_find_what_is_ones_own(staff, client, screen):
    client.force_login(staff)
    html = client.get(address(screen), {"q": NAMED_ALIKE}).content.decode()
    named = {
        "pictures": "花观社区照片",
        "picture": "花观社区照片",
        "document": "花观社区文件",
        "documents": "花观社区文件",
    }
    title = named.get(screen.split()[0], "琼花观社区")
    is_page = title == "琼花观社区"
    shown = (
        (f"{title}甲站" in html, f"{title}乙站" in html) if is_page else (f"{title}甲" in html, f"{title}乙" in html)
    )
    assert shown == (True, False)


@pytest.mark.parametrize("screen", SCREENS)
def test_screens_of_the_admin_take_any_query(staff, client, screen):
    client.force_login(staff)
    queries = ['"', '琼" OR *', "琼" * 5000, "a " * 2500, "🙂", "\x00"]  # the backend's own tests take the others
    answers = [client.get(address(screen), {"q": query}).status_code for query in queries]
    assert answers == [200, 200, 414, 200, 200, 400]  # the third is longer than any address may be
