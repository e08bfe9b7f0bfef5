"""The control panel: all add-ons of a site, one of them, and switching it on or off."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.access.guarded import DeniesPlainly
from cms.addons.selectors import add_on_of, add_ons_of, managed_sites
from cms.kernel.actors import Staff
from cms.kernel.states import set_enabled
from cms.kernel.tables import command_first

logger = logging.getLogger(__name__)


class AddOnsOfSite(DeniesPlainly, WagtailAdminTemplateMixin, View):
    """A view of the add-ons of one site: 403 for those who manage no site's, 404 for a site they do not manage."""

    page_title = gettext_lazy("扩展")
    header_icon = "plus-inverse"

    def dispatch(self, request, *args, **kwargs):
        if not self.sites:
            raise PermissionDenied
        if self.site is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    @cached_property
    def sites(self) -> list:
        return managed_sites(self.request.user)

    @cached_property
    def site(self):
        wanted = self.kwargs.get("site")
        return next((site for site in self.sites if wanted in (None, site.pk)), None)

    def get_page_subtitle(self):
        return str(self.site) if len(self.sites) > 1 else ""

    def get_breadcrumbs_items(self):
        home = {"url": reverse("wagtailadmin_home"), "label": _("首页")}
        return [home, {"url": reverse("liaison_addons:of_site", args=[self.site.pk]), "label": _("扩展")}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(site=self.site, sites=self.sites, **kwargs)


class AddOnsView(AddOnsOfSite):
    """All of them."""

    template_name = "addons/index.html"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(add_ons=add_ons_of(self.site), **kwargs)


class AddOnView(AddOnsOfSite):
    """One of them: what it adds, what it needs, its settings while it is on."""

    template_name = "addons/detail.html"

    def dispatch(self, request, *args, **kwargs):
        if self.site and self.add_on is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def add_on(self):
        return add_on_of(self.site, self.kwargs["plugin"])

    @property
    def url(self) -> str:
        return reverse("liaison_addons:detail", args=[self.site.pk, self.add_on.plugin.id])

    def get_page_title(self):
        return self.add_on.plugin.title

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.add_on.plugin.title}]

    def get_context_data(self, **kwargs):
        settings = [
            (
                reverse("wagtailsettings:edit", args=[model._meta.app_label, model._meta.model_name, self.site.pk]),
                model._meta.verbose_name,
            )
            for model in (self.add_on.settings if self.add_on.is_active else [])
        ]
        return super().get_context_data(add_on=self.add_on, settings_links=settings, **kwargs)


class SwitchView(AddOnView):
    """
    Asks before it switches the add-on on or off. Asked for what is already so, as by an old page, it changes nothing
    and says who was there before.
    """

    template_name = "addons/switch.html"
    switches_on = False

    def get_page_title(self):
        return (
            _("启用“%s”") % self.add_on.plugin.title if self.switches_on else _("停用“%s”") % self.add_on.plugin.title
        )

    def get_breadcrumbs_items(self):
        *above, _itself = super().get_breadcrumbs_items()
        return [
            *above,
            {"url": self.url, "label": self.add_on.plugin.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(switches_on=self.switches_on, back_url=self.url, **kwargs)

    def post(self, request, *args, **kwargs):
        title = self.add_on.plugin.title
        if self.add_on.is_switched_on == self.switches_on:
            messages.warning(request, self._already())
            return redirect(self.url)
        if self.switches_on and (command := command_first(self.add_on.plugin.id)):
            told = _("“%(title)s”的数据表还没有建好，没有启用。请先在服务器上运行：%(command)s")
            messages.error(request, told % {"title": title, "command": command})
            return redirect(self.url)
        try:
            set_enabled(
                plugin_id=self.add_on.plugin.id,
                site=self.site,
                is_enabled=self.switches_on,
                actor=Staff(request.user),
            )
        except Exception:  # whatever the add-on's own preparation raises
            logger.exception("switching %s failed", self.add_on.plugin.id)
            messages.error(request, _("“%s”没有切换成：它自己的准备出了错，什么都没有改变。请看服务器日志。") % title)
            return redirect(self.url)
        done = _("“%s”已启用，几秒钟内在所有页面生效。") if self.switches_on else _("“%s”已停用，它的资料都保留着。")
        messages.success(request, done % title)
        return redirect(self.url)

    def _already(self) -> str:
        who = self.add_on.state.changed_by if self.add_on.state else None
        state = _("“%s”已经是启用的。") if self.switches_on else _("“%s”已经是停用的。")
        said = state % self.add_on.plugin.title
        return said + _("最后由%s切换。") % (who.get_full_name() or who.get_username()) if who else said
