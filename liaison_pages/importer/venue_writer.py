"""Writing venues in bulk: tree, collections, moves."""

from wagtail.models import Collection

from liaison_pages.importer.bulk import BATCH_SIZE, add_nodes, sort_tree
from liaison_pages.models import Venue
from liaison_pages.services.venues import collection_name, get_root_collection, place_venue, rename_collection

TREE_FIELDS = frozenset({"path", "depth", "numchild", "collection"})


def create(items: list, kind, store) -> None:
    """New venues, parents before children, each with its collection."""
    for item in items:
        kind.assign(item.obj, item.values, store)
    items = sorted(items, key=lambda item: item.obj.code)
    _add_collections([item.obj for item in items])
    while items:
        ready = [item for item in items if _parent_code(item) in ("", *store.venues)]
        add_nodes(Venue, [(store.venues.get(_parent_code(item)), item.obj) for item in ready])
        store.keep("venues", {item.key: item.obj for item in ready})
        items = [item for item in items if item.key not in store.venues]
    if sort_tree(Venue):
        store.reload_venues()


def change(items: list, kind, store) -> None:
    """Changed venues, but for their place in the tree: `move` is for that."""
    for item in items:
        kind.assign(item.obj, item.values, store)
    fields = [name for name in kind.concrete_fields() if name not in TREE_FIELDS]
    Venue.objects.bulk_update([item.obj for item in items], fields, batch_size=BATCH_SIZE)
    for item in items:
        if "name" in item.changes:
            rename_collection(item.obj)


def move(items: list) -> None:
    """
    Venues with another parent, with their pages, from the top of the new tree down: so no parent is below its child.

    After the pages were made: a new parent's page must be there.
    """
    for item in sorted(items, key=lambda item: _depth(item, items)):
        parent = Venue.objects.get(code=_parent_code(item)) if _parent_code(item) else None
        place_venue(venue=Venue.objects.get(pk=item.obj.pk), parent=parent, user=None)


def _parent_code(item) -> str:
    return item.values.get("parent_code") or ""


def _depth(item, moving: list) -> int:
    """How many of the moving venues are above `item` when all has moved."""
    by_code = {each.key: each for each in moving}
    depth, code = 0, _parent_code(item)
    while code in by_code:
        depth, code = depth + 1, _parent_code(by_code[code])
    return depth


def _add_collections(venues: list[Venue]) -> None:
    root = get_root_collection()
    for venue in venues:
        venue.collection = Collection(name=collection_name(venue))
    add_nodes(Collection, [(root, venue.collection) for venue in venues])
    sort_tree(Collection)
    for venue in venues:
        venue.collection = venue.collection  # takes over the key that saving gave it
