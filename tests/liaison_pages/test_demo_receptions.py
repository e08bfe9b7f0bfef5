"""The demo's receptions of the coming days: the same on whichever weekday it is written."""

from liaison_pages.demo.coming import COMING, WEEKLY


def test_weekly_receptions_stand_in_the_way_of_none_that_is_moved_or_cancelled():
    clashes = [
        coming
        for coming in COMING
        for venue, _weekday, hours in WEEKLY
        if coming.reason and coming.venue == venue and coming.hours[0] < hours[1] and hours[0] < coming.hours[1]
    ]
    assert clashes == []
