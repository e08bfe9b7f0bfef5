"""What hangs on a wall with a code to scan."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Paper(models.TextChoices):
    """Whoever scans it comes to a form with `?from=` and the paper's value; the form's app keeps it."""

    NOTICE = "notice", _("家站点公告")
    POSTER = "poster", _("家站点海报")
    DEPUTY = "deputy", _("代表码")
