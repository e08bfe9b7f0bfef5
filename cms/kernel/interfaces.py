"""
The contracts of the add-on machine.

An add-on is a Django app whose AppConfig has an attribute `plugin` that provides `IPlugin`. Core apps register
through the same contract; only add-ons can be switched off. `docs/plugins.md` prints these docstrings.
"""

from zope.interface import Attribute, Interface


class IPlugin(Interface):
    """
    What an app brings and how it is switched on and off. `cms.kernel.plugin.Plugin` is the base class.

    An add-on is off for a site until it is switched on there. One that has `is_on_at_first = True`, as the product's
    own suggestions, is on until it is switched off; `installed` has not run then.
    """

    id = Attribute("Unique short name: letters, digits and underscores.")
    title = Attribute("Title for people, translatable.")
    description = Attribute("One or two sentences for the Add-ons panel, translatable.")
    version = Attribute("Version string (PEP 440).")
    requires = Attribute(
        "What must be there, a tuple of PEP 508 strings: other add-ons by id ('suggestions>=0.1'), the product "
        "('liaison-cms>=0.1'), or any installed package. While one is missing the add-on is inactive."
    )

    def register(registrar):
        """Register everything this plugin adds with `registrar` (an `IRegistrar`); called once at start-up."""

    def installed(site):
        """The plugin was switched on for `site`; runs in the same transaction, and again at every switching on."""

    def uninstalled(site):
        """The plugin was switched off for `site`; runs in the same transaction, and its rows stay."""


class IRegistrar(Interface):
    """Where a plugin registers what it adds. Each thing has a name; a second of the same name is refused."""

    def slot(name, viewlet, weight=100):
        """Show `viewlet` (an `IViewlet`) in the slot `name`; lower weights come first."""

    def transition(name, factory):
        """Offer a move: `factory(objects)` provides `ITransition`. `name` is dotted, 'submission.accept'."""

    def on(event, handler, name):
        """Call `handler(event_row)` after commit when `event` happened: at least once, so it is idempotent."""

    def event(name):
        """
        Name an event that you write yourself with `cms.kernel.events.write`, so that others may listen to it; those of
        moves are known.
        """

    def provide(component, interface, name=""):
        """Register a utility that others look up by interface."""

    def urls(module, prefix="", in_admin=False):
        """
        Serve the URL patterns of `module` (a dotted name) while the plugin is on: on the public site, or in Wagtail's
        admin, behind its sign-in. They stand below the plugin's id ('benches/'), where `prefix` may go deeper
        ('benches/map/').
        """

    def menu(name, item):
        """Show a Wagtail `MenuItem` in the admin while the plugin is on."""

    def page_type(model):
        """
        Name a page type the plugin brings, an `AddOnPage`: while the plugin is off its pages answer 404, are in no
        sitemap, cannot be added, and are read-only in the explorer.
        """

    def content_block(name, block):
        """
        Offer a StreamField block behind the core's one `addon` block; pages skip it while the plugin is off, and keep
        what was written in it, even when the package is gone.
        """

    def role_permission(role, permission):
        """Add a permission ('app_label.codename') of the plugin's own models to a role (`cms.access.roles.Role`)."""

    def task(name, function):
        """Name a recurring task: `function(site)`, run by `manage.py tasks run NAME` for each site where it is on."""


class IViewlet(Interface):
    """A piece of a page in a slot: a Wagtail template component. Subclass `cms.kernel.viewlets.Viewlet`."""

    name = Attribute("Unique name, for logs and for the registrar.")
    cache_tags = Attribute("What invalidates it: an iterable of strings.")
    max_age_seconds = Attribute("How long a rendering may be kept; 0 keeps none.")

    def available(context):
        """Whether there is anything to show for `context` (a dict, documented per slot)."""

    def render_html(parent_context):
        """The HTML, marked as safe (a plain string is escaped); an empty string shows nothing."""


class ITransition(Interface):
    """
    A move of one or many objects from one state to another. Made of the objects it will move. Subclass
    `cms.kernel.transitions.Transition`, or `forms.transitions.SubmissionTransition` for submissions.
    """

    name = Attribute("Dotted name, 'submission.accept'.")
    title = Attribute("What the button says, translatable.")
    model = Attribute("The Django model moved.")
    sources = Attribute("States it starts from, a frozenset of strings.")
    target = Attribute("The state it leads to; empty where the state stays.")
    permission = Attribute("'app_label.codename' asked of the actor for each object; '' asks the guard alone.")
    form = Attribute("A Django form class for what the move needs, or None.")

    def guard(actor):
        """Raise `cms.kernel.exceptions.Denied` with a reason for people when the actor may not."""

    def apply(actor, data):
        """Change the locked objects and return a dict for the audit row. `perform` sets the state and saves."""


class IEventWitness(Interface):
    """
    Who writes rows of its own about events, in the transaction of the change: all of it happens or nothing does. For
    the product's own apps, `registrar.provide(witness, IEventWitness)`; whatever else follows from an event is a
    handler (`IRegistrar.on`), after commit.
    """

    def see(event, objects):
        """`event` was just written for `objects`, as the change left them. What it raises undoes the change."""


class IActor(Interface):
    """Who moves something: staff, a resident with a code, or the system."""

    kind = Attribute("'staff', 'resident' or 'system'.")
    user = Attribute("The user, or None.")
    name = Attribute("How the history names the actor.")

    def may(permission, obj):
        """Whether this actor holds `permission` for `obj`."""
