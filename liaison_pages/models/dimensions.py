"""The five dimensions (五维): the district's own order of its work with deputies, and five ways into this site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dimension(models.TextChoices):
    """
    政治引领, 制度护航, 平台支撑, 建议闭环, 参与拓展, in the district's order.

    The codes are fixed, so that add-ons can name one. What a district calls each of them, and what it understands by
    it, is written on its `DimensionPage`.
    """

    GUIDANCE = "guidance", _("政治引领")
    INSTITUTIONS = "institutions", _("制度护航")
    PLATFORMS = "platforms", _("平台支撑")
    CLOSED_LOOP = "closed_loop", _("建议闭环")
    PARTICIPATION = "participation", _("参与拓展")
