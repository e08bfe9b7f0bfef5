"""Large type holds from page to page without script or cookie."""

import re

import pytest

from cms.elder import asking, with_links

LINKS = {
    "/": "/?mode=elder",
    "/venues/?for=intake": "/venues/?for=intake&amp;mode=elder",
    "/venues/#near": "/venues/?mode=elder#near",
    "?page=2": "?page=2&amp;mode=elder",
    "/en/?mode=elder": "/en/?mode=elder",
    **{same: same for same in ("#main", "tel:0514", "https://example.com/", "//example.com/", "/documents/1/a.pdf")},
    **{same: same for same in ("/venues/A/calendar.ics", "/matters/feed/", "/media/a.jpg", "/admin/", "")},
}


@pytest.mark.parametrize("address", LINKS)
def test_pages_of_the_site_are_asked_for_in_large_type_and_nothing_else(address):
    assert asking(address) == LINKS[address]


def test_switch_leads_out_and_forms_keep_the_mode():
    switch = '<a class="x" href="?" data-elder-switch>'
    assert with_links(switch) == switch
    assert with_links('<form method="get">') == '<form method="get"><input type="hidden" name="mode" value="elder">'
    assert with_links('<form method="post" action="/say/1/">') == '<form method="post" action="/say/1/?mode=elder">'


@pytest.mark.django_db
def test_every_link_of_a_page_in_large_type_asks_for_it(client, site):
    html = client.get("/venues/?mode=elder").content.decode()
    links = re.findall(r'<a\s[^>]*?href="(/[^"]*)"(?![^>]*data-elder-switch)', html)
    assert [link for link in links if "mode=elder" not in link] == []
    assert len(links) > 5
    assert "mode=elder&amp;mode=elder" not in html


@pytest.mark.django_db
def test_redirect_keeps_the_mode_and_other_pages_stay_as_they_are(client, site):
    assert client.get("/venues?mode=elder")["Location"] == "/venues/?mode=elder"
    assert 'href="/venues/?mode=elder"' not in client.get("/").content.decode()
