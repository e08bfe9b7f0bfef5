"""
Creating, changing, moving and deleting venues and their pages.

Whether the actor may is asked by the views, of the venue's place. Faults raise ValidationError with the field's name;
what still depends on a venue raises VenueInUse. Either way nothing is changed.
"""

import re
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Collection, Locale, Page, get_root_collection_id

from cms.access.services import sync_venue
from cms.kernel.audit import record
from cms.kernel.exceptions import KernelError
from cms.kernel.registrar import registrar
from cms.search.services import forget
from liaison_pages.interfaces import IVenuePagePart
from liaison_pages.models import Venue, VenueKind, VenuePage
from liaison_pages.models.venues import PARENT_KINDS
from liaison_pages.search_sources import VenueSource, follow_rows
from liaison_pages.selectors.pages import directory_page, venue_page, venue_pages
from liaison_pages.selectors.venues import dependents
from liaison_pages.services.edits import stamp_edit

CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z")  # it becomes the page's slug
TREE_FIELDS = ("path", "depth", "numchild")
EDITABLE_FIELDS = frozenset(
    {
        "code", "kind", "theme", "name", "name_en", "street", "community", "address", "latitude", "longitude", "hours",
        "phone", "duties", "accessibility", "is_active",
    }
)  # fmt: skip


class VenueInUse(KernelError):
    """The venue cannot be deleted: `reasons` says what depends on it, in words for people."""

    def __init__(self, venue: Venue, reasons: list[str]):
        self.reasons = reasons
        super().__init__(_("“%(name)s”还不能删除：%(reasons)s。") % {"name": venue, "reasons": _("、").join(reasons)})


@transaction.atomic
def create_venue(*, actor, site, kind: str, code: str, name: str, street, parent: Venue | None = None, **fields: Any):
    """A new venue below `parent` with a collection of its own. Raises ValidationError."""
    _refuse_unknown(fields)
    venue = Venue(site=site, kind=kind, code=code, name=name, street=street, **fields)
    stamp_edit(venue, actor)
    check_venue(venue, parent)
    venue.collection = get_root_collection().add_child(name=collection_name(venue))
    if parent is None:
        Venue.add_root(instance=venue)
    else:
        Venue.objects.get(pk=parent.pk).add_child(instance=venue)
    sync_venue(venue)  # roles granted above hold here too, for its pictures as well
    follow_rows([venue])
    record(venue, action="venue.create", actor=actor, data={"code": code, "name": name, "kind": str(kind)})
    return venue


@transaction.atomic
def update_venue(*, actor, venue: Venue, **fields: Any) -> Venue:
    """
    Change fields of `venue`; nothing is written when they are as they were. Raises ValidationError.

    A new code moves the venue among its siblings and renames its pages' slugs; a new name renames its collection.
    """
    _refuse_unknown(fields)
    venue = Venue.objects.select_for_update().get(pk=venue.pk)
    changes = changed_fields(venue, fields)
    if not changes:
        return venue
    for name, value in fields.items():
        setattr(venue, name, value)
    check_venue(venue, venue.get_parent())
    venue.save(update_fields=[*changes, *stamp_edit(venue, actor)])
    if {"code", "name"} & set(changes):
        rename_collection(venue)
    if "code" in changes:
        _follow_new_code(venue, actor)
    follow_rows([venue])
    record(venue, action="venue.update", actor=actor, data={"changes": changes})
    return Venue.objects.get(pk=venue.pk)


@transaction.atomic
def move_venue(*, actor, venue: Venue, parent: Venue | None) -> Venue:
    """Put `venue` below `parent` (None: a root), its pages follow. Raises ValidationError."""
    venue = Venue.objects.select_for_update().get(pk=venue.pk)
    old_parent = venue.get_parent()
    if old_parent == parent:
        return venue
    if parent is not None and (parent == venue or parent.is_descendant_of(venue)):
        raise ValidationError({"parent": _("不能把站点放到它自己或它的下级下面。")})
    check_venue(venue, parent)
    place_venue(venue=venue, parent=parent, user=actor.user)
    venue = Venue.objects.get(pk=venue.pk)
    if stamped := stamp_edit(venue, actor):
        venue.save(update_fields=stamped)
    record(
        venue, action="venue.move", actor=actor,
        data={"from": old_parent and old_parent.code, "to": parent and parent.code},
    )  # fmt: skip
    return venue


