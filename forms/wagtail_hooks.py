"""What the app adds to Wagtail's admin."""

from django.urls import path
from wagtail import hooks

from forms.views.photos import photo


@hooks.register("register_admin_urls")
def photo_url():
    return [path("submissions/photos/<int:pk>/", photo, name="liaison_photo")]
