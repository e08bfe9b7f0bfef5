"""Reads of venues."""

from django.db.models import PROTECT
from django.utils.translation import ngettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from liaison_pages.models import Venue


def dependents(venue: Venue) -> list[str]:
    """
    What depends on `venue`, in words with a count, so that it cannot be deleted; empty when it can.

    Reads the relations that protect it from the models, those of higher apps (submissions) included.
    """
    found = []
    if below := venue.get_descendant_count():
        found.append(ngettext("下面还有 %d 个站点", "下面还有 %d 个站点", below) % below)
    for relation in Venue._meta.related_objects:
        if relation.on_delete is not PROTECT:
            continue
        count = relation.related_model._base_manager.filter(**{relation.field.name: venue}).count()
        if count:
            what = relation.related_model._meta.verbose_name
            found.append(
                ngettext("还有 %(count)d 条%(what)s", "还有 %(count)d 条%(what)s", count)
                % {"count": count, "what": what}
            )
    return found + _files(venue)


def _files(venue: Venue) -> list[str]:
    """Pictures and documents in the venue's own collection."""
    if venue.collection_id is None:
        return []
    models = (get_image_model(), get_document_model())
    count = sum(model.objects.filter(collection_id=venue.collection_id).count() for model in models)
    return [ngettext("图片和文件集里还有 %d 个文件", "图片和文件集里还有 %d 个文件", count) % count] if count else []
