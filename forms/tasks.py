"""Recurring tasks of submissions, run by `manage.py tasks run`, each for one site."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.clock.ladder import Ladder, climb
from cms.kernel import audit
from cms.kernel.actors import System
from cms.kernel.exceptions import Conflict
from cms.kernel.perform import perform
from cms.notices.models import NoticeSettings
from cms.notices.selectors import alive
from cms.notices.services import end
from forms.models import IntakeSubmission
from forms.selectors.feedback import said_and_done, to_close
from forms.selectors.history import REMIND
from forms.selectors.matters import quiet_and_followed
from forms.services.following import TOPIC, drop_followers
from forms.services.page_faults import forget_faults
from liaison_pages.models import DistrictSettings

ACTOR = System("forms")
BATCH = 500  # rows held in memory

logger = logging.getLogger(__name__)


def close_answered(site) -> None:
    """
    Close what was answered and rated, or not rated in time (domain, §3). Run again, it finds nothing left.

    Each in a transaction of its own; one that somebody moves meanwhile is left for the next run.
    """
    last = 0
    while batch := list(to_close(site).filter(pk__gt=last)[:BATCH]):
        for submission in batch:
            _close(submission)
        last = batch[-1].pk


def remind(site) -> None:
    """
    Climb the ladder: before and after the due date who has to act, then the head, then the office (`cms.clock.ladder`).

    Each step is written once, into the case's history too; whom it is for, `forms.selectors.reminders` says.
    """
    district = DistrictSettings.for_site(site)
    ladder = Ladder(
        before=district.remind_before_days,
        late=district.remind_late_days,
        head=district.remind_head_days,
        office=district.remind_office_days,
    )
    climb(site=site, model=IntakeSubmission, ladder=ladder, tell=_write_down)


def drop_quiet_followers(site) -> None:
    """Forget who has followed a public matter for the district's days without any news of it."""
    since = timezone.now() - timedelta(days=NoticeSettings.for_site(site).quiet_days)
    while batch := list(quiet_and_followed(site, since).values_list("pk", flat=True)[:BATCH]):
        for pk in batch:
            with transaction.atomic():
                locked = quiet_and_followed(site, since).select_for_update(of=("self",)).filter(pk=pk).first()
                if locked:
                    drop_followers(locked, asked_before=since)


def end_done_notices(site) -> None:
    """
    Forget the addresses of authors whose submissions nothing more comes of, once the last notice has gone out.

    The subscriptions that hold an address are read in order of their keys, by an index, some at a time.
    """
    last = 0
    while batch := list(alive(site, TOPIC).filter(pk__gt=last)[:BATCH]):
        pks = {each.object_id for each in batch}
        done = set(said_and_done(site).filter(pk__in=pks).values_list("pk", flat=True))
        for subscription in batch:
            if subscription.object_id in done:
                end(subscription=subscription, actor=ACTOR)
        last = batch[-1].pk


def forget_page_faults(site) -> None:
    """Forget what was wrong on pages, some days after it was put right."""
    days = settings.PAGE_FAULTS_KEPT_DAYS
    if days:
        forget_faults(site=site, done_before_moment=timezone.now() - timedelta(days=days))


def _write_down(submission, deadline, step: str) -> None:
    audit.record(submission, action=REMIND, actor=ACTOR, data={"step": step, "due_on": deadline.due_on.isoformat()})


def _close(submission) -> None:
    try:
        perform([submission], "submission.close", ACTOR)
    except Conflict:
        logger.info("%s moved on while it was to be closed", submission.number)
