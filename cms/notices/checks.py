"""What is wrong with the settings of notices, told by `manage.py check`."""

from django.conf import settings
from django.core.checks import Error, register

from cms.kernel.registrar import registrar
from cms.notices.interfaces import ISmsBackend
from cms.notices.postmen import sms_backend


@register
def sms_backend_is_there(**kwargs) -> list:
    """A name that nobody provides would leave residents without the messages they asked for."""
    if not settings.SMS_BACKEND or sms_backend() is not None:
        return []
    known = ", ".join(sorted(name for name, _each in registrar().components.getUtilitiesFor(ISmsBackend)))
    return [
        Error(
            f"SMS_BACKEND={settings.SMS_BACKEND!r}: nobody provides it.", hint=f"There are: {known}.", id="liaison.E011"
        )
    ]
