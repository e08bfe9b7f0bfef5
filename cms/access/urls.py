"""URLs in Wagtail's admin, below /admin/access/."""

from django.urls import path

from cms.access.sharing_views import DistrictSharingView

app_name = "liaison_access"

urlpatterns = [
    path("district/", DistrictSharingView.as_view(), name="district_roles"),
    path("district/<int:site>/", DistrictSharingView.as_view(), name="roles_of_district"),
]
