"""While somebody writes: public matters of the like are found, others are not, and what is not public is not told."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from forms.grams import MOST_GRAMS, gram_of, grams_of, words_of
from forms.models import GramFrequency, MatterGrams
from forms.models.grams import number_of, word_of
from forms.selectors import similar as selector
from forms.selectors.similar import similar_matters
from forms.services.matters import hide
from tests.factories.forms import publish_matter
from tests.factories.liaison_pages import VenueFactory, build_second_site
from tests.forms.similar_texts import ALIKE, MATTERS, UNLIKE

pytestmark = pytest.mark.django_db

LAMP = {"title": "路灯不亮", "said": "巷口的路灯坏了好几天，晚上看不见台阶。", "place": "皮市街巷口"}
ASKED = {"content": "皮市街的路灯坏了，看不见台阶", "place": "皮市街"}


@pytest.fixture
def matters(site) -> dict:
    return {title: publish_matter(title=title, said=said, place=place) for place, title, said in MATTERS}


def found(site, content: str, place: str = "", limit: int = 3) -> list[str]:
    return [matter.title for matter in similar_matters(site, content=content, place=place, limit=limit)]


def ask(client, **data):
    return client.post("/matters/similar/", {**ASKED, **data})


# --- Quality --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "place", "title"), ALIKE)
def test_the_same_matter_in_other_words_comes_first(site, matters, content, place, title):
    assert found(site, content, place)[:1] == [title]


@pytest.mark.parametrize(("content", "place"), UNLIKE)
def test_another_matter_is_not_taken_for_the_same(site, matters, content, place):
    assert found(site, content, place) == []


def test_the_same_matter_at_the_place_written_comes_before_others(site):
    for place in ("东关街", "皮市街", "徐凝门大街"):
        publish_matter(title=f"{place}的灯", said="巷口的路灯坏了好几天，晚上看不见台阶。", place=place)

    assert found(site, "路灯坏了，晚上看不见台阶", "皮市街")[0] == "皮市街的灯"


def test_half_and_full_width_are_the_same(site):
    publish_matter(title="WIFI断线", said="站里的 WiFi 信号断断续续，排队取号机也连不上。")
    assert found(site, "ＷＩＦＩ信号断断续续，取号机连不上") == ["WIFI断线"]


# --- Grams ----------------------------------------------------------------------------------------------------------


def test_grams_are_pairs_of_ideographs_and_whole_words():
    assert words_of("路灯坏了，5G 信号ＯＫ") == ["路灯", "灯坏", "5g", "信号", "ok"]
    assert words_of("") == words_of("的了！？　") == words_of("灯") == []


def test_grams_are_numbers_of_32_bits_that_survive_both_databases(site):
    texts = [chr(0x4E00 + number) + chr(0x4E01 + number) for number in range(3000)]
    grams = [gram_of(text) for text in texts]
    assert all(-(2**31) <= gram < 2**31 and gram for gram in grams)
    assert len(set(grams)) == len(grams)
    assert [number_of(word_of(gram)) for gram in grams] == grams
    matter = publish_matter(**LAMP)
    assert MatterGrams.objects.get(matter=matter).grams == grams_of(LAMP["title"], LAMP["place"], LAMP["said"])


def test_a_long_text_has_so_many_grams_at_most():
    text = "".join(chr(0x4E00 + number * 3) for number in range(4000))
    assert len(grams_of("题目", "", text)) == MOST_GRAMS


def test_hidden_marks_do_not_hide_what_is_alike(site):
    publish_matter(**LAMP)
    assert found(site, "皮市街的路\u00ad灯坏\u2063了，看不见台阶") in (["路灯不亮"], [])  # found or not, it answers


# --- What is searched -----------------------------------------------------------------------------------------------


def test_what_is_unpublished_is_not_found(site, client):
    matter = publish_matter(**LAMP)
    assert matter.code in ask(client).text
    hide(source=matter.source_type.model_class()(pk=matter.source_pk))

    assert ask(client).status_code == 204


def test_another_districts_matters_are_not_found(site, client):
    other = build_second_site()
    publish_matter(**LAMP, venue=VenueFactory(site=other))

    assert ask(client).status_code == 204
    assert client.post("/matters/similar/", ASKED, SERVER_NAME=other.hostname).status_code == 200


def test_matters_of_an_add_on_that_is_off_are_not_found(site, client):
    publish_matter(**LAMP, plugin_id="suggestions", more_path="/suggestions/1-1/1/")
    assert ask(client).status_code == 200
    set_enabled(plugin_id="suggestions", site=site, is_enabled=False, actor=System("tests"))

    assert ask(client).status_code == 204


def test_rare_words_and_pairs_of_frequent_ones_find(site, monkeypatch):
    monkeypatch.setattr(selector, "RARE_ROWS", 2)  # as among a million: nothing here is rare
    for _turn in range(4):
        publish_matter(title="别的事", said="公园里的长椅太少。", place="示例公园")
    for _turn in range(4):
        publish_matter(**LAMP)

    assert set(found(site, **ASKED)) == {"路灯不亮"}


# --- The answer -----------------------------------------------------------------------------------------------------


def test_the_answer_says_title_state_place_and_the_way(site, client):
    done = publish_matter(**LAMP)
    underway = publish_matter(**{**LAMP, "title": "路灯又坏了"}, progress="underway", done="", done_by="")

    response = ask(client)

    assert response.status_code == 200
    links = [f"/matters/{matter.code}/" for matter in (done, underway)]
    for words in (*links, "已答复", "正在办理", "皮市街巷口", "不用再写一遍"):
        assert words in response.text
    assert response["Cache-Control"].startswith("max-age=0")
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


def test_at_most_three_are_shown(site, client):
    for _turn in range(5):
        publish_matter(**LAMP)
    assert ask(client).text.count("<li>") == 3


def test_in_english_it_answers_in_english(site, client):
    publish_matter(**LAMP)
    text = client.post("/en/matters/similar/", ASKED).text
    assert "Answered" in text
    assert 'href="/en/matters/' in text


def test_no_token_is_needed_and_no_address_takes_the_text(site):
    publish_matter(**LAMP)
    client = Client(enforce_csrf_checks=True)
    assert ask(client).status_code == 200
    assert client.get("/matters/similar/", ASKED).status_code == 405


@pytest.mark.parametrize(
    "data",
    [
        {"content": ""},
        {"content": "灯"},
        {"content": "a\x00b"},
        {"content": "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace") * 20},
        {"content": "<script>alert(1)</script>"},
        {"content": '" OR 1=1 -- AND NEAR(a b) *', "place": "'"},
        {"content": "🦀" * 50},
        {"content": "长" * 5000},
        {"content": "路灯" * 300},
        {"place": "街" * 3000},
    ],
)
def test_whatever_is_sent_is_answered(site, client, data):
    publish_matter(**LAMP)
    assert ask(client, **data).status_code in (200, 204)


def test_nothing_sent_is_answered(site, client):
    assert client.post("/matters/similar/").status_code == 204
    assert client.post("/matters/similar/", "x", content_type="application/json").status_code == 204


def test_more_than_a_form_holds_is_refused_unread(site, client):
    assert ask(client, content="长" * 20_000).status_code == 413
    assert ask(client, content="长" * 20_000, place="").status_code == 413


def test_hostile_titles_are_shown_as_text(site, client):
    publish_matter(**{**LAMP, "title": "路灯<script>alert(1)</script>不亮"})
    text = ask(client).text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_whoever_asks_too_often_is_told_when_to_come_back(site, client, settings):
    settings.LIMITS = {**settings.LIMITS, "similar.address": "2/minute"}
    statuses = [ask(client).status_code for _turn in range(3)]
    assert statuses == [204, 204, 429]


def test_it_costs_the_same_for_one_and_for_three(site, client, states_known):
    counts = []
    for count in (1, 2):
        for _turn in range(count):
            publish_matter(**LAMP, venue=VenueFactory())
        ask(client)
        with CaptureQueriesContext(connection) as captured:
            ask(client)
        asked = [query["sql"] for query in captured]
        counts.append(sum("SAVEPOINT" not in sql and "SET LOCAL" not in sql for sql in asked))
    assert counts == [4, 4]  # the site, the counts, the candidates, what is shown


def test_counts_of_grams_follow_what_is_public(site):
    first, second = publish_matter(**LAMP), publish_matter(**LAMP)
    lamp = GramFrequency.objects.get(site=site, gram=gram_of("路灯"))
    assert lamp.count == 2
    for matter in (first, second):
        hide(source=matter.source_type.model_class()(pk=matter.source_pk))
    lamp.refresh_from_db()
    assert lamp.count == 0


def test_reading_every_matter_anew_gives_the_same(site, matters):
    gone = publish_matter(**LAMP)
    hide(source=gone.source_type.model_class()(pk=gone.source_pk))

    def state() -> tuple:
        rows = {grams.matter_id: grams.grams for grams in MatterGrams.objects.all()}
        return rows, dict(GramFrequency.objects.exclude(count=0).values_list("gram", "count"))

    before = state()
    GramFrequency.objects.update(count=7)
    MatterGrams.objects.first().delete()

    call_command("matters", "--reindex")

    assert state() == before
    assert found(site, *ALIKE[0][:2]) == [ALIKE[0][2]]


def test_the_command_does_nothing_unless_told(site, matters):
    with pytest.raises(CommandError, match="--reindex"):
        call_command("matters")
