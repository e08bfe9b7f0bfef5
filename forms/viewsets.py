"""Viewsets of the admin."""

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from forms.views.queue import QueueIndexView
from forms.views.queue_detail import ClaimView, ContactView, DetailView
from forms.views.queue_moves import BulkMoveView, SubmissionMoveView


class QueueViewSet(ViewSet):
    """The moderation queue: list, one submission, its claim and its moves."""

    name = "liaison_queue"
    url_prefix = "submissions"

    def get_urlpatterns(self):
        return [
            path("", QueueIndexView.as_view(), name="index"),
            path("results/", QueueIndexView.as_view(results_only=True), name="index_results"),
            path("bulk/<str:move>/", BulkMoveView.as_view(), name="bulk"),
            path("<int:pk>/", DetailView.as_view(), name="detail"),
            path("<int:pk>/claim/", ClaimView.as_view(), name="claim"),
            path("<int:pk>/release/", ClaimView.as_view(releases=True), name="release"),
            path("<int:pk>/contact/", ContactView.as_view(), name="contact"),
            path("<int:pk>/move/<str:move>/", SubmissionMoveView.as_view(), name="move"),
        ]
