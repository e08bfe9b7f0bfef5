"""Writing suggestions. States change through `cms.kernel.perform` alone; the moves call these inside it."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cms.kernel import audit
from cms.kernel.exceptions import Conflict, Denied
from forms.models import Progress
from forms.services import matters
from plugins.suggestions.models import Reply, State, Suggestion, SuggestionSource
from plugins.suggestions.selectors import PLUGIN_ID, is_office, place_of, public_key, public_replies

PUBLISHABLE = (State.ACCEPTED, State.ASSIGNED, State.REPLIED, State.CLOSED)


def draft(*, submissions: list, title: str, facts: str, proposals: str, proposed_deputy, actor) -> Suggestion:
    """
    One draft from `submissions`, which are locked, accepted and of one site.

    A source row that still says "current" belongs to an older suggestion that ended (declined, answered and then
    reopened), for the submission is accepted again: it becomes provenance.
    """
    SuggestionSource.objects.filter(submission__in=submissions, is_current=True).update(is_current=False)
    suggestion = Suggestion.objects.create(
        site=submissions[0].site, title=title, facts=facts, proposals=proposals, proposed_deputy=proposed_deputy
    )
    SuggestionSource.objects.bulk_create(
        SuggestionSource(suggestion=suggestion, submission=submission) for submission in submissions
    )
    audit.record(
        suggestion, action="suggestion.draft", actor=actor, to_state=State.DRAFT, data={"count": len(submissions)}
    )
    return suggestion


def release(*, suggestion: Suggestion | None = None, submissions) -> int:
    """Let `submissions` go from their current suggestion (or from `suggestion`); the rows stay as provenance."""
    rows = SuggestionSource.objects.filter(submission__in=submissions, is_current=True)
    if suggestion is not None:
        rows = rows.filter(suggestion=suggestion)
    return rows.update(is_current=False)


def write_reply(*, suggestion: Suggestion, **values) -> Reply:
    """A dated reply of the lead unit; `values` are the fields of `Reply`."""
    return Reply.objects.create(suggestion=suggestion, unit=suggestion.lead_unit, **values)


@transaction.atomic
def publish(*, suggestion: Suggestion, actor, is_secrecy_reviewed: bool, is_privacy_reviewed: bool) -> Suggestion:
    """
    Show `suggestion` to the public, after both reviews (代表法 art. 51; domain §4).

    Raises Denied for anybody but the office, Conflict when it has no number yet or a review is missing.
    """
    suggestion = _locked(suggestion, actor)
    if suggestion.state not in PUBLISHABLE:
        raise Conflict(_("受理并编号之后才能公开。"))
    if not (is_secrecy_reviewed and is_privacy_reviewed):
        raise Conflict(_("保密审查和隐私审查都做过，才能公开。"))
    return _set_published(suggestion, True, actor, {"secrecy_reviewed": True, "privacy_reviewed": True})


@transaction.atomic
def unpublish(*, suggestion: Suggestion, actor) -> Suggestion:
    """Take `suggestion` off the public pages. Raises Denied for anybody but the office."""
    return _set_published(_locked(suggestion, actor), False, actor, {})


def _locked(suggestion: Suggestion, actor) -> Suggestion:
    if actor.kind != "system" and not (actor.user and is_office(actor.user, suggestion.site)):
        raise Denied(_("只有代表工委可以决定是否公开。"))
    return Suggestion.objects.select_for_update(of=("self",)).select_related("session__term").get(pk=suggestion.pk)


def _set_published(suggestion: Suggestion, value: bool, actor, data: dict) -> Suggestion:
    if suggestion.is_published != value:
        suggestion.is_published = value
        suggestion.save(update_fields=["is_published"])
        action = "suggestion.publish" if value else "suggestion.unpublish"
        audit.record(suggestion, action=action, actor=actor, data=data)
        tell_public(suggestion=suggestion)
    return suggestion


@transaction.atomic
def tell_public(*, suggestion: Suggestion) -> None:
    """
    Keep what stands among the public matters (`forms.services.matters`) in step with what the suggestion's own page
    shows. The caller holds the suggestion's lock.
    """
    if not suggestion.is_published:
        matters.hide(source=suggestion)
        return
    reply = next(iter(public_replies(suggestion)), None)
    place = place_of(suggestion)
    with translation.override(settings.LANGUAGE_CODE):  # an address below no language's prefix
        path = reverse("suggestions:detail", args=public_key(suggestion))
    matters.show(
        source=suggestion,
        site=suggestion.site,
        plugin_id=PLUGIN_ID,
        more_path=path,
        venue=place.venue,
        street=place.street,
        category=place.category,
        title=suggestion.title,
        said=suggestion.facts,
        done=reply.body if reply else "",
        done_by=reply.unit.name if reply else "",
        progress=Progress.DONE if reply else Progress.UNDERWAY,
    )
