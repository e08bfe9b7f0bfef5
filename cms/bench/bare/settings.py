"""The product's own settings and middleware, for one view that inserts a row and commits."""

from cms.settings.base import *  # noqa: F403  a settings module extends its base

MIDDLEWARE.remove("django.middleware.csrf.CsrfViewMiddleware")  # noqa: F405  the intake's view is exempt from it as well
ROOT_URLCONF = "cms.bench.bare.urls"
