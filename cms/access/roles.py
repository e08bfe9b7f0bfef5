"""The roles in one table: role → where it is granted and what it permits."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    VENUE_HEAD = "venue_head", _("站长")
    VENUE_EDITOR = "venue_editor", _("页面编辑")
    RECEPTION_CLERK = "reception_clerk", _("接待员")
    READER = "reader", _("查看员")
    DEPUTY = "deputy", _("人大代表")
    UNIT_OFFICER = "unit_officer", _("承办单位经办人")
    DISTRICT_EDITOR = "district_editor", _("代表工委编辑")
    DISTRICT_AUDITOR = "district_auditor", _("代表工委监督员")
    ADMINISTRATOR = "administrator", _("系统管理员")


# Permissions on a venue. Asked as f"{VENUE_APP}.{codename}" of a venue or of anything that has one.
VENUE_APP = "liaison_pages"
VIEW_VENUE = "view_venue"
CHANGE_VENUE = "change_venue"  # the record: address, hours, phone
MANAGE_ROTA = "manage_rota"
MANAGE_ROSTER = "manage_roster"
MANAGE_FORM = "manage_form"
VIEW_SUBMISSIONS = "view_submissions"
HANDLE_SUBMISSIONS = "handle_submissions"
VIEW_CONTACTS = "view_contacts"  # residents' contact data, after a click that is logged
SHARE_VENUE = "share_venue"
GRANT_EXTENSIONS = "grant_extensions"  # more time to answer residents and, for the whole district, deputies

# Permissions of the whole district.
MANAGE_DISTRICT = "manage_district"  # venues, deputies, units, terms, imports, settings
ANSWER_ESCALATED = "answer_escalated"
MANAGE_ADDONS = "manage_addons"  # which add-ons are on

TRANSLATE = "simple_translation.submit_translation"  # "Translate this page", of pages that one may edit

PUBLISH = "publish_page"  # not for the roles of venues where the district reviews (`IPageReview`)
PAGE_STAFF = ("add_page", "change_page", PUBLISH)
# Wagtail asks for its own models' permissions even where the image and document models are swapped.
MEDIA_STAFF = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)


@dataclass(frozen=True)
class RoleDefinition:
    """What a role permits where it is granted."""

    is_district_wide: bool
    venue: tuple[str, ...] = ()  # codenames of liaison_pages, on the venue and everything below it
    pages: tuple[str, ...] = ()  # Wagtail page permissions on the venue's pages
    media: tuple[str, ...] = ()  # permissions on the venue's own collection
    models: tuple[str, ...] = ()  # model-wide permissions, "app_label.codename"


_EDITOR = (VIEW_VENUE, CHANGE_VENUE, MANAGE_ROTA, MANAGE_ROSTER, MANAGE_FORM)
_DESK = (VIEW_VENUE, VIEW_SUBMISSIONS, HANDLE_SUBMISSIONS)
_ALL_VENUE = (*_EDITOR, VIEW_SUBMISSIONS, HANDLE_SUBMISSIONS, SHARE_VENUE, GRANT_EXTENSIONS)
_OFFICE = (*_ALL_VENUE, MANAGE_DISTRICT, ANSWER_ESCALATED)

ROLES: dict[str, RoleDefinition] = {
    Role.VENUE_HEAD: RoleDefinition(False, venue=(*_ALL_VENUE, VIEW_CONTACTS), pages=PAGE_STAFF, media=MEDIA_STAFF),
    Role.VENUE_EDITOR: RoleDefinition(False, venue=_EDITOR, pages=PAGE_STAFF, media=MEDIA_STAFF),
    Role.RECEPTION_CLERK: RoleDefinition(False, venue=_DESK),
    Role.READER: RoleDefinition(False, venue=(VIEW_VENUE, VIEW_SUBMISSIONS)),
    Role.DEPUTY: RoleDefinition(True),  # what is theirs follows from Deputy.user
    Role.UNIT_OFFICER: RoleDefinition(True),  # what is theirs follows from HandlingUnit.officers
    Role.DISTRICT_EDITOR: RoleDefinition(
        True,
        venue=(*_OFFICE, VIEW_CONTACTS),
        pages=(*PAGE_STAFF, "bulk_delete_page"),  # a venue's page has its form below it
        media=MEDIA_STAFF,
        models=(TRANSLATE,),
    ),
    Role.DISTRICT_AUDITOR: RoleDefinition(True, venue=(VIEW_VENUE, VIEW_SUBMISSIONS)),
    Role.ADMINISTRATOR: RoleDefinition(
        True,
        venue=(*_OFFICE, MANAGE_ADDONS),  # the system is theirs, residents' contact data are not
        pages=(*PAGE_STAFF, "bulk_delete_page", "lock_page", "unlock_page"),
        media=MEDIA_STAFF,
        models=(
            TRANSLATE,
            "liaison_access.add_user",
            "liaison_access.change_user",
            "liaison_access.delete_user",
            "wagtailcore.change_site",
        ),
    ),
}

VENUE_ROLES = tuple(role for role, definition in ROLES.items() if not definition.is_district_wide)
DISTRICT_ROLES = tuple(role for role, definition in ROLES.items() if definition.is_district_wide)
