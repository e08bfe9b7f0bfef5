"""Public URLs of venues, deputies and calendars."""

from django.urls import path

from liaison_pages.views import deputies, venue_page
from liaison_pages.views.calendars import venue_calendar

app_name = "liaison_pages"

urlpatterns = [
    path("deputies/", deputies.deputy_list, name="deputy_list"),
    path("deputies/<slug:code>/", deputies.deputy_detail, name="deputy"),
    path("venues/<slug:code>/calendar.ics", venue_calendar, name="venue_calendar"),
    path("venues/<slug:code>/receptions/", venue_page.venue_year, name="venue_year"),
]
