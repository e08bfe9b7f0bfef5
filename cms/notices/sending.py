"""
The worker that empties the outbox: `manage.py notices send`. Any number of them may run at once.

None is lost and none is doubled when a worker is killed, by three committed steps for each message:

1. **taken**: the row gets the worker's mark and is put off by `NOTICES_LEASE_SECONDS`. A worker that dies now has sent
   nothing: the row is due again by itself when the lease is over.
2. **handed**: committed when the mail server has accepted sender and recipient and asked for the message, right before
   the message goes out in one write. The row changes only while it still bears this worker's mark, so a worker that
   was asleep for longer than its lease lets go of what another one took.
3. **sent**: committed after the server said that it has the message (250).

A row that stays `handed` past its lease is *uncertain*: its worker died between 2 and 3. It is not sent again by
itself, for most likely it did arrive; administrators see it and may send it again, with the same Message-ID, by which
mailboxes that look at it drop the second one.

What remains, honestly: no protocol makes a commit here and an acceptance there one step. A worker that dies in the
microseconds between the commit of step 2 and its write has an uncertain row whose message did not leave; one that dies
between the server's acceptance and the commit of step 3 has an uncertain row whose message did. Both are shown and
counted, neither is silent; and nothing is ever sent twice without a person's decision. The same holds for a power cut
of the database's machine, for every step is a durable commit. A mail server that loses what it accepted is beyond it.
"""

import logging
import traceback
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.notices.announcing import spread_next
from cms.notices.kinds import CONFIRM, site_name
from cms.notices.links import manage_url
from cms.notices.models import ChannelOfNotices, Notice, NoticeSettings, NoticeState, Subscription
from cms.notices.postmen import POSTMEN, Letter, Refused, TakenOver, Unproven, Unreachable, channels_on
from cms.notices.services import vault_context
from cms.vault import VaultError, decrypt

BATCH = 20  # subscriptions taken at a time
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)  # four times as long after each refusal

logger = logging.getLogger(__name__)


def send_waiting(*, site=None, should_stop: Callable[[], bool] = lambda: False) -> Counter:
    """
    Send what is due, of one site or of all, until nothing is left or `should_stop()`.

    Returns how many messages ended in each `NoticeState`. Not to be called inside a transaction.
    """
    tally = Counter({NoticeState.UNCERTAIN: give_up_on_handed()})
    worker = Worker()
    try:
        while not should_stop():
            if taken := worker.take(site):
                worker.send(taken, tally, should_stop)
            elif not spread_next(site):  # only once nothing else is due: one author's notice waits for no crowd
                break
    finally:
        worker.let_go()
    return tally


def give_up_on_handed() -> int:
    """Mark as uncertain what was handed over by a worker that has been silent since. How many."""
    silent_since = timezone.now() - _lease()
    lost = Notice.objects.filter(state=NoticeState.HANDED, handed_at__lt=silent_since)
    return lost.update(state=NoticeState.UNCERTAIN, reason="no answer")


def _lease() -> timedelta:
    return timedelta(seconds=settings.NOTICES_LEASE_SECONDS)


