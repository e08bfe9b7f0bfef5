"""The mark that a person changed a row in the admin: an import leaves such rows alone unless told to overwrite."""

from django.utils import timezone


def stamp_edit(obj, actor) -> list[str]:
    """
    Set `obj.edited_at` when `actor` is staff; the caller saves.

    Returns the field names to add to `update_fields`. Every service that writes a row which a workbook can bring
    (division, constituency, venue, deputy, membership, reception rule, unit) calls it. The importer never does, whoever
    started it.
    """
    if actor.kind != "staff":
        return []
    obj.edited_at = timezone.now()
    return ["edited_at"]
