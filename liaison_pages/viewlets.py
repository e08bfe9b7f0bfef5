"""What the app shows on pages of others: its cards of the dashboard."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.access import roles
from cms.access.selectors import holds_somewhere, may
from cms.kernel.counts import up_to
from cms.kernel.dashboard import DashboardCard, Line
from cms.kernel.registrar import registrar
from cms.workdays.wording import day_text
from liaison_pages.interfaces import IVenueStaffLink
from liaison_pages.models import Reception
from liaison_pages.selectors import dashboard
from liaison_pages.selectors.gaps import gaps_of

SHOWN = 5
FIRST = 3


class OwnVenuesCard(DashboardCard):
    """The venues somebody works for, each with the ways into it."""

    name = "liaison_pages.own_venues"
    title = gettext_lazy("我的家站点")
    icon = "home"

    def content(self, user) -> list[Line]:
        return [self.line(user, own) for own in dashboard.own_venues(user, SHOWN)]

    def line(self, user, own: dashboard.OwnVenue) -> Line:
        venue = own.venue
        links = [(rota(venue.pk), _("接待安排"))]
        if own.page:
            links.insert(0, (reverse("wagtailadmin_pages:edit", args=[own.page.pk]), _("改网页")))
        for part in registrar().utilities(IVenueStaffLink):
            if url := part.url(venue, user):
                links.append((url, str(part.label)))
        if own.page and own.page.live and (public := own.page.get_url()):
            links.append((public, _("看公开页面")))
        return Line(venue.name, detail=str(venue.get_kind_display()), links=links)

    def more(self, user) -> tuple[str, str] | None:
        below = dashboard.venues_below(user)
        if not below:
            return None
        words = ngettext("下面还有 %(count)d 个家站点", "下面还有 %(count)d 个家站点", below)
        return reverse("venues:index"), words % {"count": below}


class ReceptionsCard(DashboardCard):
    """Who receives next, and where."""

    name = "liaison_pages.receptions"
    title = gettext_lazy("接下来的接待")
    icon = "calendar-alt"

    def is_for(self, user) -> bool:
        return dashboard.has_receptions(user)

    def content(self, user) -> list[Line]:
        """Staff go on to the rota, deputies and units to the page that everybody sees."""
        receptions = dashboard.coming_for(user, SHOWN)
        public = dashboard.public_addresses(receptions)
        return [
            self.line(
                each, rota(each.venue_id) if may(user, roles.VIEW_VENUE, each.venue) else public.get(each.venue_id, "")
            )
            for each in receptions
        ]

    def empty(self, user) -> str:
        return _("接下来没有排接待。") if holds_somewhere(user, roles.VIEW_VENUE) else ""

    def line(self, reception: Reception, url: str) -> Line:
        day = _("今天") if reception.date == timezone.localdate() else reception.long_day_text
        people = _("、").join(str(person) for person in (*reception.deputies.all(), *reception.units.all()))
        return Line(
            f"{day} {reception.time_text} {reception.venue.name}",
            url,
            detail=" · ".join(filter(None, [people, reception.topic, reception.change_text])),
        )


class RotaWarningsCard(DashboardCard):
    """Where the rota runs out. Left out while it does not."""

    name = "liaison_pages.rota_warnings"
    title = gettext_lazy("接待安排要补")
    icon = "warning"

    def is_for(self, user) -> bool:
        return holds_somewhere(user, roles.MANAGE_ROTA)

    def content(self, user) -> list[Line]:
        today = timezone.localdate()
        ending, bare = dashboard.rules_ending(user, today), dashboard.without_receptions(user)
        index, rules, venues = reverse("venues:index"), up_to(ending).count(), up_to(bare).count()
        counts = [
            Line(ngettext("条规则快到期", "条规则快到期", rules), index, rules, is_late=True),
            Line(ngettext("个站接下来没有接待", "个站接下来没有接待", venues), index, venues, is_late=True),
        ]
        names = [
            Line(
                rule.venue.name, rota(rule.venue_id), detail=_("规则到 %(day)s 为止") % {"day": day_text(rule.ends_on)}
            )
            for rule in ending[:FIRST]
        ]
        names += [Line(venue.name, rota(venue.pk), detail=_("还没有排以后的接待")) for venue in bare[:FIRST]]
        return [line for line in counts if line.count] + names


class GapsCard(DashboardCard):
    """What the public still misses at the venues somebody works for. Left out while it misses nothing there."""

    name = "liaison_pages.gaps"
    title = gettext_lazy("居民还看不到的")
    icon = "view"

    def is_for(self, user) -> bool:
        return holds_somewhere(user, roles.CHANGE_VENUE)

    def content(self, user) -> list[Line]:
        venues = [own.venue for own in dashboard.own_venues(user, SHOWN)]
        found = gaps_of(venues, user)
        links = {venue: [(gap.url, gap.label) for gap in found[venue.pk] if gap.url] for venue in venues}
        return [Line(venue.name, rota(venue.pk), links=mended) for venue, mended in links.items() if mended]

    def more(self, user) -> tuple[str, str] | None:
        return (reverse("venue_gaps:list"), _("看全部家站点")) if dashboard.venues_below(user) else None


class DraftsCard(DashboardCard):
    """Pages with changes that nobody sees yet. Left out while there are none."""

    name = "liaison_pages.drafts"
    title = gettext_lazy("还没发布的改动")
    icon = "draft"

    def content(self, user) -> list[Line]:
        found = dashboard.drafts(user)
        pages = list(found[: SHOWN + 1])
        lines = [self.line(page) for page in pages[:SHOWN]]
        if len(pages) > SHOWN:
            count = up_to(found).count()
            lines.insert(0, Line(ngettext("个页面", "个页面", count), reverse("wagtailadmin_explore_root"), count))
        return lines

    def line(self, page) -> Line:
        saved = page.latest_revision_created_at
        words = _("还没有发布过") if not page.live else _("网上是以前的版本")
        day = _("%(day)s 保存") % {"day": day_text(timezone.localtime(saved).date())} if saved else ""
        return Line(
            page.get_admin_display_title(),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            detail=" · ".join(filter(None, [words, day])),
        )


def rota(venue_id: int) -> str:
    """The address of a venue's rota."""
    return reverse("venue_hub:rota", args=[venue_id])
