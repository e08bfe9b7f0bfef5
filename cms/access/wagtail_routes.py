"""
What is declared of Wagtail's own routes, and of those of packages that declare none.

Wagtail asks of a page its page permissions, of a file those of its collection, of everything else model-wide
permissions that no role of ours holds but the administrator's of accounts and sites.
"""

from dataclasses import replace

from django.conf import settings

from cms.access.roles import MANAGE_DISTRICT, MEDIA_STAFF, PAGE_STAFF, PUBLISH, TRANSLATE
from cms.access.table.rules import (
    ERROR,
    FORBIDDEN,
    LOGIN,
    NOT_FOUND,
    OK,
    OWNER,
    PUBLIC,
    REDIRECT,
    STAFF,
    SUPERUSER,
    Door,
    anywhere,
    known,
    needing,
    nothing,
    post_only,
    read_only,
    rule,
    screen,
    shared,
)

EDITOR = known(needing("change_page"))
PUBLISHER = known(needing(PUBLISH))
ADDER = known(needing("add_page"))
DISTRICT = known(needing("bulk_delete_page"))  # of the pages that make up a site
NOBODY = known(SUPERUSER)
PAGES_STAFF = screen(*PAGE_STAFF)
IMAGE, DOCUMENT = (
    needing(*(name for name in MEDIA_STAFF if name.startswith(app))) for app in ("wagtailimages", "wagtaildocs")
)
ACCOUNTS = needing("liaison_access.change_user")
SETTINGS = known(needing(MANAGE_DISTRICT))  # every district has a site that everybody knows
SITES = needing("wagtailcore.change_site")


def names(namespace: str, words: str) -> str:
    """'namespace:word namespace:word …'."""
    return " ".join(f"{namespace}:{word}" for word in words.split())


def pages(words: str) -> str:
    return names("wagtailadmin_pages", words)


def links(kinds: str) -> str:
    return " ".join(f"wagtailadmin_choose_page_{kind}_link" for kind in kinds.split())


def api(name: str) -> str:
    return " ".join(f"wagtailadmin_api:{each}:{name}" for each in ("pages", "images", "documents"))


NEAREST = "leads to the nearest page that one may open"
LISTS_OWN = "shows what one may open"
LISTS = "index index_results history history_results usage"
NO_PREVIEW = "settings are not previewed"
OWN_DISTRICT = "leads to the settings of one's own district"
HISTORY = "leads to the history, which refuses"
NAMES_REFUSED = "says which of the chosen pages one may not delete"
UNPUBLISHED = "a document on no published page; one that is on one is public"
NO_COPY = "no record of ours is translated by a copy"
NO_ALIAS = "no page is an alias: copies are refused"
NO_FORM = "no page is of Wagtail's form app"

PAGES = [
    read_only("wagtailadmin_explore_root", PAGES_STAFF, get=REDIRECT, because=NEAREST),
    read_only("wagtailadmin_explore*", PAGES_STAFF, instead={NOT_FOUND: REDIRECT}, because=NEAREST),
    rule(pages("add preview_on_add"), ADDER),
    rule(pages("add_subpage"), ADDER, get=REDIRECT, because="one type may be added here: leads to its form"),
    read_only(pages("type_use type_use_results"), anywhere(*PAGE_STAFF), because=LISTS_OWN),
    rule(pages("choose_parent"), STAFF, because=LISTS_OWN),
    read_only(pages("search search_results"), PAGES_STAFF, because=LISTS_OWN),
    rule(pages("revisions_index"), NOBODY, instead={FORBIDDEN: REDIRECT}, because=HISTORY),
    read_only(pages("revisions_view revisions_compare usage history* workflow_history*"), EDITOR),
    rule(pages("edit preview_on_edit revisions_revert view_draft"), EDITOR),
    rule(pages("revisions_unschedule"), PUBLISHER),
    rule(pages("workflow_action collect_workflow_action_data"), NOBODY, because="the task names who"),
    read_only(pages("workflow_preview"), NOBODY, because="the task names who"),
    rule(pages("confirm_workflow_cancellation"), STAFF, because="a question before publishing, which refuses"),
    rule(pages("unpublish set_privacy"), PUBLISHER),
    rule(pages("delete"), DISTRICT),
    post_only(pages("lock"), known(needing("lock_page"))),
    post_only(pages("unlock"), known(needing("unlock_page"))),
    post_only(pages("set_page_position"), DISTRICT),
    rule(pages("move"), EDITOR, because="asks where to; the confirmation refuses"),
    rule(pages("move_confirm copy"), NOBODY),
    rule(pages("convert_alias"), SUPERUSER, because=NO_ALIAS),
    read_only("wagtailadmin_choose_page wagtailadmin_choose_page_search", STAFF, because=LISTS_OWN),
    read_only("wagtailadmin_choose_page_chosen_multiple", STAFF, because=LISTS_OWN),
    read_only("wagtailadmin_choose_page_child", needing(*PAGE_STAFF)),
    rule(links("external email phone anchor"), STAFF),
    rule("wagtail_bulk_action", DISTRICT, instead={FORBIDDEN: OK}, because=NAMES_REFUSED),
    rule("simple_translation:submit_page_translation", known(needing(TRANSLATE))),
    read_only("wagtailforms:index wagtailforms:index_results", PAGES_STAFF, because=LISTS_OWN),
    rule("wagtailforms:list_submissions*", SUPERUSER, because=NO_FORM),
    rule("wagtailforms:delete_submissions", NOBODY),
]


