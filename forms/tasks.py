"""Recurring tasks of submissions, run by `manage.py tasks run`, each for one site."""

import logging

from cms.kernel.actors import System
from cms.kernel.exceptions import Conflict
from cms.kernel.perform import perform
from forms.selectors.feedback import to_close

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


def _close(submission) -> None:
    try:
        perform([submission], "submission.close", ACTOR)
    except Conflict:
        logger.info("%s moved on while it was to be closed", submission.number)
