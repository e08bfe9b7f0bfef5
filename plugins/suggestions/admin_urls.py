"""URLs in Wagtail's admin, below /admin/suggestions/."""

from django.urls import path

from plugins.suggestions.views import admin

app_name = "suggestions_admin"

urlpatterns = [
    path("", admin.SuggestionIndexView.as_view(), name="index"),
    path("results/", admin.SuggestionIndexView.as_view(results_only=True), name="index_results"),
    path("<int:pk>/", admin.SuggestionDetailView.as_view(), name="detail"),
    path("<int:pk>/move/<str:move>/", admin.SuggestionMoveView.as_view(), name="move"),
    path("<int:pk>/publish/", admin.PublishView.as_view(), name="publish"),
    path("<int:pk>/unpublish/", admin.UnpublishView.as_view(), name="unpublish"),
]
