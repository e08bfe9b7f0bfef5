"""The ways into this app, by the dimension (五维) that lists them."""

from django.utils.translation import gettext_lazy as _

from liaison_pages.models import Dimension
from liaison_pages.ways import DirectoryWay, Way

WAYS = {
    "directory": DirectoryWay(
        Dimension.PLATFORMS,
        order=10,
        title=_("找家站点"),
        text=_("代表之家、联络站、联络点和特色空间，在哪里、几点开门、怎么去。"),
    ),
    "week": DirectoryWay(
        Dimension.PLATFORMS,
        order=20,
        title=_("七天内的接待"),
        text=_("哪天、在哪里、哪位代表，一处看全。"),
        query="?when=week",
    ),
    "search": Way(
        Dimension.PLATFORMS,
        order=30,
        title=_("搜索"),
        text=_("家站点、代表、社区、公开的意见和答复，写几个字就找到。"),
        route="liaison_search:search",
    ),
    "deputies": Way(
        Dimension.INSTITUTIONS,
        order=10,
        title=_("找代表"),
        text=_("每位代表公开的情况：从哪里选出来，在哪里接待，领衔过什么建议。"),
        route="liaison_pages:deputy_list",
    ),
    "my_deputy": Way(
        Dimension.INSTITUTIONS,
        order=20,
        title=_("谁是我的代表"),
        text=_("按您住的社区、街道或选区找，写明根据什么。"),
        route="liaison_pages:my_deputy",
    ),
}