def files(app: str, door) -> list:
    """The rules of images or documents: whoever has a collection of their own adds to it and changes what is in it."""
    return [
        read_only(names(app, "index index_results"), door),
        post_only(names(app, "delete_upload_multiple"), OWNER),
        post_only(names(app, "create_multiple_from_*"), replace(door, knows=OWNER.needs)),
        post_only(names(app, "edit_multiple delete_multiple"), door),
        read_only(names(app, "*_usage"), door),
        rule(f"{app}:*", door),
        rule(f"{app}_chooser:select_format {app}_chooser:create", door),
        read_only(f"{app}_chooser:chosen", door),
        read_only(names(f"{app}_chooser", "choose choose_results chosen_multiple"), STAFF, because=LISTS_OWN),
    ]


FILES = [
    read_only("wagtailimages:url_generator*", SUPERUSER, because="pictures are not served in sizes of one's choice"),
    *files("wagtailimages", IMAGE),
    *files("wagtaildocs", DOCUMENT),
]

ADMINISTRATION = [
    rule(names("wagtailsites", "add"), SUPERUSER),
    rule(names("wagtailsites", "delete copy"), replace(SUPERUSER, knows=SITES.needs)),
    read_only(names("wagtailsites", LISTS), SITES),
    rule("wagtailsites:edit", SITES),
    read_only(names("wagtailusers_users", LISTS), ACCOUNTS),
    rule("wagtailusers_users:*", ACCOUNTS),
    rule("wagtailsettings:edit(app_name,model_name)", anywhere(MANAGE_DISTRICT), get=REDIRECT, because=OWN_DISTRICT),
    nothing("wagtailsettings:preview_on_edit", SETTINGS, because=NO_PREVIEW),
    rule("wagtailsettings:edit", SETTINGS),
    rule("wagtailusers_groups:* wagtailadmin_collections:* wagtailredirects:* wagtaillocales:*", SUPERUSER),
    rule("wagtailadmin_workflows:*", Door("superusers", by_screen=True)),
    nothing("simple_translation:submit_snippet_translation", screen(TRANSLATE), because=NO_COPY),
    rule("wagtailsnippets:*", SUPERUSER),
]

REPORTS = [
    read_only("wagtailadmin_reports:page_types_usage*", shared(MANAGE_DISTRICT)),
    read_only("wagtailadmin_reports:locked_pages*", needing("lock_page", "unlock_page")),
    read_only(names("wagtailadmin_reports", "site_history site_history_results"), STAFF, because=LISTS_OWN),
    read_only("wagtailadmin_reports:*", PAGES_STAFF, because=LISTS_OWN),
]

API = [
    read_only("wagtailadmin_api:pages:detail", needing(*PAGE_STAFF)),
    read_only("wagtailadmin_api:images:detail", IMAGE),
    read_only("wagtailadmin_api:documents:detail", DOCUMENT),
    read_only(api("listing"), STAFF, because=LISTS_OWN),
    read_only(api("find"), STAFF, get=NOT_FOUND, because="finds what is asked for; nothing is"),
    post_only("wagtailadmin_api:pages:action", STAFF, post=NOT_FOUND, because="the API changes no page"),
]

DESK = [
    read_only("wagtailadmin_home", STAFF),
    rule("wagtailadmin_account", STAFF),
    read_only("wagtailadmin_dismissibles", STAFF),
    read_only("wagtailadmin_block_preview", STAFF, get=NOT_FOUND, because="shows the block that is asked for; none is"),
    rule("wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete", STAFF, because="tags belong to no venue"),
    rule("wagtailembeds:chooser wagtailembeds:chooser_upload", STAFF),
    post_only("wagtailadmin_editing_sessions:ping", needing("change_page")),
    post_only("wagtailadmin_editing_sessions:release", STAFF, because="ends a session of one's own, or none"),
    rule("wagtailadmin_error_test", STAFF, get=ERROR, post=ERROR, because="raises on purpose"),
    nothing("wagtail.admin.views.home.default", STAFF, because="catches what there is not"),
    read_only("django.views.generic.base.TemplateView", STAFF, because="shows the page for 404"),
    read_only("wagtail_modeladmin:javascript_catalog", STAFF),
]

RESET = "wagtailadmin_password_reset wagtailadmin_password_reset_confirm"
RESET_TOLD = "wagtailadmin_password_reset_done wagtailadmin_password_reset_complete"
NO_LETTERS = "no letters are sent"

if settings.WAGTAIL_PASSWORD_RESET_ENABLED:
    FORGOTTEN = [rule(RESET, PUBLIC), read_only(RESET_TOLD, PUBLIC)]
else:
    FORGOTTEN = [nothing(f"{RESET} {RESET_TOLD}", PUBLIC, because=NO_LETTERS)]

EVERYBODY = [
    rule("wagtailadmin_login", PUBLIC, get_signed_in=REDIRECT, because="who has signed in is led to the desk"),
    post_only("wagtailadmin_logout", PUBLIC, post=LOGIN),
    *FORGOTTEN,
    rule("wagtailadmin_sprite", PUBLIC),
    read_only("wagtailadmin_javascript_catalog", PUBLIC),
    rule("wagtailcore_login wagtailcore_authenticate_with_password", PUBLIC),
    rule("wagtaildocs_authenticate_with_password", PUBLIC),
    rule("wagtail_serve", PUBLIC, because="a published page"),
    rule("wagtaildocs_serve", DOCUMENT, instead={LOGIN: NOT_FOUND}, because=UNPUBLISHED),
]

RULES = [*PAGES, *FILES, *ADMINISTRATION, *REPORTS, *API, *DESK, *EVERYBODY]
