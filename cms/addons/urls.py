"""URLs in Wagtail's admin, below /admin/addons/."""

from django.urls import path

from cms.addons.views import AddOnsView, AddOnView, SwitchView

app_name = "liaison_addons"

urlpatterns = [
    path("", AddOnsView.as_view(), name="index"),
    path("<int:site>/", AddOnsView.as_view(), name="of_site"),
    path("<int:site>/<slug:plugin>/", AddOnView.as_view(), name="detail"),
    path("<int:site>/<slug:plugin>/enable/", SwitchView.as_view(switches_on=True), name="enable"),
    path("<int:site>/<slug:plugin>/disable/", SwitchView.as_view(), name="disable"),
]
