"""Public pages, below /suggestions/."""

from django.urls import path, re_path

from plugins.suggestions.views import public

app_name = "suggestions"

urlpatterns = [
    path("", public.suggestion_list, name="list"),
    re_path(r"^(?P<term>\d{1,3})-(?P<session>\d{1,3})/(?P<number>\d{1,6})/$", public.suggestion_detail, name="detail"),
]
