"""Public URLs of venues, deputies and calendars."""

from django.urls import path

from liaison_pages.views.calendars import venue_calendar

app_name = "liaison_pages"

urlpatterns = [
    path("venues/<slug:code>/calendar.ics", venue_calendar, name="venue_calendar"),
]
