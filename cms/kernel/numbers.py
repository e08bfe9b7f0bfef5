"""Numbers given out one after the other, without gaps and without doubles."""

from django.db import connection

# One statement on both databases: it makes the row or counts it up, and holds its lock.
COUNT_UP = """
INSERT INTO liaison_kernel_numberseries AS series (site_id, name, last) VALUES (%s, %s, 1)
ON CONFLICT (site_id, name) DO UPDATE SET last = series.last + 1
RETURNING last
"""


def next_number(site, series: str) -> int:
    """
    The next number of `series` on `site`, from 1.

    Call it inside a transaction, late: the row stays locked until the end, so that a number is used or never given out,
    and whoever else wants one waits.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, [site.pk, series])
        return cursor.fetchone()[0]
