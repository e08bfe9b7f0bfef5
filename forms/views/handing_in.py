"""What a resident's own form and the one that staff fill in for somebody share: token, photos, one submission."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forms import tokens
from forms.intake_form import IntakeForm
from forms.models import IntakePage, IntakeSubmission, SpamSign
from forms.selectors.intake import Place, adds_to
from forms.services.contacts import is_kept
from forms.services.intake import Receipt, made_before, receive
from liaison_pages.models import DistrictSettings


def page_key(page: IntakePage | None) -> int:
    """What a token says of the page that its form stands on."""
    return page.pk if page is not None else tokens.ENTRANCE


def token_of(form: IntakeForm, page: IntakePage | None, staff=None) -> tokens.Token | None:
    """
    The form's token; None, with a message on the form, when it cannot be used. `staff`: the user it was made for. One
    that is too old still leads to what was made with it.
    """
    again = {"button": form.button}
    try:
        token = tokens.read_token(form.data.get("token", ""), page_pk=page_key(page), staff=staff)
        form.former = token
        return token
    except tokens.ExpiredToken as error:
        form.former = error.token
        if made_before(error.token.request_key):
            return error.token
        form.add_error(None, _("这张表打开超过一天了。您写的还在，请再点一次“%(button)s”。") % again)
    except tokens.BadToken:
        form.add_error(None, _("这张表没有传完整。您写的还在，请再点一次“%(button)s”。") % again)
    form.needs_fresh_token = True
    return None


def hand_in(
    form: IntakeForm,
    token: tokens.Token | None,
    *,
    page: IntakePage | None,
    place: Place,
    actor,
    admit: Callable[..., list[SpamSign]] | None = None,
) -> Receipt | None:
    """
    Make the submission, or give the receipt of the one already made with this form; None, with what is wrong on the
    form. A form that asks for the channel says it, else the token. Raises PageClosed.

    `admit` (`forms.spam.admit`, but for staff) is asked once all is right and the form is new. It may raise Limited.
    """
    if not form.is_valid():
        return None
    made = made_before(token.request_key)
    signs: list[SpamSign] = []
    if made is None and admit is not None:
        signs = admit(token=token, reach=form.cleaned_data["reach"], venue=place.venue)
    if made is None and not form.decode_photos():
        return None
    receipt = made or receive(
        page=page,
        place=place,
        data={**form.cleaned_data, "notice_version": token.notice_version, "spam_signs": " ".join(signs)},
        photos=form.cleaned_data["photos"],
        channel=form.cleaned_data.get("channel") or token.channel,
        paper=token.paper,
        request_key=token.request_key,
        language=get_language() if actor.kind == "resident" else settings.LANGUAGE_CODE,  # of the author, not the clerk
        actor=actor,
    )
    if not receipt.is_new and _says_otherwise(receipt.submission, form.cleaned_data):  # gone back, and changed it
        other = _("您刚才已经交了一件（编号 %(number)s）。如果这是另一件事，请再点一次“%(button)s”。")
        form.add_error(None, other % {"number": receipt.submission.number, "button": form.button})
        return None
    return receipt


def _says_otherwise(submission: IntakeSubmission, data: dict) -> bool:
    if adds_to(submission, data):
        return True
    return not is_kept(submission=submission, reach=data["reach"], guardian=data["guardian_name"])


def renew(
    form: IntakeForm,
    page: IntakePage | None,
    district: DistrictSettings,
    *,
    staff=None,
) -> IntakeForm:
    """
    The form as it was typed, with a token of its own for the next try, which says of opening and arrival what the last
    one did. A guardian who consented to another version of the notice is asked again.
    """
    form.add_photo_reminder()
    kept = {name: getattr(form.former, name) for name in ("channel", "paper", "made_at")} if form.former else {}
    version = district.notice_version
    fresh = tokens.new_token(page_pk=page_key(page), notice_version=version, staff=staff, **kept)
    form.data = form.data.copy()
    form.data["token"] = fresh.sign()
    if form.former is None or form.former.notice_version != version:
        form.data.pop("guardian_consent", None)
    return form
