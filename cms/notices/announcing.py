"""
Making announcements into notices: done by the worker, for whoever makes a change must not wait until 10,000 rows are
written for those who follow it.
"""

from django.db import transaction
from django.db.models import Q

from cms.kernel.registrar import Registration, registrar
from cms.kernel.states import enabled
from cms.notices import outbox
from cms.notices.interfaces import INoticeKind
from cms.notices.models import Announcement, Notice, NoticeState
from cms.notices.selectors import followers

BATCH = 200  # followers reached in one transaction


def spread_next(site=None) -> bool:
    """
    Write the oldest announcement's notices for its next followers; False when there is none that is nobody else's.

    In one transaction with how far it came: a worker that dies leaves nothing out and doubles nothing. Not to be called
    inside a transaction.
    """
    with transaction.atomic(durable=True):
        found = Announcement.objects.select_for_update(of=("self",), skip_locked=True).select_related("site")
        news = (found.filter(site=site) if site else found).order_by("pk").first()
        if news is None:
            return False
        entry = _kind_of(news)
        reached = _spread(news, entry) if entry else 0
        if reached:
            news.reached = reached
            news.save(update_fields=["reached"])
        else:
            news.delete()
    return True


def _kind_of(news: Announcement) -> Registration | None:
    """Its kind; None where the add-on that brought it is off or gone."""
    entries = registrar().all("utility", target=INoticeKind.__name__)
    named = [entry for entry in entries if entry.value.name == news.kind]
    return next(iter(enabled(named, news.site)), None)


def _spread(news: Announcement, entry: Registration) -> int:
    """
    The primary key of the last follower reached; 0 when there was none left. Only who followed already when it was
    announced is told, and what waits for them from before, of the same thing, is out of date and goes.
    """
    kind = entry.value
    of_thing = Q(content_type=news.content_type_id, object_id=news.object_id, topic=kind.topic)
    to = followers(of_thing & Q(pk__gt=news.reached, confirmed_at__lte=news.created_at), BATCH)
    if not to:
        return 0
    waiting = Notice.objects.filter(state=NoticeState.WAITING, worker="", kind=kind.name)
    waiting.filter(subscription__in=[each.pk for each in to]).delete()
    outbox.write(kind, to, outbox.values_of(entry, to, news.data), key=f"announcement:{news.pk}")
    return to[-1].pk
