"""The form of Wagtail's sign-in page, in the product's own words."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    """Says in one plain sentence what was wrong, and not which of the two."""

    error_messages = {**LoginForm.error_messages, "invalid_login": _("用户名或密码不对，请再试一次。")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["placeholder"] = ""
        self.fields["password"].label = _("密码")
        self.fields["password"].widget.attrs["placeholder"] = ""
