"""The demo's pictures: drawings of places, which page shows which, and renditions made before the first visit."""

from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.models import Collection, ReferenceIndex

from liaison_pages.demo.places import OLD_TOWN, TABLE, TOWN, VILLAGE, ZONE
from liaison_pages.models import Venue, VenueKind, VenuePage, VenuePhoto
from liaison_pages.selectors.public_pages import HEAD_PHOTO, SMALL_PHOTO
from media.models import LiaisonImage

FOLDER = Path(__file__).resolve().parent / "pictures"
CREDIT = "示例插图"


@dataclass(frozen=True)
class Picture:
    """`shows` is the caption's words, `alt` what is read to those who cannot see it."""

    shows: str
    alt: str

    @property
    def caption(self) -> str:
        return f"示意图：{self.shows}"


PICTURES = {
    "lane": Picture("老巷", "插图：白墙黛瓦的老巷，石板路通向远处，门前有花盆和小板凳。"),
    "canal": Picture("运河边", "插图：运河上的石拱桥，桥下一条乌篷船，岸边一棵垂柳。"),
    "jade": Picture("玉雕工作台", "插图：窗边的工作台，灯下放着一件山形玉雕，旁边是砣机和工具。"),
    "reception": Picture("接待室", "插图：一张长桌，几把椅子，桌上有茶和登记簿，墙上挂着“听您说”。"),
    "noticewall": Picture("办理公示墙", "插图：白墙上的公示栏贴着十张纸条，旁边挂着意见箱，墙前有长凳和自行车。"),
    "well": Picture("古井边", "插图：大树下一口古井，旁边有木桶、小板凳和长凳。"),
    "market": Picture("早市街口", "插图：早市的三个摊位，卖水果、蔬菜和点心，后面是老街的房子。"),
    "tea": Picture("茶桌", "插图：圆窗下一张茶桌，一把茶壶，几只茶杯，墙上写着“慢慢说”。"),
    "pavilion": Picture("水边亭子", "插图：水边一座亭子，亭里有小桌和茶杯，曲桥通到岸上。"),
    "village": Picture("水乡村口", "插图：村口的小桥、水渠和稻田，路边立着联络站的牌子。"),
    "estate": Picture("小区院子", "插图：加装了电梯的老楼，楼前有树、长椅和电动车棚。"),
    "zone": Picture("园区", "插图：园区的厂房和办公楼，路边一个公交站，一辆公交车正开过。"),
    "corridor": Picture("民情走廊", "插图：一条长廊，右边墙上贴满心愿纸条，左边是院子。"),
    "courtyard": Picture("葡萄架下", "插图：葡萄架下摆着长桌和板凳，桌上有茶，身后是老屋。"),
}
BY_THEME = {
    "连心会客厅": ("tea", "reception"),
    "民情走廊": ("corridor",),
    "民情气象站": ("noticewall",),
    "代表工作室": ("reception", "jade"),
    "民情小院": ("courtyard",),
    "咖啡议事角": ("tea",),
    "小爬爬议事会": ("lane",),
    "古井议事会": ("well",),
    "新质生产力研究院": ("zone",),
}
BY_KIND = {VenueKind.HOME: ("reception",), VenueKind.POINT: ("noticewall", "well")}
BY_SETTING = {
    OLD_TOWN: ("lane", "market", "canal"),
    TOWN: ("estate", "pavilion", "market"),
    VILLAGE: ("village", "canal", "village"),
    ZONE: ("zone", "estate"),
}
BY_CODE = {"GL-DG-01": ("lane",), "GL-WT-01": ("jade",), "GL-WT": ("canal",), "GL-LD-01": ("village",)}


class Album:
    """Gives the demo's pictures as images, each made once for a collection, with its renditions."""

    def __init__(self):
        self._images: dict[tuple, LiaisonImage] = {}

    def image(self, name: str, collection: Collection | None = None) -> LiaisonImage:
        """The picture in the collection of a venue, whose staff may use it again, or in the district's."""
        key = (name, collection.pk if collection else None)
        if key not in self._images:
            self._images[key] = self._make(name, collection)
        return self._images[key]

    def _make(self, name: str, collection: Collection | None) -> LiaisonImage:
        picture = PICTURES[name]
        place = {"collection": collection} if collection else {}
        image = LiaisonImage(title=picture.caption, description=picture.alt, credit=CREDIT, **place)
        with (FOLDER / f"{name}.jpg").open("rb") as stream:
            image.file = ImageFile(stream, name=f"{name}.jpg")
            image.save()
        image.get_renditions(*HEAD_PHOTO, *SMALL_PHOTO)
        return image

    def block(self, name: str, collection: Collection | None = None) -> dict:
        """The value of a picture block."""
        picture = PICTURES[name]
        return {"image": self.image(name, collection), "alt": picture.alt, "caption": picture.caption}


def head_pages(album: Album, pages: list[VenuePage]) -> None:
    """Give each page the picture that heads it, in turn among those that suit its kind of place."""
    settings = {code: row[3] for code, row in TABLE.items()}
    turns: dict[tuple, cycle] = {}
    photos = []
    for page in pages:
        names = _suiting(page.venue, settings[page.venue.street.code])
        name = next(turns.setdefault(names, cycle(names)))
        photos.append(VenuePhoto(page=page, image=album.image(name), caption=PICTURES[name].caption, sort_order=0))
    VenuePhoto.objects.bulk_create(photos)
    for page in pages:  # rows made in bulk tell nobody
        ReferenceIndex.create_or_update_for_object(page)


def _suiting(venue: Venue, setting: str) -> tuple[str, ...]:
    return (
        BY_CODE.get(venue.code)
        or BY_THEME.get(venue.theme)
        or BY_KIND.get(VenueKind(venue.kind))
        or BY_SETTING[setting]
    )
