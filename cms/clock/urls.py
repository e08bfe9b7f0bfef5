"""URLs in Wagtail's admin, below /admin/late/."""

from django.urls import path

from cms.clock.views import LateExportView, LateView

app_name = "liaison_clock"

urlpatterns = [
    path("", LateView.as_view(), name="late"),
    path("csv/", LateExportView.as_view(), name="late_export"),
]
