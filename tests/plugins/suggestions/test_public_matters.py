"""Published suggestions stand among the public matters, as long as they are published and the add-on is on."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.kernel.actors import Staff, System
from cms.kernel.states import set_enabled
from forms.models import PublicMatter
from plugins.suggestions import services
from tests.factories.forms import IntakeCategoryFactory, publish_matter
from tests.factories.liaison_pages import VenueFactory
from tests.plugins.suggestions.stage import DRAFT, REPLY

PAGE = "/suggestions/18-5/1/"


def publish(suggestion, stage):
    return services.publish(
        suggestion=suggestion, actor=Staff(stage.office), is_secrecy_reviewed=True, is_privacy_reviewed=True
    )


def listed(client, progress: str = "done") -> list[str]:
    response = client.get(f"/matters/?progress={progress}")
    return [matter.title for matter in response.context["page"].matters]


def test_published_while_it_is_handled_and_answered_once_it_is_closed(stage, client, commits):
    suggestion = publish(stage.at("assigned"), stage)
    assert (listed(client, "underway"), listed(client)) == ([DRAFT["title"]], [])
    matter = PublicMatter.objects.get()
    page = client.get(f"/matters/{matter.code}/").text
    assert DRAFT["facts"] in page
    assert f'href="{PAGE}"' in page

    suggestion = stage.reply(suggestion)
    assert REPLY["body"] not in client.get(f"/matters/{matter.code}/").text  # the office has not read it yet

    with commits():
        stage.close(suggestion)
    assert (listed(client, "underway"), listed(client)) == ([], [DRAFT["title"]])
    assert REPLY["body"] in client.get(f"/matters/{matter.code}/").text


def test_in_english_it_leads_to_the_english_page(stage, client):
    publish(stage.at("assigned"), stage)
    code = PublicMatter.objects.get().code

    assert f'href="/en{PAGE}"' in client.get(f"/en/matters/{code}/").text


def test_unpublished_it_is_gone(stage, client):
    suggestion = publish(stage.at("closed"), stage)
    code = PublicMatter.objects.get().code
    assert client.get(f"/matters/{code}/").status_code == 200

    services.unpublish(suggestion=suggestion, actor=Staff(stage.office))

    assert client.get(f"/matters/{code}/").status_code == 404
    assert listed(client) == []
    assert PublicMatter.objects.get().said == ""


def test_while_the_add_on_is_off_it_is_nowhere(stage, client, site):
    publish(stage.at("closed"), stage)
    publish_matter(title="居民自己的")
    code = PublicMatter.objects.exclude(plugin_id="").get().code

    set_enabled(plugin_id="suggestions", site=site, is_enabled=False, actor=System("tests"))

    assert listed(client) == ["居民自己的"]
    for address in (f"/matters/{code}/", f"/matters/{code}/feed/"):
        assert client.get(address).status_code == 404
    for address in ("/matters/feed/", "/sitemap-matters.xml"):
        assert code not in client.get(address).text
    set_enabled(plugin_id="suggestions", site=site, is_enabled=True, actor=System("tests"))
    assert client.get(f"/matters/{code}/").status_code == 200


def test_it_is_of_the_place_and_category_that_all_its_sources_share(stage):
    category = IntakeCategoryFactory()
    elsewhere = VenueFactory(street=stage.venue.street)
    alike = stage.submissions(2, category=category)
    mixed = [*stage.submissions(1), *stage.submissions(1, venue=elsewhere, category=category)]

    places = []
    for submissions in (alike, mixed):
        publish(stage.accept(stage.adopt(stage.escalate(submissions, actor=stage.office))), stage)
        matter = PublicMatter.objects.latest("pk")
        places.append((matter.venue, matter.street, matter.category))

    assert places == [(stage.venue, stage.venue.street, category), (None, stage.venue.street, None)]


def test_the_list_costs_the_same_with_suggestions(stage, client, states_known):
    publish(stage.at("closed"), stage)
    counts = []
    for _turn in range(2):
        client.get("/matters/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/matters/")
        counts.append(len(captured))
        publish_matter(title="居民自己的")
    assert counts[0] == counts[1]