@transaction.atomic
def delete_venue(*, actor, venue: Venue) -> None:
    """Delete a venue that nothing depends on, with its roles and its empty collection. Raises VenueInUse."""
    venue = Venue.objects.select_for_update().get(pk=venue.pk)
    if reasons := dependents(venue):
        raise VenueInUse(venue, reasons)
    record(venue, action="venue.delete", actor=actor, data={"code": venue.code, "name": venue.name})
    collection = venue.collection
    try:
        with transaction.atomic():
            Group.objects.filter(role_group__venue=venue).delete()
            forget(VenueSource.kind, [venue.pk])
            venue.delete()
    except ProtectedError as error:  # a relation that `dependents` does not know, or a row added meanwhile
        raise VenueInUse(
            venue,
            [
                ngettext("还有 %d 条关联的数据", "还有 %d 条关联的数据", len(error.protected_objects))
                % len(error.protected_objects)
            ],
        ) from error
    if collection is not None:
        collection.delete()


@transaction.atomic
def create_venue_page(
    *, venue: Venue, actor, locale: Locale | None = None, publish: bool = True, **content: Any
) -> VenuePage:
    """
    The page of `venue` in `locale` (default: the site's language), below the parent venue's page or the directory.

    Apps that provide IVenuePagePart add theirs below it. Raises ValidationError when there is one already, or
    nowhere to put it.
    """
    locale = locale or venue.site.root_page.locale
    if venue_page(venue, locale) is not None:
        raise ValidationError(_("“%s”已经有这种语言的页面。") % venue)
    page = VenuePage(
        title=page_title(venue, locale), slug=venue.code.lower(), venue=venue, locale=locale, owner=actor.user,
        live=publish, has_unpublished_changes=not publish, **content,
    )  # fmt: skip
    originals = venue_pages(venue)
    if originals:
        page.translation_key = originals[0].translation_key
    parent_page(venue, venue.get_parent(), locale).add_child(instance=page)
    revision = page.save_revision(user=actor.user, log_action=False)
    if publish:
        revision.publish(user=actor.user)
    for child in page_parts(page):
        _link_translation(child, originals)
        page.add_child(instance=child)
    sync_venue(venue)
    record(venue, action="venue.create_page", actor=actor, data={"page": page.pk, "locale": locale.language_code})
    return VenuePage.objects.get(pk=page.pk)


def place_venue(*, venue: Venue, parent: Venue | None, user) -> None:
    """Move `venue` and its pages below `parent`, unasked: for services that have checked and will record it."""
    old_parent = venue.get_parent()
    _move_in_tree(venue, parent)
    for page in venue_pages(venue):
        page.move(parent_page(venue, parent, page.locale), pos="last-child", user=user)
    for above in filter(None, (old_parent, parent)):
        sync_venue(Venue.objects.get(pk=above.pk))  # roles granted above hold here now, and no longer there


def check_venue(venue: Venue, parent: Venue | None) -> None:
    """Raise ValidationError unless `venue` is whole in itself and may stand below `parent`."""
    errors: dict[str, Any] = {}
    try:
        venue.full_clean(exclude=TREE_FIELDS)
    except ValidationError as error:
        errors.update(error.update_error_dict({}))
    if "code" not in errors and not CODE.match(venue.code):
        errors["code"] = [_("编码只能用字母、数字和连字符，例如 GL-DG-01。")]
    if "kind" not in errors and (problem := kind_problem(venue.kind, parent and parent.kind)):
        errors["parent"] = [problem]
    if parent is not None and parent.site_id != venue.site_id:
        errors["parent"] = [_("上级属于另一个网站。")]
    if venue.community_id and venue.community.parent_id != venue.street_id:
        errors["community"] = [_("这个社区（村）不在所选的街道（镇）里。")]
    if venue.pk and "kind" not in errors:
        errors.update(_children_problem(venue))
    if errors:
        raise ValidationError(errors)


