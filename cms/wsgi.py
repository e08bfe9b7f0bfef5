"""The WSGI application that gunicorn serves."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from cms.charsets import utf8_only
from cms.kernel.discovery import naming_add_ons

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
with naming_add_ons():
    application = utf8_only(get_wsgi_application())
    import_module("cms.urls")  # now, not at the first request: URLs of an add-on that cannot be served stop the start
