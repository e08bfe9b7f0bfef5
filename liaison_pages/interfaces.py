"""What other apps may add to venues."""

from zope.interface import Attribute, Interface


class IVenuePagePart(Interface):
    """
    Something that every venue page has below it, brought by a higher app: the intake form, say.

    Registered with `registrar.provide(part, IVenuePagePart)`; asked once for each new venue page, one by one or by
    the hundred when a workbook is imported.
    """

    def build(page):
        """
        The unsaved child page for the saved venue page `page`, or None for nothing.

        The caller places and saves it, so this neither queries nor writes. Title, slug, locale and `live` are set here;
        a child that is to be hidden together with its parent answers 404 itself.
        """


class IVenueStaffLink(Interface):
    """A screen about one venue that a higher app offers beside its rota and roster: what was received there, say."""

    name = Attribute("Short name, unique among the venue's screens.")
    label = Attribute("What the link says, translatable.")
    icon = Attribute("Name of a Wagtail icon.")

    def url(venue, user):
        """The screen's address for `venue`, or an empty string when `user` may not open it."""


class ILiveFigure(Interface):
    """
    A figure that the software counts from its own rows, for the front page: receptions held, opinions answered.

    Registered with `registrar.provide(figure, ILiveFigure, name)`; left out while it is nought, and while its add-on is
    off. What a district reports for a period is something else, and never counted in (`models.ReportedFigure`).
    """

    order = Attribute("Lower ones come first, a number.")
    label = Attribute("What is counted, translatable: 'Receptions held'.")
    unit = Attribute("The word behind the number, translatable; '' where the language needs none.")

    def count(site, since):
        """
        How many on `site` from the day `since` (of this year) until now.

        Asked at most once in `LIVE_FIGURES_SECONDS` by each process: an index has to serve it all the same.
        """


class IWayIn(Interface):
    """
    A part of the software that everybody can use, as the page of its dimension (五维) lists it.

    Registered with `registrar.provide(way, IWayIn, name)`, usually a `liaison_pages.ways.Way`; gone from the page while
    its add-on is off.
    """

    dimension = Attribute("The code of its dimension, of `liaison_pages.models.Dimension`.")
    order = Attribute("Lower ones come first, a number.")
    title = Attribute("What one does there, translatable, a few words: '找家站点'.")
    text = Attribute("What one finds there, translatable, a sentence or two.")

    def url(request):
        """Its address in the visitor's language; an empty string where there is none on the request's site."""


class IVenueGap(Interface):
    """
    Something that the public looks for at a venue and may not find there: a telephone number, an open form.

    Registered with `registrar.provide(gap, IVenueGap, name)`. An add-on's is asked of the sites where it is on.
    """

    name = Attribute("Short name of letters and underscores, unique among the gaps.")
    label = Attribute("What is missing, as a noun, translatable.")
    weight = Attribute("The lighter, the more it matters to residents; the product's are 10 to 120.")
    is_optional = Attribute("Whether a venue is complete without it: then a report of everything leaves it out.")

    def condition():
        """The condition (Q) by which venues lack it, for `Venue.objects.filter(…)`; asks no query itself."""

    def addresses(venues, user):
        """By the key of each of `venues`, where `user` mends it; without those they may not. A few queries at most."""
