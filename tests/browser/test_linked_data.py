"""JSON-LD under the strict policy: a browser neither runs it nor complains of it."""

import json
from datetime import timedelta

from django.utils import timezone

from tests.factories.liaison_pages import ReceptionFactory, VenuePageFactory


def test_data_stand_in_the_page_and_nothing_is_refused(live_server, open_page, site):
    venue = VenuePageFactory().venue
    day = timezone.localdate() + timedelta(days=2)
    reception = ReceptionFactory(venue=venue, date=day, topic="</script><script>document.title = 'x'</script>")
    page = open_page()
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(f"{live_server.url}{reception.url}")
    blocks = page.locator('script[type="application/ld+json"]').all_text_contents()
    assert [json.loads(block)["@type"] for block in blocks] == ["Event", "BreadcrumbList"]
    assert reception.topic in json.loads(blocks[0])["name"]
    assert page.title() != "x"
    assert told == []
