"""The ways into this app, by the dimension (五维) that lists them."""

from django.utils.translation import gettext_lazy as _

from liaison_pages.models import Dimension
from liaison_pages.ways import Way

WAYS = {
    "entrance": Way(
        Dimension.PARTICIPATION,
        order=10,
        title=_("提意见"),
        text=_("写下是什么事、在哪里就行，该由谁接手我们来找。马上拿到编号。"),
        route="liaison_forms:entrance",
    ),
    "mine": Way(
        Dimension.PARTICIPATION,
        order=20,
        title=_("我的意见"),
        text=_("记在您自己手机或电脑里的，一处看进展，不用注册。"),
        route="liaison_forms:mine",
    ),
    "status": Way(
        Dimension.CLOSED_LOOP,
        order=10,
        title=_("查进度"),
        text=_("凭编号和查询码，看办到哪一步、谁在办、什么时候答复。"),
        route="liaison_forms:status_lookup",
    ),
    "matters": Way(
        Dimension.CLOSED_LOOP,
        order=20,
        title=_("您说的，办到了"),
        text=_("居民同意公开的事：说的是什么，办得怎样。"),
        route="liaison_forms:matters",
    ),
}
