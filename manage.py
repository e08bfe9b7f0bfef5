#!/usr/bin/env python
"""Liaison's command line: `python manage.py help` lists the commands."""

import os
import sys

from django.core.management import execute_from_command_line

from cms.kernel.discovery import naming_add_ons

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    with naming_add_ons():
        execute_from_command_line(sys.argv)
