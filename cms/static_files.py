"""
How static files are served: hashed names, compressed, our ES modules importing each other by those names, and the style
sheets of the public pages as one file. The source stays a CSS file per component.
"""

import re

from django.apps import apps
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "cms/css/public.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\n\s+")


def public_styles() -> list[str]:
    """The style sheets of the public pages, in order; each app names its own in `public_styles` of its AppConfig."""
    low_to_high = reversed(list(apps.get_app_configs()))
    return [name for config in low_to_high for name in getattr(config, "public_styles", ())]


def linked_styles() -> list[str]:
    """What a public page links to: one file where static files were collected, each by itself in development."""
    return [BUNDLE] if isinstance(staticfiles_storage, HashedFiles) else public_styles()


class HashedFiles(CompressedManifestStaticFilesStorage):
    """A page never runs one module of this release with another of the last: their imports are hashed too."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        """`paths`: (storage, path) by name, of what was collected; the bundle joins them."""
        if not dry_run:
            texts = []
            for name in public_styles():
                storage, path = paths[name]
                with storage.open(path) as file:
                    texts.append(file.read().decode())
            self._save(BUNDLE, ContentFile(_shortened("\n".join(texts)).encode()))
            paths = {**paths, BUNDLE: (self, BUNDLE)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _shortened(css: str) -> str:
    """Without comments and indents; the rest is compression's work."""
    return INDENT.sub("\n", COMMENT.sub("", css)).strip() + "\n"
