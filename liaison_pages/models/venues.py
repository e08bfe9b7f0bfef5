"""Venues: the protected records of the places where deputies meet residents."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from treebeard.mp_tree import MP_Node

from cms.access import roles
from cms.bilingual import NamedTwice
from liaison_pages.models.deputies import Deputy
from liaison_pages.models.divisions import Division


class VenueKind(models.TextChoices):
    HOME = "home", _("代表之家")
    STATION = "station", _("代表联络站")
    POINT = "point", _("代表联络点")
    SPACE = "space", _("特色空间")


# Which kinds stand under which: homes → stations → points, themed spaces under any.
PARENT_KINDS: dict[str, frozenset[str | None]] = {
    VenueKind.HOME: frozenset({None}),
    VenueKind.STATION: frozenset({VenueKind.HOME}),
    VenueKind.POINT: frozenset({VenueKind.STATION, VenueKind.HOME}),
    VenueKind.SPACE: frozenset({VenueKind.HOME, VenueKind.STATION, VenueKind.POINT}),
}


class Venue(NamedTwice, MP_Node):
    """
    A home, station, point or themed space: what rota, roster, submissions and roles hang on.

    The record is plain and protected; how it presents itself is its `VenuePage`. It cannot be deleted while rows
    depend on it. Created, moved and changed by `liaison_pages.services.venues`.
    """

    code = models.CharField(_("编码"), max_length=30, unique=True)
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+", verbose_name=_("站点"))
    kind = models.CharField(_("类型"), max_length=10, choices=VenueKind.choices)
    theme = models.CharField(_("空间类别"), max_length=40, blank=True, help_text=_("特色空间填写，例如：连心会客厅"))
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    street = models.ForeignKey(
        Division,
        models.PROTECT,
        related_name="venues_in_street",
        verbose_name=_("街道、镇"),
        limit_choices_to={"level": "street"},
    )
    community = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="venues_in_community",
        verbose_name=_("社区、村"),
        limit_choices_to={"level": "community"},
    )
    address = models.CharField(_("地址"), max_length=120, blank=True)
    latitude = models.DecimalField(
        _("纬度"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("经度"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    hours = models.CharField(_("开放时间"), max_length=80, blank=True, help_text=_("例如：工作日 8:30–17:30"))
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    duties = models.TextField(_("职责"), max_length=2000, blank=True, help_text=_("一行一条"))
    accessibility = models.CharField(_("无障碍设施"), max_length=200, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    deputies = models.ManyToManyField(Deputy, through="VenueMembership", related_name="venues")
    collection = models.ForeignKey(
        "wagtailcore.Collection",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("图片和文件集"),
    )
    edited_at = models.DateTimeField(_("后台修改时间"), null=True, blank=True, editable=False)

    node_order_by = ["code"]

    class Meta:
        verbose_name = _("家站点")
        verbose_name_plural = pgettext_lazy("plural", "家站点")
        indexes = [models.Index(fields=["site", "kind"], name="venue_by_kind")]
        permissions = [
            (roles.MANAGE_ROTA, "Can manage the reception rota"),
            (roles.MANAGE_ROSTER, "Can manage the deputy roster"),
            (roles.MANAGE_FORM, "Can manage the intake form"),
            (roles.VIEW_SUBMISSIONS, "Can see what residents submit"),
            (roles.HANDLE_SUBMISSIONS, "Can handle what residents submit"),
            (roles.VIEW_CONTACTS, "Can see residents' contact data"),
            (roles.SHARE_VENUE, "Can grant roles on the venue"),
            (roles.GRANT_EXTENSIONS, "Can grant more time"),
            (roles.MANAGE_DISTRICT, "Can manage the district's records"),
            (roles.ANSWER_ESCALATED, "Can answer escalated submissions"),
            (roles.MANAGE_ADDONS, "Can switch add-ons on and off"),
        ]

    def __str__(self):
        return self.name

    @property
    def venue(self) -> "Venue":
        """Itself: access asks every object for its venue."""
        return self


class VenueMembership(models.Model):
    """A deputy's place on a venue's roster."""

    class MemberRole(models.TextChoices):
        HEAD = "head", _("站长")
        LIAISON = "liaison", _("联络员")
        MEMBER = "member", _("成员")

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="memberships", verbose_name=_("家站点"))
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="memberships", verbose_name=_("代表"))
    role = models.CharField(_("职务"), max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
    sort_order = models.PositiveSmallIntegerField(_("排序"), default=0)
    edited_at = models.DateTimeField(_("后台修改时间"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("驻站代表")
        verbose_name_plural = _("驻站代表")
        constraints = [models.UniqueConstraint(fields=["venue", "deputy"], name="one_membership_per_venue_and_deputy")]

    def __str__(self):
        return f"{self.venue} · {self.deputy}"
