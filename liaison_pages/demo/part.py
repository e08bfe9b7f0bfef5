"""The demo's district: the workbook of Guangling, imported as a district would, its information pages and accounts."""

from datetime import datetime, time, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site
from zope.interface import implementer

from cms.access.models import User
from cms.access.roles import Role
from cms.demo import DemoContext, IDemoPart, absolute, at
from cms.kernel.actors import Staff
from liaison_pages.demo.album import Album
from liaison_pages.demo.coming import write_coming
from liaison_pages.demo.dimensions import write_dimensions
from liaison_pages.demo.figures import write_figures
from liaison_pages.demo.pages import write_front_page, write_information, write_venue_pages
from liaison_pages.demo.translated import translate_pages
from liaison_pages.importer.district import carry_out
from liaison_pages.importer.files import read_path
from liaison_pages.models import Deputy, DistrictSettings, HandlingUnit, ReceptionRule, Venue, VenuePage
from liaison_pages.services.rota import sync_rules
from liaison_pages.services.site_tree import ensure_directory

WORKBOOK = Path(__file__).resolve().parent.parent / "data" / "guangling.xlsx"
OPENED_DAYS_AGO = 150  # receptions of these days are the district's past

STATION, OTHER_STATION, HOME = "GL-DG-01", "GL-WH-01", "GL-DG"
DESK = "GL-DG"  # takes what residents say at the district's entrance without a street
KEEPERS = {STATION: "head", OTHER_STATION: "otherhead"}  # whose rota is kept by somebody with an account
DEPUTIES = (("deputy", STATION), ("deputy2", OTHER_STATION), ("deputy3", "GL-QJ-01"), ("deputy4", "GL-LD-01"))
OFFICERS = (("officer", "U-CG"), ("officer2", "U-ZJ"), ("officer3", "U-XF"), ("officer4", "U-JT"))

SETTINGS = {
    "full_name": "广陵区人大代表家站点",
    "full_name_en": "Guangling District Deputy Liaison Stations",
    "organiser": "广陵区人民代表大会常务委员会",
    "organiser_en": "Standing Committee of the Guangling District People's Congress",
    "phone": "0514-00000000（示例）",
    "number_prefix": "GL",
}


@implementer(IDemoPart)
class DistrictPart:
    """Venues, deputies, rota, units, pages, and the accounts to try."""

    order = 10

    def build(self, context: DemoContext) -> None:
        context.progress("家站点、代表、接待安排")
        opened = timezone.localdate() - timedelta(days=OPENED_DAYS_AGO)
        with at(timezone.make_aware(datetime.combine(opened, time(8)))):
            settings = DistrictSettings.for_site(context.site)
            for name, value in SETTINGS.items():
                setattr(settings, name, value)
            settings.save()
            self._address(context.site)
            ensure_directory(site=context.site, actor=context.actor)
            carry_out(raw_sheets=read_path(WORKBOOK), site=context.site, actor=context.actor, file_name=WORKBOOK.name)
            context.site = Site.objects.get(pk=context.site.pk)  # its root page is the district's now
            context.progress("图片和页面")
            album = Album()
            settings.desk_venue = Venue.objects.get(site=context.site, code=DESK)
            settings.notice_page = write_information(context.site, album)
            settings.save()
            write_front_page(context.site, album)
            write_venue_pages(context.site, album)
            translate_pages(context.site, album)
            write_dimensions(context.site)
            write_figures(context.site)
        sync_rules(rules=ReceptionRule.objects.all())
        context.progress("账号")
        self._accounts(context)
        heads = {code: Staff(User.objects.get(username=username)) for code, username in KEEPERS.items()}
        write_coming(lambda venue: heads.get(venue.code, context.actor))

    def _address(self, site: Site) -> None:
        """The site answers where the demo is served, so that links in the admin and in calendars lead there."""
        base = urlsplit(absolute(""))
        site.site_name, site.hostname, site.port = SETTINGS["full_name"], base.hostname, base.port
        site.save()

    def _accounts(self, context: DemoContext) -> None:
        station, other, home = (Venue.objects.get(code=code) for code in (STATION, OTHER_STATION, HOME))
        context.account("admin", "示例管理员", Role.ADMINISTRATOR)
        context.account("office", "示例工委甲", Role.DISTRICT_EDITOR)
        context.account("office2", "示例工委乙", Role.DISTRICT_EDITOR)
        context.account("auditor", "示例监督员", Role.DISTRICT_AUDITOR)
        context.account("head", "示例站长甲", Role.VENUE_HEAD, venue=station)
        context.account("editor", "示例编辑", Role.VENUE_EDITOR, venue=station)
        context.account("clerk", "示例接待员", Role.RECEPTION_CLERK, venue=station)
        context.account("reader", "示例查看员", Role.READER, venue=station)
        context.account("homehead", "示例站长乙", Role.VENUE_HEAD, venue=home)
        context.account("otherhead", "示例站长丙", Role.VENUE_HEAD, venue=other)
        venues = [Venue.objects.get(code=code) for _username, code in DEPUTIES]
        for (username, _code), deputy in zip(DEPUTIES, _deputies(*venues), strict=True):
            deputy.user = context.account(username, deputy.name, Role.DEPUTY)
            deputy.save(update_fields=["user"])
        for username, code in OFFICERS:
            unit = HandlingUnit.objects.filter(code=code).first()
            if unit is not None:
                unit.officers.add(context.account(username, f"{unit.name}经办人（示例）", Role.UNIT_OFFICER))

    def describe(self, context: DemoContext) -> dict:
        pages = VenuePage.objects.filter(venue__site=context.site, locale=context.site.root_page.locale)
        directory = ensure_directory(site=context.site, actor=context.actor)
        deputies = Deputy.objects.filter(site=context.site).prefetch_related("memberships")
        return {
            "login_url": absolute(reverse("wagtailadmin_login")),
            "directory_url": absolute(directory.url),
            "venues": [_venue(page) for page in pages.select_related("venue").order_by("venue__path")],
            "deputies": [_deputy(deputy) for deputy in deputies],
        }


def _deputies(*venues: Venue) -> list[Deputy]:
    """A serving deputy of each venue's roster, none twice."""
    found: list[Deputy] = []
    for venue in venues:
        roster = Deputy.objects.filter(memberships__venue=venue, is_serving=True, is_published=True)
        found.append(roster.exclude(pk__in=[deputy.pk for deputy in found]).order_by("code").first())
    return found


def _venue(page: VenuePage) -> dict:
    form = page.get_children().filter(content_type__model="intakepage").first()
    return {
        "id": page.venue_id,
        "kind": page.venue.kind,
        "name": page.venue.name,
        "url": absolute(page.url),
        "intake_url": absolute(form.url) if form else None,
        "edit_url": absolute(reverse("wagtailadmin_pages:edit", args=[page.pk])),
        "calendar_url": absolute(reverse("liaison_pages:venue_calendar", args=[page.venue.code])),
    }


def _deputy(deputy: Deputy) -> dict:
    return {
        "id": deputy.pk,
        "name": deputy.name,
        "url": absolute(reverse("liaison_pages:deputy", args=[deputy.code])) if deputy.is_published else None,
        "venue_ids": [membership.venue_id for membership in deputy.memberships.all()],
    }