class Worker:
    """One run: its mark, and its connections."""

    def __init__(self):
        self.mark = uuid.uuid4().hex
        self._postmen = {}
        self._limits: dict[int, NoticeSettings] = {}
        self._channels = set(channels_on())

    # --- Taking and letting go ------------------------------------------------------------------------------------

    def take(self, site=None) -> list[Notice]:
        """
        Mark what is due for some subscriptions as this worker's, and put it off by the lease. Whole subscriptions, so
        that two workers never make two mails of one day's notices.
        """
        now = timezone.now()
        due = Notice.objects.filter(state=NoticeState.WAITING, next_attempt_at__lte=now)
        sendable = due.filter(subscription__channel__in=self._channels)
        sendable = sendable.filter(site=site) if site else sendable
        # Only the oldest, so that the question costs the same however much waits; ten times the batch, for some of them
        # may be another worker's just now.
        oldest = sendable.order_by("next_attempt_at", "pk").values("subscription_id")[: 10 * BATCH]
        with transaction.atomic(durable=True):
            locked = Subscription.objects.select_for_update(skip_locked=True).filter(pk__in=oldest)
            chosen = list(locked.values_list("pk", flat=True)[:BATCH])
            due.filter(subscription__in=chosen).update(worker=self.mark, next_attempt_at=now + _lease())
        mine = Notice.objects.filter(subscription__in=chosen, state=NoticeState.WAITING, worker=self.mark)
        return list(mine.select_related("subscription__site").order_by("subscription_id", "pk"))

    def let_go(self) -> None:
        """Hang up; what was taken and not handed over is due again at once."""
        for postman in self._postmen.values():
            postman.close()
        mine = Notice.objects.filter(state=NoticeState.WAITING, next_attempt_at__gt=timezone.now(), worker=self.mark)
        mine.update(worker="", next_attempt_at=timezone.now())

    # --- Sending ----------------------------------------------------------------------------------------------------

    def send(self, taken: list[Notice], tally: Counter, should_stop: Callable[[], bool]) -> None:
        for notices in messages_of(taken):
            if should_stop():
                return
            if notices[0].subscription.channel in self._channels:
                tally[self._send_one(notices)] += 1

    def _send_one(self, notices: list[Notice]) -> str:
        """The state that the message ends in."""
        subscription = notices[0].subscription
        if not subscription.is_confirmed and notices[0].kind != CONFIRM:
            return self._close(notices, NoticeState.FAILED, "not confirmed")
        postman = self._postman(subscription.channel)
        try:
            postman.deliver(letter_of(notices), lambda: self._hand_over(notices))
        except VaultError:
            return self._close(notices, NoticeState.FAILED, "VaultError")
        except TakenOver:
            return NoticeState.WAITING
        except Unreachable as error:
            self._channels.discard(subscription.channel)  # the others go on
            logger.warning("notices by %s wait, for the server does not answer: %s", subscription.channel, error)
            return NoticeState.WAITING
        except Unproven as error:
            return self._close(notices, NoticeState.UNCERTAIN, str(error))
        except Refused as error:
            return self._refuse(notices, error)
        except DatabaseFault:  # no message's
            raise
        except Exception as error:  # one that cannot be written keeps none of the others
            return self._give_up(notices, error)
        return self._close(notices, NoticeState.SENT)

    def _postman(self, channel: str):
        if channel not in self._postmen:
            self._postmen[channel] = POSTMEN[channel]()
        return self._postmen[channel]

    def _hand_over(self, notices: list[Notice]) -> None:
        """The step after which a message counts as sent. Committed at once; raises TakenOver when it is another's."""
        mine = Notice.objects.filter(pk__in=_pks(notices), state=NoticeState.WAITING, worker=self.mark)
        handed = mine.update(
            state=NoticeState.HANDED, handed_at=timezone.now(), message_id=notices[0].message_id, reason=""
        )
        if handed != len(notices):
            raise TakenOver

    def _close(self, notices: list[Notice], state: str, reason: str = "") -> str:
        rows = Notice.objects.filter(pk__in=_pks(notices), worker=self.mark)
        sent_at = {"sent_at": timezone.now()} if state == NoticeState.SENT else {}
        rows.update(state=state, reason=reason[:80], **sent_at)
        return state

    def _give_up(self, notices: list[Notice], error: Exception) -> str:
        """Left to people. The log names the fault and its place, not its words: they may quote the address."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        name = type(error).__name__
        logger.error("notice %s cannot be sent: %s at %s:%s", notices[0].pk, name, place.filename, place.lineno)
        rows = Notice.objects.filter(pk__in=_pks(notices), worker=self.mark)
        was_handed = rows.filter(state=NoticeState.HANDED).exists()
        return self._close(notices, NoticeState.UNCERTAIN if was_handed else NoticeState.FAILED, name)

    def _refuse(self, notices: list[Notice], error: Refused) -> str:
        """Another try later, a longer while each time, until the district's limit is reached."""
        attempts = max(notice.attempts for notice in notices) + 1
        site = notices[0].subscription.site
        if site.pk not in self._limits:
            self._limits[site.pk] = NoticeSettings.for_site(site)
        if error.for_good or attempts >= self._limits[site.pk].most_attempts:
            self._count(notices)
            return self._close(notices, NoticeState.FAILED, str(error))
        again = {"state": NoticeState.WAITING, "next_attempt_at": waits_until(attempts), "worker": ""}
        self._count(notices, reason=str(error)[:80], **again)
        return NoticeState.WAITING

    def _count(self, notices: list[Notice], **values) -> None:
        Notice.objects.filter(pk__in=_pks(notices), worker=self.mark).update(attempts=F("attempts") + 1, **values)


def waits_until(attempts: int) -> datetime:
    """When to try again after so many refusals: 1 minute, 4, 16 … at most 6 hours."""
    return timezone.now() + min(FIRST_WAIT * 4 ** min(attempts - 1, 8), LONGEST_WAIT)


def messages_of(taken: list[Notice]) -> Iterator[list[Notice]]:
    """
    The notices that go out together: of who wants one mail a day, all there are. What was one mail before is one again.
    """
    together: dict = {}
    for notice in taken:
        is_daily = notice.subscription.is_daily and notice.kind != CONFIRM and notice.handed_at is None
        key = notice.subscription_id if is_daily else notice.message_id
        together.setdefault((is_daily, key), []).append(notice)
    yield from together.values()


def letter_of(notices: list[Notice]) -> Letter:
    """The message, with its address opened. Raises VaultError."""
    subscription = notices[0].subscription
    address = decrypt(subscription.ciphertext, key_id=subscription.key_id, context=vault_context(subscription))
    first = notices[0]
    if subscription.channel == ChannelOfNotices.SMS:
        return Letter(address, "", first.body, first.message_id)
    if first.kind == CONFIRM:
        return Letter(address, first.subject, first.body, first.message_id)
    off_url = manage_url(subscription)
    with translation.override(subscription.language):
        subject, body = (first.subject, first.body) if len(notices) == 1 else _together(notices)
        end = _("您收到这封邮件，是因为您订了“%(about)s”的进展。不想再收，或想改成每天一封：%(url)s")
        if subscription.is_digest:
            end = _("不想再收每日摘要：%(url)s 想再收，在后台的账号设置里打开。")
        footer = end % {"about": subscription.about, "url": off_url}
    return Letter(address, subject, f"{body}\n\n-- \n{footer}\n", first.message_id, off_url)


def _together(notices: list[Notice]) -> tuple[str, str]:
    """Subject and body of one mail with several notices."""
    count = len(notices)
    subject = ngettext("%(site)s：%(count)d 条新进展", "%(site)s：%(count)d 条新进展", count)
    parts = [f"● {notice.subject}\n\n{notice.body}" for notice in notices]
    return subject % {"site": site_name(notices[0].subscription.site), "count": count}, "\n\n\n".join(parts)


def _pks(notices: list[Notice]) -> list[int]:
    return [notice.pk for notice in notices]
