"""The gap that this app knows of: a venue that takes no opinions on the web."""

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from zope.interface import implementer

from forms.models import IntakePage
from liaison_pages.interfaces import IVenueGap
from liaison_pages.models import VenuePage


@implementer(IVenueGap)
class IntakeGap:
    """No published and open form below a published page."""

    name, label, weight = "intake", _("开着的意见表"), 30
    is_optional = False

    def condition(self) -> Q:
        with_form = forms_with_page().live().filter(is_open=True)
        pages = VenuePage.objects.live().filter(venue=OuterRef("pk"), path__in=with_form.values("above"))
        return ~Q(Exists(pages))

    def addresses(self, venues, user) -> dict[int, str]:
        """The form's editor."""
        pages = dict(VenuePage.objects.filter(venue__in=venues).values_list("path", "venue_id"))
        forms = forms_with_page().filter(above__in=pages)
        editable = [form for form in forms if form.permissions_for_user(user).can_edit()]
        return {pages[form.above]: reverse("wagtailadmin_pages:edit", args=[form.pk]) for form in editable}


def forms_with_page():
    """The forms, each with the path of the page above as `above`."""
    return IntakePage.objects.annotate(above=Left("path", Length(F("path")) - Page.steplen))
