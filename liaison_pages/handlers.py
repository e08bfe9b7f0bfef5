"""What follows from events. Each may run twice for one event and does the same then."""

from liaison_pages.services.rules import extend_rota


def follow_calendar(event) -> None:
    """The calendar of working days was edited: shift the receptions off its holidays."""
    extend_rota()
