"""Public URLs of venues, deputies and calendars."""

from django.urls import path

from liaison_pages.views import calendars, deputies, receptions, venue_page

app_name = "liaison_pages"

urlpatterns = [
    path("calendar.ics", calendars.district_calendar, name="district_calendar"),
    path("deputies/", deputies.deputy_list, name="deputy_list"),
    path("deputies/<slug:code>/", deputies.deputy_detail, name="deputy"),
    path("deputies/<slug:code>/calendar.ics", calendars.deputy_calendar, name="deputy_calendar"),
    path("venues/<slug:code>/calendar.ics", calendars.venue_calendar, name="venue_calendar"),
    path("venues/<slug:code>/receptions/", venue_page.venue_year, name="venue_year"),
    path("venues/<slug:code>/receptions/<slug:key>/", receptions.reception, name="reception"),
    path(
        "venues/<slug:code>/receptions/<slug:key>/calendar.ics",
        calendars.reception_calendar,
        name="reception_calendar",
    ),
]
