"""What our viewsets share: saving through services, and showing what these refuse at the field."""

from django.contrib.auth import get_user_model
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ProtectedError, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.log_actions import log

from cms.access import roles
from cms.access.selectors import accounts_without_roles_outside, districts_where
from cms.kernel.actors import Staff
from cms.kernel.exceptions import KernelError


def account_label(user) -> str:
    """A login account in a list to choose from: the person's name and the account's."""
    label = _("%(name)s（%(account)s）") if user.is_active else _("%(name)s（%(account)s，停用）")
    return label % {"name": user.get_full_name(), "account": user.get_username()}


class SavesByService:
    """
    For Wagtail's create and edit views: `save(form, actor)` calls the service and returns the object.

    Its ValidationError or KernelError is shown on the form, and nothing is saved.
    """

    error_message = gettext_lazy("还没有保存，请看下面标出的地方。")

    def save(self, form, actor):
        raise NotImplementedError

    def save_instance(self):
        action = "wagtail.edit" if self.form.instance.pk else "wagtail.create"
        saved = self.save(self.form, Staff(self.request.user))
        log(saved, action)  # the service writes the audit entry; Wagtail's history reads its own
        return saved

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as error:
            errors = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
            for name, texts in errors.items():
                form.add_error(name if name in form.fields else None, texts)
        except KernelError as error:
            form.add_error(None, str(error))
        self.produced_error_code = "validation_error"
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)


class ProtectedDeleteView(generic.DeleteView):
    """Says so, and deletes nothing, while other rows depend on this one."""

    def get_usage_url(self):
        """None: Wagtail's index of references knows pages and snippets, not our rows; the database decides."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError as error:
            words = {"name": self.object, "count": len(error.protected_objects)}
            messages.error(self.request, _("“%(name)s”还有 %(count)d 条关联的数据，不能删除。") % words)
            return self.render_to_response(self.get_context_data(form=form), status=409)


def accounts_to_name(user, *chosen) -> QuerySet:
    """
    The accounts that `user` may link to a deputy or a unit: nobody of another district and no inactive ones but those
    `chosen` before.
    """
    free = accounts_without_roles_outside(districts_where(user, roles.MANAGE_DISTRICT).values("pk"))
    free = free.filter(is_active=True).values("pk")
    return get_user_model().objects.filter(Q(pk__in=free) | Q(pk__in=chosen)).order_by("username")
