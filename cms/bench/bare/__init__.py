"""The least that a view with a database can do, to hold others against."""
