"""Venues and their pages, the directory, deputies with their rosters, and reception schedules."""
