"""URLs of a venue's screens below /admin/."""

from django.urls import path

from liaison_pages.views import roster, rota
from liaison_pages.views.sharing import SharingView
from liaison_pages.views.wall import WallView

app_name = "venue_hub"

urlpatterns = [
    path("<int:venue_id>/rota/", rota.RotaView.as_view(), name="rota"),
    path("<int:venue_id>/rota/rules/new/", rota.RuleView.as_view(), name="add_rule"),
    path("<int:venue_id>/rota/rules/<int:rule_id>/", rota.RuleView.as_view(), name="edit_rule"),
    path("<int:venue_id>/rota/rules/<int:rule_id>/end/", rota.EndRuleView.as_view(), name="end_rule"),
    path("<int:venue_id>/rota/receptions/new/", rota.AddReceptionView.as_view(), name="add_reception"),
    path("<int:venue_id>/rota/receptions/<int:reception_id>/<slug:action>/", rota.reception_action, name="reception"),
    path("<int:venue_id>/roster/", roster.RosterView.as_view(), name="roster"),
    path("<int:venue_id>/wall/", WallView.as_view(), name="wall"),
    path("<int:venue_id>/sharing/", SharingView.as_view(), name="sharing"),
]
