"""
The daily mail to staff: how their dashboard stands, in counts and links (`cms.kernel.dashboard.DashboardCard.digest`).

Station heads and the office get it unless they say no; everybody with a role may choose. The choice is the account's
subscription of its own: none yet, the role decides; confirmed, yes; ended, here or by the link in a mail, no.
"""

from collections.abc import Iterator
from datetime import datetime, time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from wagtail.users.models import UserProfile

from cms.access.models import RoleGroup
from cms.access.roles import Role
from cms.access.selectors import has_role
from cms.kernel import audit
from cms.kernel.dashboard import SLOT
from cms.kernel.failures import attempt
from cms.kernel.registrar import registrar
from cms.kernel.states import enabled
from cms.notices import outbox
from cms.notices.kinds import NoticeKind
from cms.notices.models import DIGEST_TOPIC, ChannelOfNotices, NoticeSettings, Subscription, SubscriptionState
from cms.notices.services import vault_context
from cms.notices.wording import LANGUAGES
from cms.templatetags.liaison_theme import day_and_weekday
from cms.vault import digest as keyed_digest
from cms.vault import encrypt
from cms.workdays.selectors import calendar_around_today

BY_DEFAULT = (Role.VENUE_HEAD, Role.DISTRICT_EDITOR)
ABOUT = gettext_lazy("每日工作摘要")
BATCH = 200  # accounts held in memory


class StaffDigest(NoticeKind):
    """One a working day, for each account; nothing on a day when nothing waits."""

    name = "staff.digest"
    topic = DIGEST_TOPIC
    has_sms = False
    title = gettext_lazy("工作人员的每日摘要")
    words = {
        "day": gettext_lazy("12月10日 星期四"),
        "lines": gettext_lazy("社情民意\n· 5 件等您处理\n· 2 件已逾期"),
        "link": "https://liaison.example/admin/",
    }
    subject = gettext_lazy("{day} 工作摘要")
    text = gettext_lazy("您好：\n\n这是您在{site}的工作，截至今天早上：\n\n{lines}\n\n打开工作台：\n{link}")


KIND = StaffDigest()


# --- Who gets it ------------------------------------------------------------------------------------------------------


def wants(user) -> bool:
    """Whether the account gets it: as it chose, else as its roles have it."""
    mine = _of(user).first()
    return mine.is_confirmed if mine else any(has_role(user, role) for role in BY_DEFAULT)


@transaction.atomic
def choose(*, user, is_wanted: bool, actor) -> None:
    """Keep what the account chose. Nothing changes, and nothing is kept, where it is so already."""
    if wants(user) == is_wanted:
        return
    subscription = _row_of(user, _site_of(user))
    if is_wanted:
        _open(subscription, user)
    else:
        subscription.state, subscription.ended_at = SubscriptionState.ENDED, timezone.now()
        subscription.ciphertext, subscription.key_id = b"", ""
        subscription.save()
        subscription.notices.filter(state="waiting").delete()
    audit.record(subscription, action="notices.digest_on" if is_wanted else "notices.digest_off", actor=actor)


def readers(site) -> QuerySet:
    """Active accounts with a role in `site` and an address that get it."""
    here = RoleGroup.objects.filter(site=site)
    mine = Subscription.objects.filter(content_type=_type(), topic=DIGEST_TOPIC, object_id=OuterRef("pk"))
    chosen = Q(Exists(mine.filter(state=SubscriptionState.CONFIRMED)), groups__role_group__in=here)
    by_role = Q(~Exists(mine), groups__role_group__in=here.filter(role__in=BY_DEFAULT))
    users = get_user_model().objects.select_related("wagtail_userprofile")
    return users.filter(chosen | by_role, is_active=True).exclude(email="").distinct()


# --- Writing it -------------------------------------------------------------------------------------------------------


