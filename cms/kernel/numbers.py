"""Numbers given out one after the other, without gaps and without doubles."""

from cms.kernel.models import NumberSeries


def next_number(site, series: str) -> int:
    """
    The next number of `series` on `site`, from 1.

    Call it inside a transaction: the row stays locked until the end, so a number is used or never given out.
    """
    locked = NumberSeries.objects.select_for_update()
    row = locked.filter(site=site, name=series).first()
    if row is None:
        NumberSeries.objects.get_or_create(site=site, name=series)
        row = locked.get(site=site, name=series)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
