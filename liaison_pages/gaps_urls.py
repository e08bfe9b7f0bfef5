"""URLs of the report of what the public misses, below /admin/venue-gaps/."""

from django.urls import path

from liaison_pages.views.gaps import GapsExportView, GapsView

app_name = "venue_gaps"

urlpatterns = [
    path("", GapsView.as_view(), name="list"),
    path("csv/", GapsExportView.as_view(), name="export"),
]
