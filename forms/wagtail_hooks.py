"""What the app adds to Wagtail's admin: the moderation queue and residents' photos."""

from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.access.policies import SharedPolicy
from forms.models import IntakeCategory, IntakeSubmission
from forms.page_adding import add_without_review, offer_no_review
from forms.policies import SubmissionPolicy
from forms.views.page_faults import PageFaultsMenuItem
from forms.views.photos import photo
from forms.views.queue_home import QueueMenuItem
from forms.viewsets import IntakeCategoryViewSet, PageFaultViewSet, QueueViewSet

register_permission_policy(IntakeSubmission, SubmissionPolicy())  # before any view asks for it
register_permission_policy(IntakeCategory, SharedPolicy(IntakeCategory))
categories = IntakeCategoryViewSet()

hooks.register("before_create_page", add_without_review)
hooks.register("construct_page_action_menu", offer_no_review)


@hooks.register("register_admin_viewset")
def queue_viewset():
    return QueueViewSet()


@hooks.register("register_admin_viewset")
def category_viewset():
    return categories


@hooks.register("register_admin_viewset")
def page_fault_viewset():
    return PageFaultViewSet()


@hooks.register("register_venue_menu_item")
def page_faults_menu_item():
    url = reverse_lazy("page_faults:index")
    return PageFaultsMenuItem(_("网页纠错"), url, name="page-faults", icon_name="warning", order=800)


@hooks.register("register_venue_menu_item")
def category_menu_item():
    return categories.get_menu_item()


@hooks.register("register_admin_menu_item")
def queue_menu_item():
    return QueueMenuItem(
        _("社情民意"), reverse_lazy("liaison_queue:index"), name="submissions", icon_name="comment", order=110
    )


@hooks.register("insert_global_admin_css")
def queue_css():
    return format_html('<link rel="stylesheet" href="{}">', static("liaison_forms/css/queue.css"))


@hooks.register("register_admin_urls")
def photo_url():
    return [path("submissions/photos/<int:pk>/", photo, name="liaison_photo")]
