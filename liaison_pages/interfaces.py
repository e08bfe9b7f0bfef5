"""What other apps may add to venues."""

from zope.interface import Interface


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
