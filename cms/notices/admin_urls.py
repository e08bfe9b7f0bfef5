"""URLs of staff's screens, below the admin's."""

from django.urls import path

from cms.notices import admin_views

app_name = "liaison_notices_admin"

TEMPLATE = "templates/<str:kind>/<str:channel>/<str:language>/"

urlpatterns = [
    path("", admin_views.ReportView.as_view(), name="report"),
    path("<int:pk>/resend/", admin_views.ResendView.as_view(), name="resend"),
    path("templates/", admin_views.TemplatesView.as_view(), name="templates"),
    path(TEMPLATE, admin_views.TemplateView.as_view(), name="template"),
    path(f"{TEMPLATE}preview/", admin_views.PreviewView.as_view(), name="preview"),
]
