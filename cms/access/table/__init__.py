"""
The table of routes: what every URL answers to every role, computed from `cms.access.roles` and from what each app
declares of its own routes in `access_rules.RULES`. `manage.py access table` prints it, `make access` walks it.
"""