def write_digests(site) -> None:
    """
    The task: on a working day, a mail for everybody who gets it and for whom something waits, sent at the district's
    hour. Run again or twice at once, it adds nothing.
    """
    calendar, today = calendar_around_today(), timezone.localdate()
    forget_leavers(site)
    if not calendar.is_workday(today):
        return
    hour = NoticeSettings.for_site(site).digest_hour
    since = timezone.make_aware(datetime.combine(calendar.previous_workday(today), time(hour)))
    cards = enabled(registrar().all("slot", target=SLOT), site)
    last = 0
    while batch := list(readers(site).filter(pk__gt=last).order_by("pk")[:BATCH]):
        for user in batch:
            with translation.override(_language_of(user)):
                lines = "\n\n".join(_sections(user, site, cards, since))
                if lines:
                    home = site.root_url + reverse("wagtailadmin_home")
                    _write(user, site, {"day": day_and_weekday(today), "lines": lines, "link": home}, today)
        last = batch[-1].pk


def forget_leavers(site) -> None:
    """Drop what is kept of accounts that are gone or closed, and addresses that an account no longer has."""
    active = get_user_model().objects.filter(is_active=True)
    kept = Subscription.objects.filter(site=site, content_type=_type(), topic=DIGEST_TOPIC)
    kept.exclude(object_id__in=active.values("pk")).delete()
    kept.filter(object_id__in=active.filter(email="").values("pk"), state=SubscriptionState.CONFIRMED).delete()


def _sections(user, site, cards: list, since: datetime) -> Iterator[str]:
    """What each card has to say, as text: its title, a line for each count, and where to look."""
    for entry in cards:
        card = entry.value
        lines = attempt("digest", entry, lambda card=card: card.is_for(user) and card.digest(user, since)) or []
        if lines:
            counted = [f"· {line.count_text} {line.text}\n  {site.root_url}{line.url}" for line in lines]
            yield "\n".join([str(card.title), *counted])


@transaction.atomic
def _write(user, site, values: dict, today) -> None:
    subscription = _row_of(user, site)
    if subscription.is_ended:  # just now
        return
    _open(subscription, user)
    outbox.write(KIND, [subscription], lambda _each: values, key=f"digest:{today.isoformat()}")


def _open(subscription: Subscription, user) -> None:
    """Mail goes to the account's address as it is now."""
    if not subscription.is_confirmed:
        subscription.confirmed_at = timezone.now()
    subscription.state, subscription.ended_at = SubscriptionState.CONFIRMED, None
    subscription.language, subscription.about = _language_of(user), _about(user)
    subscription.ciphertext, subscription.key_id = encrypt(user.email, context=vault_context(subscription))
    subscription.save()


def _row_of(user, site) -> Subscription:
    """The account's one row, perhaps still to be saved. Its lock is the account's: two at once wait."""
    get_user_model().objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    return _of(user).select_related("site").first() or Subscription(
        site=site,
        content_type=_type(),
        object_id=user.pk,
        topic=DIGEST_TOPIC,
        channel=ChannelOfNotices.MAIL,
        address_digest=keyed_digest(f"account:{user.pk}", purpose="notices.address"),  # of the account: mail may change
        language=_language_of(user),
        about=_about(user),
    )


def _of(user) -> QuerySet[Subscription]:
    return Subscription.objects.filter(content_type=_type(), object_id=user.pk, topic=DIGEST_TOPIC)


def _type() -> ContentType:
    return ContentType.objects.get_for_model(get_user_model())


def _site_of(user):
    """A district of the account's."""
    return RoleGroup.objects.filter(group__user=user).select_related("site").order_by("pk").first().site


def _about(user) -> str:
    with translation.override(_language_of(user)):
        return str(ABOUT)


def _language_of(user) -> str:
    try:
        preferred = user.wagtail_userprofile.preferred_language
    except UserProfile.DoesNotExist:  # never signed in
        preferred = ""
    return preferred if preferred in dict(LANGUAGES) else settings.LANGUAGE_CODE
