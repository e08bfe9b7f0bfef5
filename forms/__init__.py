"""Intake: the form, what residents submit, and the desk that moderates it."""
