"""Divisions, venues, deputies, units, receptions and the pages that present them."""

import datetime

import factory
import wagtail_factories
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from liaison_pages.models import (
    CongressTerm,
    Deputy,
    DeputyGroup,
    DeputyLevel,
    Dimension,
    DimensionPage,
    DirectoryPage,
    Division,
    HandlingUnit,
    HomePage,
    InfoPage,
    Reception,
    ReceptionRule,
    ReportedFigure,
    Venue,
    VenueKind,
    VenueMembership,
    VenuePage,
)


def default_site() -> Site:
    """The site that Wagtail's migrations make."""
    return Site.objects.get(is_default_site=True)


def build_site() -> Site:
    """The default site with a HomePage as its root and a DirectoryPage below; Wagtail's welcome page is gone."""
    site = default_site()
    welcome = site.root_page
    home = HomePageFactory(parent=welcome.get_parent(), slug="home-of-tests")
    DirectoryPageFactory(parent=home)
    site.root_page = home
    site.hostname, site.site_name = "localhost", "示例区"
    site.save()
    Page.objects.get(pk=welcome.pk).delete()
    return default_site()  # read anew: treebeard counts children on the instance


def build_second_site() -> Site:
    """Another district in the same installation, with a home and a directory of its own."""
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="home-of-another-district", title="示例邻区家站点")
    DirectoryPageFactory(parent=home)
    return Site.objects.create(hostname="neighbours.example.org", site_name="示例邻区", root_page=home)


# --- Places -------------------------------------------------------------------------------------------------------


class DivisionFactory(DjangoModelFactory):
    """A street; pass `level` and `parent` for the others."""

    class Meta:
        model = Division

    code = factory.Sequence(lambda n: f"321002{n:06d}")
    level = Division.Level.STREET
    name = factory.Sequence(lambda n: f"示例街道{n}")


CHILD_KIND = {
    None: VenueKind.HOME,
    VenueKind.HOME: VenueKind.STATION,
    VenueKind.STATION: VenueKind.POINT,
    VenueKind.POINT: VenueKind.SPACE,
}


class VenueFactory(wagtail_factories.factories.MP_NodeFactory):
    """
    A deputy home at the root of the tree, or a venue below `parent`.

    Below a parent the kind is the usual next one (home → station → point → space) and site and street are its own.
    """

    class Meta:
        model = Venue

    code = factory.Sequence(lambda n: f"V{n:04d}")
    site = factory.LazyAttribute(lambda venue: venue.parent.site if venue.parent else default_site())
    kind = factory.LazyAttribute(lambda venue: CHILD_KIND[venue.parent.kind if venue.parent else None])
    name = factory.Sequence(lambda n: f"示例家站点{n}")
    street = factory.LazyAttribute(lambda venue: venue.parent.street if venue.parent else DivisionFactory())
    address = "示例路 1 号"
    phone = "0514-00000000"

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        fresh = Venue.objects.get(pk=parent.pk) if parent else None  # treebeard counts children on the instance
        return super()._create_instance(model_class, fresh, kwargs)


def venue_tree() -> dict[str, Venue]:
    """A home, its station, the station's point and a themed space under the station, by kind."""
    home = VenueFactory()
    station = VenueFactory(parent=home)
    point = VenueFactory(parent=station)
    space = VenueFactory(parent=station, kind=VenueKind.SPACE, theme="连心会客厅")
    return {"home": home, "station": station, "point": point, "space": space}


# --- People and units ---------------------------------------------------------------------------------------------


class CongressTermFactory(DjangoModelFactory):
    class Meta:
        model = CongressTerm
        django_get_or_create = ["number"]

    number = 18
    starts_on = datetime.date(2022, 1, 1)


class DeputyGroupFactory(DjangoModelFactory):
    class Meta:
        model = DeputyGroup

    name = factory.Sequence(lambda n: f"示例小组{n}")
    kind = DeputyGroup.Kind.AREA


