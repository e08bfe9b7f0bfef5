"""How static files are served: hashed names, compressed, and our ES modules import each other by those names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """A page never runs one module of this release with another of the last: their imports are hashed too."""

    support_js_module_import_aggregation = True
