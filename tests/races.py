"""Calls that start together, for the tests of races. PostgreSQL alone shows such races."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from cms.kernel.exceptions import Conflict


def at_once(*calls) -> list:
    """What each call returned, or the Conflict it met; all start together."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=20)
            return call()
        except Conflict as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