def kind_problem(kind: str, parent_kind: str | None) -> str:
    """Why a venue of `kind` may not stand below `parent_kind` (None: no parent); empty when it may."""
    allowed = PARENT_KINDS[kind]
    if parent_kind in allowed:
        return ""
    label = VenueKind(kind).label
    if allowed == {None}:
        return _("%(kind)s没有上级，请留空。") % {"kind": label}
    names = _("、").join(str(choice.label) for choice in VenueKind if choice in allowed)
    return _("%(kind)s的上级应当是：%(names)s。") % {"kind": label, "names": names}


def page_title(venue: Venue, locale: Locale) -> str:
    """The venue's name in the language of the page."""
    return (venue.name_en or venue.name) if locale.language_code == "en" else venue.name


def parent_page(venue: Venue, parent: Venue | None, locale: Locale) -> Page:
    """The page below which the page of `venue` belongs. Raises ValidationError when there is none yet."""
    page = venue_page(parent, locale) if parent is not None else directory_page(venue.site, locale)
    if page is None:
        missing = _("上级“%s”还没有页面，请先建好。") % parent if parent is not None else _("网站还没有家站点目录页。")
        raise ValidationError(missing)
    return page


def page_parts(page: VenuePage) -> list[Page]:
    """The unsaved children that other apps add to a new venue page."""
    built = (part.build(page) for part in registrar().utilities(IVenuePagePart))
    return [child for child in built if child is not None]


def get_root_collection() -> Collection:
    return Collection.objects.get(pk=get_root_collection_id())


def collection_name(venue: Venue) -> str:
    """What editors see in the list of collections: code and name."""
    return f"{venue.code} {venue.name}"


def rename_collection(venue: Venue) -> None:
    """Give the venue's collection the venue's present code and name, at its place in the alphabet."""
    if venue.collection is None:
        return
    venue.collection.name = collection_name(venue)
    venue.collection.save(update_fields=["name"])
    venue.collection.move(get_root_collection(), "sorted-child")


def changed_fields(obj: Model, fields: dict[str, Any]) -> dict[str, list]:
    """Field name → [old, new] as JSON can hold them, for those of `fields` that differ from `obj`'s."""
    return {
        name: [_plain(getattr(obj, name)), _plain(value)]
        for name, value in fields.items()
        if getattr(obj, name) != value
    }


def _plain(value):
    if isinstance(value, Model):
        return value.code if hasattr(value, "code") else value.pk
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _refuse_unknown(fields: dict) -> None:
    if unknown := set(fields) - EDITABLE_FIELDS:
        raise TypeError(f"Not fields of a venue: {', '.join(sorted(unknown))}")


def _children_problem(venue: Venue) -> dict:
    """Faults of `venue`'s kind in the eyes of the venues below it."""
    kinds = venue.get_children().values_list("kind", flat=True).distinct()
    problems = [problem for kind in kinds if (problem := kind_problem(kind, venue.kind))]
    return {"kind": problems} if problems else {}


def _move_in_tree(venue: Venue, parent: Venue | None) -> None:
    if parent is None:
        venue.move(Venue.get_last_root_node(), "sorted-sibling")
    else:
        venue.move(Venue.objects.get(pk=parent.pk), "sorted-child")


def _follow_new_code(venue: Venue, actor) -> None:
    """Sort the venue anew among its siblings and give its pages the slug of its new code."""
    _move_in_tree(venue, venue.get_parent())
    for page in venue_pages(venue):
        page.slug = venue.code.lower()
        page.save(user=actor.user, log_action="wagtail.edit")


def _link_translation(child: Page, originals: list[VenuePage]) -> None:
    """Tie `child` to its counterpart below the venue's page in another language."""
    for original in originals:
        twin = type(child).objects.child_of(original).first()
        if twin is not None:
            child.translation_key = twin.translation_key
