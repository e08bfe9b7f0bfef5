"""Public URLs: the links in messages."""

from django.urls import path

from cms.notices import views

app_name = "liaison_notices"

urlpatterns = [
    path("n/<str:token>/confirm/", views.confirm, name="confirm"),
    path("n/<str:token>/", views.manage, name="manage"),
]
