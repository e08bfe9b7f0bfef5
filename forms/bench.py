"""Screens that must not grow with the number of venues (`cms.bench.scale`): here, above the apps that have them."""

from django.urls import reverse

import forms.bench_intake
import forms.bench_matters
import forms.bench_search  # noqa: F401  all three register figures
from cms.bench.scale import District, screen
from liaison_pages.models import DirectoryPage, Venue, VenuePage
from liaison_pages.views.directory import SHORT_LIST


@screen("queue", "head", "office", "admin")
def queue(district: District) -> str:
    return reverse("liaison_queue:index")


@screen("dashboard", "head", "office", "admin")
def dashboard(district: District) -> str:
    return reverse("wagtailadmin_home")


@screen("explorer at the directory", "office", "admin")
def explorer(district: District) -> str:
    return reverse("wagtailadmin_explore", args=[DirectoryPage.objects.get().pk])


@screen("explorer at a station", "head", "office")
def explorer_at_station(district: District) -> str:
    return reverse("wagtailadmin_explore", args=[_page(district).pk])


@screen("list of venues", "head", "office")
def venues(district: District) -> str:
    return reverse("venues:index")


@screen("record of a venue", "head", "office")
def record(district: District) -> str:
    return reverse("venues:edit", args=[district.head.venue_id])


@screen("Sharing of a venue", "head", "admin")
def sharing(district: District) -> str:
    return reverse("venue_hub:sharing", args=[district.head.venue_id])


@screen("page of a venue", "resident")
def venue_page(district: District) -> str:
    return _page(district).url


@screen("directory", "resident")
def directory(district: District) -> str:
    return DirectoryPage.objects.get().url


@screen("directory, venues of a street", "resident")
def street(district: District) -> str:
    """At 112 venues the whole list: the fullest page that there is at either size."""
    address = DirectoryPage.objects.get().url
    is_long = Venue.objects.count() > SHORT_LIST
    return f"{address}?street={district.head.venue.street.code}" if is_long else address


def _page(district: District) -> VenuePage:
    return VenuePage.objects.get(venue=district.head.venue_id)
