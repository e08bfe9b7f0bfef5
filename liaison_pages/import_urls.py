"""URLs of the district's import below /admin/."""

from django.urls import path

from liaison_pages.views import district_import

app_name = "district_import"

urlpatterns = [
    path("", district_import.UploadView.as_view(), name="upload"),
    path("template/", district_import.TemplateDownloadView.as_view(), name="template"),
    path("done/", district_import.DoneView.as_view(), name="done"),
    path("review/<str:ticket>/", district_import.ReviewView.as_view(), name="review"),
]
