"""What is declared of the routes that the composition root itself serves (`cms.urls`)."""

from django.conf import settings

from cms.access.table.rules import PUBLIC, read_only, rule

SERVES_MEDIA = settings.DEBUG or settings.SERVES_MEDIA

RULES = [
    read_only("robots sitemap", PUBLIC),
    read_only("sitemap_section", PUBLIC, because="a section that there is not answers 404"),
    *([rule("django.views.static.serve", PUBLIC)] if SERVES_MEDIA else []),
]
