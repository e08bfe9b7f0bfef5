"""The calendar of working days: which days are worked, and dates counted in working days."""
