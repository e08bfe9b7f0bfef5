"""One of everything that the public reads, in one place."""

import datetime

from django.utils import timezone

from forms.models import IntakeField
from liaison_pages.models import Reception
from plugins.suggestions.models import Suggestion
from tests.factories.forms import IntakePageFactory, publish_matter
from tests.factories.liaison_pages import (
    DeputyGroupFactory,
    DimensionPageFactory,
    InfoPageFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    ReportedFigureFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
)
from tests.plugins.suggestions.stage import Stage


class Place:
    """A station in Chinese with everything that its pages can show, and somebody at every desk."""

    def __init__(self, site):
        self.stage = Stage(
            venue=VenueFactory(name="示例联络站", name_en="Example Station", hours="工作日", duties="接待")
        )
        self.venue = self.stage.venue
        self.page = VenuePageFactory(
            venue=self.venue, introduction="来坐坐", rules="<p>规矩</p>", body=[("text", "<p>正文</p>")]
        )
        VenuePageFactory(venue=VenueFactory(parent=self.venue, kind="point", name="示例点"))
        self.form = IntakePageFactory(venue=self.venue, title="提意见", lead="请写清楚", notice="<p>另有</p>")
        for order, kind in enumerate(("singleline", "radio", "dropdown", "checkboxes", "checkbox")):
            IntakeField.objects.create(
                page=self.form, label=f"问{kind}", help_text="提示", field_type=kind, choices="甲\n乙", sort_order=order
            )
        self.stage.deputy.groups.add(DeputyGroupFactory())
        VenueMembershipFactory(venue=self.venue, deputy=self.stage.deputy, role="head")
        ReceptionRuleFactory(venue=self.venue)
        soon = timezone.localdate() + datetime.timedelta(days=2)
        self.reception = ReceptionFactory(venue=self.venue, date=soon, topic="停车", deputies=[self.stage.deputy])
        soon += datetime.timedelta(days=1)
        self.cancelled = ReceptionFactory(venue=self.venue, date=soon, status=Reception.Status.CANCELLED, reason="下雪")
        self.moved = ReceptionFactory(
            venue=self.venue,
            date=soon,
            planned_on=soon + datetime.timedelta(days=1),
            status=Reception.Status.MOVED,
            reason="下雪",
        )
        self.past = ReceptionFactory(venue=self.venue, date=datetime.date(2020, 1, 7), deputies=[self.stage.deputy])
        self.dimension = DimensionPageFactory(parent=site.root_page, body=[("text", "<p>正文</p>")])
        ReportedFigureFactory(dimension=self.dimension.dimension)
        ReportedFigureFactory(value_en="1,500+", period="今年")
        self.notice = InfoPageFactory(parent=site.root_page, title="说明", body=[("text", "<p>说明</p>")])
        self.news = InfoPageFactory(parent=self.notice, title="消息", dimension=self.dimension.dimension)
        self.suggestion = self.stage.at("closed")
        Suggestion.objects.update(is_published=True)
        self.matters = [
            publish_matter(venue=self.venue, place="示例巷口"),
            publish_matter(venue=self.venue, progress="underway", done="", done_by=""),
            publish_matter(venue=self.venue, progress="underway"),  # taken up again
        ]

    def addresses(self) -> dict[str, str]:
        """One address of every kind of public page, by its kind."""
        code, number = self.venue.code, self.suggestion
        year = timezone.localdate().year
        return {
            "home": "/",
            "directory": "/venues/",
            "venue": self.page.url,
            "year": f"/venues/{code}/receptions/?year={year}",
            "reception": self.reception.url,
            "moved": self.moved.url,
            "cancelled": self.cancelled.url,
            "past": self.past.url,
            "deputies": "/deputies/",
            "deputy": f"/deputies/{self.stage.deputy.code}/",
            "form": self.form.url,
            "entrance": "/say/",
            "dimension": self.dimension.url,
            "notice": self.notice.url,
            "news": self.news.url,
            "matters": "/matters/",
            "matter": f"/matters/{self.matters[0].code}/",
            "suggestions": "/suggestions/",
            "suggestion": f"/suggestions/{number.session.term.number}-{number.session.number}/{number.number}/",
        }
