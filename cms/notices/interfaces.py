"""What other apps provide for notices, through `registrar.provide`."""

from zope.interface import Attribute, Interface


class INoticeKind(Interface):
    """
    One kind of notice, with its default words. Subclass `cms.notices.kinds.NoticeKind`; the name of the utility is the
    kind's own: `registrar.provide(kind, INoticeKind, kind.name)`.

    Words are plain text with placeholders like {number}. The default words are written in Chinese and translated as
    every other text; a district may write its own for each channel and language (`NoticeTemplate`).
    """

    name = Attribute("Unique name, dotted: 'submission.accept'.")
    event = Attribute("The event (a transition's name) that it tells of; '' for one that is queued by hand alone.")
    topic = Attribute("Of which subscriptions: 'submission' are those of its author. Short, at most 30 characters.")
    title = Attribute("What staff call it, translatable.")
    words = Attribute("Placeholders that its words may use: name → an example for the preview, translatable.")
    subject = Attribute("Subject of the mail, translatable; at most 200 characters.")
    text = Attribute("Body of the mail, translatable.")
    sms = Attribute("The short message, translatable.")
    has_sms = Attribute("False for one that is sent by mail alone.")

    def followed(objects):
        """
        Primary keys, or a queryset of them, of what people follow when the event happened to `objects`: their own,
        and whatever shares their fate. Costs no query by itself.
        """

    def load(pks):
        """What is followed, by primary key, with all that `values` asks of it: a fixed number of queries."""

    def values(followed, data):
        """
        The placeholders' values for one of what is followed, in the active language, with no personal data in them:
        they are kept in plain. `data` are the event's.
        """


class ISmsBackend(Interface):
    """
    Who sends short messages. An add-on provides one: `registrar.provide(backend, ISmsBackend, "name")`; the variable
    SMS_BACKEND names the one that is used.
    """

    def send(number, text, key):
        """
        Hand over `text` for `number` (as `forms.reach` tidied it: '13800000000', '+8613800000000' never). `key` stays
        the same when a message is sent again: pass it on where the provider drops doubles by one.

        Returns when the provider took it. Raises `cms.notices.postmen.Refused` when it certainly did not take it, with
        `for_good` when trying again is of no use. Anything else that is raised leaves open whether it was sent: it is
        not sent again by itself.
        """


class ISiteName(Interface):
    """How a site calls itself in messages; provided once, by the app that keeps the name."""

    def name_of(site):
        """The name in the active language."""

    def phone_of(site):
        """The phone of the site's office, '' for none."""
