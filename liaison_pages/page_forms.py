"""The forms of the pages' editors."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override

from media.page_forms import OwnFilesPageForm


class VenuePageForm(OwnFilesPageForm):
    """A page stays the page of its venue; `create_venue_page` alone makes new ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("venue"):
            field.queryset = field.queryset.filter(pk=self.instance.venue_id)
            field.disabled = True


class InfoPageForm(OwnFilesPageForm):
    """Refuses an address at which the product or an add-on answers: nobody would ever see the page there."""

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if "slug" in self.changed_data and self.parent_page and self.parent_page.is_site_root() and _is_taken(slug):
            raise ValidationError(_("这个网址已由系统或扩展使用，请换一个。"))
        return slug


class DimensionPageForm(InfoPageForm):
    """A front page has one page for each dimension."""

    def clean_dimension(self) -> str:
        dimension = self.cleaned_data["dimension"]
        others = type(self.instance).objects.child_of(self.parent_page).exclude(pk=self.instance.pk)
        if others.filter(dimension=dimension).exists():
            raise ValidationError(_("这一维已经有页面了，请改那一页。"))
        return dimension


def _is_taken(slug: str) -> bool:
    """Whether something else than a page answers at the top address `slug`, in any language."""
    if slug in dict(settings.LANGUAGES):
        return True
    with override(settings.LANGUAGE_CODE):
        try:
            return resolve(f"/{slug}/").url_name != "wagtail_serve"
        except Resolver404:  # no address at all
            return True
