"""What is declared of the routes that the composition root itself serves (`cms.urls`)."""

from django.conf import settings

from cms.access.table.rules import PUBLIC, rule

SERVES_MEDIA = settings.DEBUG or settings.SERVES_MEDIA

RULES = [
    rule("wagtail.contrib.sitemaps.views.sitemap", PUBLIC),
    *([rule("django.views.static.serve", PUBLIC)] if SERVES_MEDIA else []),
]
