"""Viewsets of the admin."""

from django.urls import path
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.base import ViewSet

from forms.models import IntakeCategory
from forms.views.on_behalf import RegisterStartView, RegisterView
from forms.views.page_faults import PageFaultsView, SettleView
from forms.views.queue import QueueIndexView
from forms.views.queue_detail import ClaimView, ContactView, DetailView
from forms.views.queue_moves import BulkMoveView, SubmissionMoveView
from liaison_pages.viewsets.lists import DistrictListViewSet, ListForm


class IntakeCategoryViewSet(DistrictListViewSet):
    """What a submission may be about; the district's list. One that was used is taken out of use, not deleted."""

    model = IntakeCategory
    name = "intake_categories"
    icon = "list-ul"
    menu_label = IntakeCategory._meta.verbose_name_plural
    menu_order = 910
    list_display = [
        "name",
        Column("code", label=IntakeCategory._meta.get_field("code").verbose_name, sort_key="code"),
        BooleanColumn("is_active", label=IntakeCategory._meta.get_field("is_active").verbose_name),
    ]
    search_fields = ["name", "code"]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("name", "name_en", "code", "sort_order", "is_active")],
        base_form_class=ListForm,
    )


class QueueViewSet(ViewSet):
    """The moderation queue: list, writing down for somebody, one submission, its claim and its moves."""

    name = "liaison_queue"
    url_prefix = "submissions"

    def get_urlpatterns(self):
        return [
            path("", QueueIndexView.as_view(), name="index"),
            path("results/", QueueIndexView.as_view(results_only=True), name="index_results"),
            path("register/", RegisterStartView.as_view(), name="register"),
            path("register/<int:venue_id>/", RegisterView.as_view(), name="register_at"),
            path("bulk/<str:move>/", BulkMoveView.as_view(), name="bulk"),
            path("<int:pk>/", DetailView.as_view(), name="detail"),
            path("<int:pk>/claim/", ClaimView.as_view(), name="claim"),
            path("<int:pk>/release/", ClaimView.as_view(releases=True), name="release"),
            path("<int:pk>/contact/", ContactView.as_view(), name="contact"),
            path("<int:pk>/move/<str:move>/", SubmissionMoveView.as_view(), name="move"),
        ]


class PageFaultViewSet(ViewSet):
    """What people found wrong on pages: the list, and saying that it is put right."""

    name = "page_faults"
    url_prefix = "page-faults"

    def get_urlpatterns(self):
        return [
            path("", PageFaultsView.as_view(), name="index"),
            path("<int:pk>/done/", SettleView.as_view(), name="done"),
            path("<int:pk>/reopen/", SettleView.as_view(is_done=False), name="reopen"),
        ]