class DeputyFactory(DjangoModelFactory):
    """A serving deputy of the district with a public page, marked as an example."""

    class Meta:
        model = Deputy

    code = factory.Sequence(lambda n: f"D{n:04d}")
    site = factory.LazyFunction(default_site)
    name = factory.Sequence(lambda n: f"示例代表{n}")
    level = DeputyLevel.COUNTY
    constituency = "示例选区"
    term = factory.SubFactory(CongressTermFactory)
    is_example = True


class VenueMembershipFactory(DjangoModelFactory):
    class Meta:
        model = VenueMembership

    venue = factory.SubFactory(VenueFactory)
    deputy = factory.SubFactory(DeputyFactory)


class HandlingUnitFactory(DjangoModelFactory):
    class Meta:
        model = HandlingUnit
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"U{n:03d}")
    site = factory.LazyFunction(default_site)
    name = factory.Sequence(lambda n: f"示例单位{n}")

    @factory.post_generation
    def officers(self, create, extracted):
        if create and extracted:
            self.officers.set(extracted)


# --- Receptions ---------------------------------------------------------------------------------------------------


class ReceptionRuleFactory(DjangoModelFactory):
    """The 15th of every month, 9:00 to 11:00, from 2026 on."""

    class Meta:
        model = ReceptionRule
        skip_postgeneration_save = True

    venue = factory.SubFactory(VenueFactory)
    frequency = ReceptionRule.Frequency.MONTH_DAY
    month_day = 15
    starts_at = datetime.time(9)
    ends_at = datetime.time(11)
    starts_on = datetime.date(2026, 1, 1)

    @factory.post_generation
    def deputies(self, create, extracted):
        if create and extracted:
            self.deputies.set(extracted)


class ReceptionFactory(DjangoModelFactory):
    """A single reception on `date`, by itself."""

    class Meta:
        model = Reception
        skip_postgeneration_save = True

    venue = factory.SubFactory(VenueFactory)
    date = datetime.date(2026, 12, 15)
    planned_on = factory.SelfAttribute("date")
    starts_at = datetime.time(9)
    ends_at = datetime.time(11)

    @factory.post_generation
    def deputies(self, create, extracted):
        if create and extracted:
            self.deputies.set(extracted)


# --- Pages --------------------------------------------------------------------------------------------------------


class FreshParentPageFactory(wagtail_factories.PageFactory):
    """A published page below `parent`, which is read anew: treebeard counts children on the instance."""

    class Meta:
        abstract = True

    slug = factory.Sequence(lambda n: f"page-{n}")

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        fresh = Page.objects.get(pk=parent.pk) if parent else None
        return super()._create_instance(model_class, fresh, kwargs)


class HomePageFactory(FreshParentPageFactory):
    class Meta:
        model = HomePage

    title = "示例区家站点"


class DirectoryPageFactory(FreshParentPageFactory):
    class Meta:
        model = DirectoryPage

    title = "找家站点"
    slug = "venues"


class InfoPageFactory(FreshParentPageFactory):
    class Meta:
        model = InfoPage

    title = factory.Sequence(lambda n: f"说明{n}")


class DimensionPageFactory(FreshParentPageFactory):
    class Meta:
        model = DimensionPage

    dimension = Dimension.PLATFORMS
    title = "平台支撑"
    lead = "家门口的家站点都从这里进。"


class ReportedFigureFactory(DjangoModelFactory):
    class Meta:
        model = ReportedFigure

    site = factory.LazyFunction(default_site)
    label = "接待活动"
    value = "1500 多"
    unit = "次"
    period = "近三年"
    source = "示例区人大常委会"


class VenuePageFactory(FreshParentPageFactory):
    """The page of `venue`, below its parent venue's page where there is one, else below the directory."""

    class Meta:
        model = VenuePage

    venue = factory.SubFactory(VenueFactory)
    title = factory.SelfAttribute("venue.name")
    slug = factory.LazyAttribute(lambda page: f"venue-{page.venue.code.lower()}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if kwargs.get("parent") is None:
            kwargs["parent"] = _page_above(kwargs["venue"])
        return super()._create(model_class, *args, **kwargs)


def _page_above(venue: Venue) -> Page:
    above = venue.get_parent()
    page = VenuePage.objects.filter(venue=above).first() if above else None
    return page or DirectoryPage.objects.descendant_of(venue.site.root_page).get()
