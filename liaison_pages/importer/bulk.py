"""Adding many nodes to a treebeard tree at once, and telling Wagtail's indexes of rows that were made in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from treebeard.mp_tree import MP_Node
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.search.index import class_is_indexed, insert_or_update_object

from cms.search.services import follow
from liaison_pages.page_search import PageSource
from liaison_pages.search_sources import follow_rows

BATCH_SIZE = 200


def place(tree: type[MP_Node], placed: Sequence[tuple[MP_Node | None, MP_Node]]) -> list[MP_Node]:
    """
    Give each new node of `placed` (parent or None for a root, node) its path and depth behind the parent's last child.

    Nothing is saved. Parents count their new children in memory (their `numchild` must be fresh) and are returned,
    for the caller to save that column.
    """
    below: dict[Any, list[MP_Node]] = defaultdict(list)
    parents = {}
    for parent, node in placed:
        parents[parent.pk if parent else None] = parent
        below[parent.pk if parent else None].append(node)
    for key, nodes in below.items():
        parent = parents[key]
        step = _last_step(tree, parent)
        base, depth = (parent.path, parent.depth + 1) if parent else ("", 1)
        for offset, node in enumerate(nodes, start=1):
            # treebeard's own way to write a path; its public `add_child` needs some queries a node.
            node.path, node.depth, node.numchild = tree._get_path(base, depth, step + offset), depth, 0
        if parent:
            parent.numchild += len(nodes)
    return [parent for parent in parents.values() if parent]


def _last_step(tree: type[MP_Node], parent: MP_Node | None) -> int:
    """The number of the last child of `parent` (None: the last root); 0 without any."""
    if parent is None:
        last = tree.get_last_root_node()
    else:
        last = (
            tree.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).last()
            if parent.numchild
            else None
        )
    return tree._str2int(last.path[-tree.steplen :]) if last else 0


def add_nodes(tree: type[MP_Node], placed: Sequence[tuple[MP_Node | None, MP_Node]]) -> None:
    """Save new nodes below their parents, in the order of the tree's `node_order_by`."""
    if not placed:
        return
    parents = place(tree, placed)
    tree.objects.bulk_create([node for _parent, node in placed], batch_size=BATCH_SIZE)
    tree.objects.bulk_update(parents, ["numchild"], batch_size=BATCH_SIZE)


def sort_tree(tree: type[MP_Node]) -> bool:
    """
    Bring siblings back into the order of `node_order_by`; True when paths were changed.

    Only needed after nodes were added behind siblings that sort after them.
    """
    rows = list(tree.objects.order_by("path").values_list("path", *tree.node_order_by))
    previous: dict[str, tuple] = {}
    for path, *order in rows:
        parent = path[: -tree.steplen]
        if tuple(order) < previous.get(parent, ()):
            tree.fix_tree(fix_paths=True)
            return True
        previous[parent] = tuple(order)
    return False


def add_pages(placed: Sequence[tuple[Page, Page]]) -> None:
    """
    Save new pages below their saved parents: a few queries a page type and one insert a page, not thirty.

    Each page has title, slug and locale; the rest of what `Page.save` and `add_child` do follows from them. Addresses
    must be free: the caller checked.
    """
    if not placed:
        return
    parents = place(Page, placed)
    for parent, page in placed:
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.title
        page.content_type = ContentType.objects.get_for_model(type(page))
    _insert_pages([page for _parent, page in placed])
    Page.objects.bulk_update([Page(pk=parent.pk, numchild=parent.numchild) for parent in parents], ["numchild"])


def _insert_pages(pages: list[Page]) -> None:
    """Rows of the base table in bulk, then each page's row in the table of its own type (Django has no bulk for it)."""
    fields = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bases = [Page(**{name: getattr(page, name) for name in fields}) for page in pages]
    Page.objects.bulk_create(bases, batch_size=BATCH_SIZE)
    for base, page in zip(bases, pages, strict=True):
        page.id = page.page_ptr_id = base.pk
        page.save_base(raw=True, force_insert=True)
        for name in getattr(page, "_cluster_related_objects", None) or {}:  # children given to the unsaved page
            getattr(page, name).commit()


def index_rows(rows: Iterable[Model]) -> None:
    """Enter new rows into Wagtail's indexes and the public's search, as saving them one by one would have."""
    by_model: dict[type[Model], list[Model]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for model, found in by_model.items():
        if ReferenceIndex.is_indexed(model):
            ReferenceIndex.objects.bulk_create(
                [reference for row in found for reference in _references(row)],
                batch_size=BATCH_SIZE, ignore_conflicts=True,
            )  # fmt: skip
        if class_is_indexed(model):
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, found)
        if issubclass(model, Page):
            follow(PageSource.kind, [row.pk for row in found])
        follow_rows(found)


def refresh_rows(rows: Iterable[Model]) -> None:
    """Bring the indexes in step with rows that `bulk_update` changed."""
    rows = list(rows)
    follow_rows(rows)
    for row in rows:
        if ReferenceIndex.is_indexed(type(row)):
            ReferenceIndex.create_or_update_for_object(row)
        if class_is_indexed(type(row)):
            insert_or_update_object(row)


def _references(row: Model) -> Iterable[ReferenceIndex]:
    """The reference rows of a new `row`, made as `ReferenceIndex.create_or_update_for_object` makes them."""
    types = [
        ContentType.objects.get_for_model(model, for_concrete_model=False)
        for model in (row, *row._meta.get_parent_list())
    ]
    for to_type, to_id, model_path, content_path in set(ReferenceIndex._extract_references_from_object(row)):
        yield ReferenceIndex(
            content_type=types[0], base_content_type=types[-1], object_id=row.pk, to_content_type_id=to_type,
            to_object_id=to_id, model_path=model_path, content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )  # fmt: skip
