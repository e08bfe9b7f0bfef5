"""Public URLs of the intake form and of status pages."""

from django.urls import path

from forms import feeds
from forms.views import (
    entrance,
    following,
    intake,
    matters,
    mine,
    report_fault,
    similar,
    status,
    status_acts,
    status_notices,
)

app_name = "liaison_forms"

urlpatterns = [
    path("say/", entrance.entrance, name="entrance"),
    path("say/<int:pk>/", intake.submit, name="submit"),
    path("s/mine/", mine.mine, name="mine"),
    path("s/mine/states/", mine.states, name="mine_states"),
    path("s/<str:number>/<str:code>/", status.status, name="status"),
    path("s/<str:number>/<str:code>", status.status),  # else Django redirects, with the code and without its headers
    path("s/<str:number>/<str:code>/notices/", status_notices.notices, name="notices"),
    path("s/<str:number>/<str:code>/notices", status_notices.notices),
    path("s/<str:number>/<str:code>/<slug:slug>/", status_acts.act, name="act"),
    path("s/<str:number>/<str:code>/<slug:slug>", status_acts.act),
    path("status/", status.status_lookup, name="status_lookup"),
    path("report/", report_fault.report, name="report_fault"),
    path("matters/", matters.matter_list, name="matters"),
    path("matters/similar/", similar.similar, name="similar"),
    path("matters/feed/", feeds.DistrictFeed(), name="matters_feed"),
    path("matters/venues/<slug:code>/feed/", feeds.VenueFeed(), name="venue_matters_feed"),
    path("matters/<slug:code>/", matters.matter, name="matter"),
    path("matters/<slug:code>/follow/", following.follow, name="follow"),
    path("matters/<slug:code>/feed/", feeds.MatterFeed(), name="matter_feed"),
]
