"""The roster of a venue in Wagtail's admin: one page to add, sort, name roles and remove."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access import roles
from cms.access.guarded import denied
from cms.access.selectors import may
from liaison_pages.models import VenueMembership
from liaison_pages.selectors.staff_rota import roster
from liaison_pages.services.rosters import RosterEntry, set_roster
from liaison_pages.staff_forms import RosterAddForm
from liaison_pages.views.hub import HubFormView

ROLE_FIELD = "role-%d"


class RosterView(HubFormView):
    """
    Every button sends the whole roster: roles as chosen, then what the button says.

    `up` and `down` carry a membership's id, `remove` too, `add` the deputy of the form below the list.
    """

    template_name = "liaison_pages/admin/roster.html"
    form_class = RosterAddForm
    page_title = gettext_lazy("驻站代表")
    header_icon = "group"
    hub_name = "roster"
    success_view = "venue_hub:roster"
    watched = "venue"

    @property
    def can_change(self) -> bool:
        return may(self.request.user, roles.MANAGE_ROSTER, self.venue)

    @property
    def is_adding(self) -> bool:
        return "add" in self.request.POST

    def watched_state(self, form):
        members = [f"{row.deputy} {row.get_role_display()}" for row in roster(self.venue)]
        return {"roster": (str(self.page_title), _("、").join(members))}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "venue": self.venue, "is_adding": self.is_adding}

    def post(self, request, *args, **kwargs):
        if not self.can_change:
            return denied(request)
        return super().post(request, *args, **kwargs)

    def save(self, form):
        entries = self._sorted_entries()
        data = form.cleaned_data
        if self.is_adding:
            entries.append(RosterEntry(data["deputy"], data["role"]))
        changes = set_roster(venue=self.venue, entries=entries, actor=self.actor)
        if self.is_adding:
            return _("已加入 %(name)s。") % {"name": data["deputy"]}
        return _("驻站代表已保存。") if changes else _("没有改动。")

    def _sorted_entries(self) -> list[RosterEntry]:
        data, members = self.request.POST, roster(self.venue)
        members = [member for member in members if data.get("remove") != str(member.pk)]
        for step, name in ((-1, "up"), (1, "down")):
            place = next((index for index, row in enumerate(members) if data.get(name) == str(row.pk)), None)
            if place is not None and 0 <= place + step < len(members):
                members[place], members[place + step] = members[place + step], members[place]
        return [RosterEntry(member.deputy, self._role(member)) for member in members]

    def _role(self, member: VenueMembership) -> str:
        chosen = self.request.POST.get(ROLE_FIELD % member.pk)
        return chosen if chosen in VenueMembership.MemberRole.values else member.role

    def get_breadcrumbs_items(self):
        *before, venue, here = super().get_breadcrumbs_items()
        return [*before, {"url": "", "label": venue["label"], "sublabel": here["label"]}]

    def get_context_data(self, **kwargs):
        members = roster(self.venue)
        for member in members:
            member.role = self._role(member)  # as chosen, when the form comes back
        return super().get_context_data(
            members=members,
            role_choices=VenueMembership.MemberRole.choices,
            can_change=self.can_change,
            **kwargs,
        )
