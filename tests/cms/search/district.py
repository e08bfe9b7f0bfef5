"""A small district to search in."""

from liaison_pages.search_sources import follow_rows
from tests.factories.forms import publish_matter
from tests.factories.liaison_pages import (
    DeputyFactory,
    DivisionFactory,
    InfoPageFactory,
    VenueFactory,
    VenuePageFactory,
)


class District:
    """Two stations of one street, two deputies, a page and a public matter."""

    def __init__(self, site):
        self.site = site
        self.street = DivisionFactory(name="东关街道", name_en="Dongguan Street")
        self.community = DivisionFactory(name="琼花观社区", level="community", parent=self.street)
        self.station = VenueFactory(
            name="琼花观社区联络站", name_en="Qionghuaguan Liaison Station", street=self.street, kind="home",
            community=self.community, address="文昌中路360号", phone="0514-87340001",
        )  # fmt: skip
        self.station_page = VenuePageFactory(venue=self.station, introduction="门口有停车位")
        self.other = VenueFactory(name="个园社区联络站", street=self.street, kind="home")
        self.other_page = VenuePageFactory(venue=self.other)
        self.deputy = DeputyFactory(site=site, name="单晓明", constituency="第五选区")
        self.other_deputy = DeputyFactory(site=site, name="王秀英")
        self.page = InfoPageFactory(
            parent=site.root_page, title="无障碍说明", body=[("text", "<p>可以只用键盘操作网站。</p>")]
        )
        self.matter = publish_matter(venue=self.station, title="路灯不亮", said="巷口的路灯坏了三天，晚上看不清台阶。")
        follow_rows(
            [self.street, self.community, self.station, self.other, self.matter.venue, self.deputy, self.other_deputy]
        )


def found(client, query: str, *, path: str = "/search/", **more) -> dict[str, list[str]]:
    """Kind → titles of what the search page shows."""
    response = client.get(path, {"q": query, **more})
    assert response.status_code == 200, (query, response.status_code)
    return {group["kind"]: [row.found.title for row in group["rows"]] for group in response.context["groups"]}
