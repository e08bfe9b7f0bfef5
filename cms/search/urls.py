"""Public URLs of the search."""

from django.urls import path

from cms.search import views

app_name = "liaison_search"

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
]
