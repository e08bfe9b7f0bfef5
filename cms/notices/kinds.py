"""The kinds of notices that are registered, their words, and the one kind of this app's own."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from zope.interface import implementer

from cms.kernel.registrar import Registration, registrar
from cms.kernel.states import enabled
from cms.notices.interfaces import INoticeKind, ISiteName
from cms.notices.models import ChannelOfNotices

CONFIRM = "notices.confirm"
COMMON_WORDS = {"site": _("示例区人大代表家站点"), "off": "https://liaison.example/n/example/"}  # of every kind


@implementer(INoticeKind)
class NoticeKind:
    """Base class. Subclass it or fill it in; see `INoticeKind` for what each part means."""

    model = None  # of what is followed; for `load`
    name = ""
    event = ""
    topic = ""
    title: Promise | str = ""
    words: Mapping[str, Promise | str] = {}
    subject: Promise | str = ""
    text: Promise | str = ""
    sms: Promise | str = ""
    has_sms = True

    def followed(self, objects):
        return [obj.pk for obj in objects]

    def load(self, pks) -> dict:
        return self.model._default_manager.in_bulk(list(pks))

    def values(self, followed, data: dict) -> dict:
        return {}


class Confirmation(NoticeKind):
    """What an address gets first, and alone, until its owner says yes."""

    name = CONFIRM
    title = _("请对方确认要不要通知")
    words = {
        "about": _("编号 GL-2026-000123 的意见"),
        "link": "https://liaison.example/n/example/confirm/",
        "days": "7",
    }
    subject = _("请确认：有进展时要通知您吗")
    text = _(
        "您好：\n\n有人在{site}填了这个邮箱，想在“{about}”有进展时收到通知。\n\n"
        "要收，请打开下面的链接，再点一次“确认”（{days} 天内有效）：\n{link}\n\n"
        "不是您填的，不用理会：不确认，就不会再给您发。"
    )
    sms = _("{site}：有人用这个号码订了“{about}”的进展。要收请打开 {link} 确认，不是您请不用理会。")


def kinds() -> dict[str, NoticeKind]:
    """Every registered kind by its name, in the order of the names."""
    return {kind.name: kind for kind in registrar().utilities(INoticeKind)}


def kinds_on(site) -> dict[str, NoticeKind]:
    """Those whose app or add-on is on for the site."""
    entries = enabled(registrar().all("utility", target=INoticeKind.__name__), site)
    return {entry.value.name: entry.value for entry in entries}


def registrations(event: str) -> list[Registration]:
    """What was registered for `event`, with whose it is."""
    entries = registrar().all("utility", target=INoticeKind.__name__)
    return [entry for entry in entries if entry.value.event == event]


def channels_of(kind: NoticeKind) -> list[str]:
    """The channels that it is sent by."""
    return [channel for channel in ChannelOfNotices if kind.has_sms or channel != ChannelOfNotices.SMS]


def default_words(kind: NoticeKind, channel: str, language: str) -> tuple[str, str]:
    """Subject ('' for a short message) and body that hold until the district writes its own."""
    with translation.override(language):
        if channel == ChannelOfNotices.SMS:
            return "", str(kind.sms)
        return str(kind.subject), str(kind.text)


def site_name(site) -> str:
    """How the site calls itself, in the active language."""
    for namer in registrar().utilities(ISiteName):
        if name := namer.name_of(site):
            return name
    return site.site_name or site.hostname
