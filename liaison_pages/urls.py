"""Public URLs of venues, deputies and calendars."""

from django.urls import path

from liaison_pages.feeds import NewsFeed
from liaison_pages.views import calendars, deputies, my_deputy, papers, points, printed, receptions, venue_page

app_name = "liaison_pages"

urlpatterns = [
    path("calendar.ics", calendars.district_calendar, name="district_calendar"),
    path("news/feed/", NewsFeed(), name="news_feed"),
    path("deputies/", deputies.deputy_list, name="deputy_list"),
    path("deputies/mine/", my_deputy.my_deputy, name="my_deputy"),
    path("deputies/<slug:code>/", deputies.deputy_detail, name="deputy"),
    path("deputies/<slug:code>/calendar.ics", calendars.deputy_calendar, name="deputy_calendar"),
    path("venues/points.json", points.venue_points, name="venue_points"),
    path("venues/<slug:code>/calendar.ics", calendars.venue_calendar, name="venue_calendar"),
    path("venues/<slug:code>/receptions/", venue_page.venue_year, name="venue_year"),
    path("venues/<slug:code>/receptions/<slug:key>/", receptions.reception, name="reception"),
    path(
        "venues/<slug:code>/receptions/<slug:key>/calendar.ics",
        calendars.reception_calendar,
        name="reception_calendar",
    ),
    path("venues/<slug:code>/notice.pdf", papers.notice, name="venue_notice"),
    path("venues/<slug:code>/poster.pdf", papers.poster, name="venue_poster"),
    path("deputies/<slug:code>/poster.pdf", papers.deputy, name="deputy_poster"),
    path("q/<slug:code>", printed.printed, name="printed"),
    path("q/<slug:code>/", printed.printed),
]
