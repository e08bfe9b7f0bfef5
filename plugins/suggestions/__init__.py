"""Suggestions: what residents say, raised by a deputy, answered by a department. The first bundled add-on."""
