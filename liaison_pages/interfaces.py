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
