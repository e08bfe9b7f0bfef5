"""
Publishing while something else happens to the same matter: consent is taken back, it is reopened, what was merged with
it is published too, all is read anew. Whichever comes first, the public reads what is so, once.
"""

from collections import Counter

import pytest
from django.utils import timezone

from cms.kernel.actors import Resident, Staff
from cms.kernel.exceptions import Conflict
from cms.kernel.perform import perform
from forms.models import GramFrequency, IntakeSubmission, MatterGrams, PublicDraft, PublicMatter
from forms.models.grams import ALL
from forms.services import matters
from tests.factories.liaison_pages import build_site
from tests.forms.desks import Desks
from tests.forms.test_publishing import REVIEWED, TEXTS, answered, prepared
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def crowd():
    build_site()
    return Desks()


def move(submission, name: str, actor, data=None):
    """A call that makes the move with the row as it is when it starts."""
    return lambda: perform([IntakeSubmission.objects.get(pk=submission.pk)], f"submission.{name}", actor, data or {})


@pytest.mark.parametrize("turn", range(5))
def test_consent_taken_back_beats_the_review(crowd, turn):
    submission = prepared(crowd)

    published, _taken_back = at_once(
        move(submission, "publish", Staff(crowd.district), REVIEWED),
        move(submission, "withdraw_consent", Resident()),
    )

    submission.refresh_from_db()
    assert submission.publish_consent is False
    assert PublicMatter.objects.filter(is_public=True).count() == 0
    assert (PublicDraft.objects.count(), MatterGrams.objects.count()) == (0, 0)
    assert submission.publication == ("" if isinstance(published, Conflict) else "taken_down")


def test_two_reviews_at_once_publish_once(crowd):
    submission = prepared(crowd)
    review = move(submission, "publish", Staff(crowd.district), REVIEWED)

    results = at_once(review, review)

    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    assert PublicMatter.objects.filter(is_public=True).count() == 1


def test_many_publish_at_once_and_every_gram_is_counted(crowd):
    submissions = [answered(crowd) for _turn in range(6)]
    calls = [move(each, "prepare_publication", Staff(crowd.district), REVIEWED) for each in submissions]

    at_once(*calls)

    assert GramFrequency.objects.get(gram=ALL).count == 6
    assert set(GramFrequency.objects.values_list("count", flat=True)) == {6}
    assert PublicMatter.objects.filter(is_public=True, title=TEXTS["title"]).count() == 6


@pytest.mark.parametrize("turn", range(4))
def test_what_is_taken_down_while_all_is_read_anew_leaves_no_gram(crowd, turn):
    taken, kept = (move(answered(crowd), "prepare_publication", Staff(crowd.district), REVIEWED)()[0] for _each in "ab")
    site = kept.site

    counted, _taken_back = at_once(lambda: matters.reindex(site=site), move(taken, "withdraw_consent", Resident()))

    assert counted in (1, 2)
    assert list(MatterGrams.objects.values_list("matter__source_pk", flat=True)) == [kept.pk]
    assert set(GramFrequency.objects.filter(count__gt=0).values_list("count", flat=True)) == {1}
    assert GramFrequency.objects.get(gram=ALL).count == 1


@pytest.mark.parametrize("turn", range(4))
def test_what_is_published_while_all_is_read_anew_is_counted(crowd, turn):
    shown, site = move(answered(crowd), "prepare_publication", Staff(crowd.district), REVIEWED)()[0], crowd.venue.site

    at_once(
        lambda: matters.reindex(site=site),
        move(answered(crowd), "prepare_publication", Staff(crowd.district), REVIEWED),
        move(shown, "prepare_publication", Staff(crowd.district), {**REVIEWED, "title": "巷口的灯"}),
    )

    assert MatterGrams.objects.count() == 2
    assert GramFrequency.objects.get(gram=ALL).count == 2
    found = Counter(gram for each in MatterGrams.objects.all() for gram in each.grams)
    assert dict(GramFrequency.objects.exclude(gram=ALL).filter(count__gt=0).values_list("gram", "count")) == found


def joined(crowd):
    """An answered one and one that was merged into it, both with consent."""
    main = answered(crowd, state="answered", replied_at=timezone.now())
    return main, crowd.submission(state="merged", merged_into=main, publish_consent=True)


@pytest.mark.parametrize("turn", range(5))
def test_two_that_were_merged_are_not_both_published(crowd, turn):
    main, twin = joined(crowd)
    other = crowd.submission(state="merged", merged_into=main, publish_consent=True)
    calls = [move(each, "prepare_publication", Staff(crowd.district), REVIEWED) for each in (main, twin, other)]

    results = at_once(*calls)

    assert sum(isinstance(result, Conflict) for result in results) == 2
    assert PublicMatter.objects.filter(is_public=True).count() == 1
    assert IntakeSubmission.objects.filter(publication="published").count() == 1


@pytest.mark.parametrize("turn", range(5))
def test_what_is_reopened_is_not_published_as_answered(crowd, turn):
    main, twin = joined(crowd)

    _reopened, published = at_once(
        move(main, "reopen", Resident(), {"reason": "没修好"}),
        move(twin, "prepare_publication", Staff(crowd.district), REVIEWED),
    )

    main.refresh_from_db()
    progress = list(PublicMatter.objects.filter(is_public=True).values_list("progress", flat=True))
    if isinstance(_reopened, Conflict):
        assert (main.state, progress) == ("answered", ["done"])
    else:
        assert (main.state, progress) == ("accepted", [] if isinstance(published, Conflict) else ["underway"])


@pytest.mark.parametrize("turn", range(4))
def test_two_public_ones_merged_and_taken_down_at_once_leave_one(crowd, turn):
    first, second = (
        move(answered(crowd, state="accepted"), "prepare_publication", Staff(crowd.district), REVIEWED)()[0]
        for _each in "ab"
    )

    merged, taken = at_once(
        move(first, "merge", Staff(crowd.district), {"number": second.number}),
        move(first, "take_down", Staff(crowd.district), {"reason": "有人认出来了"}),
    )

    assert not isinstance(merged, Conflict)
    first.refresh_from_db()
    assert (first.state, first.publication) == ("merged", "taken_down")
    assert list(PublicMatter.objects.filter(is_public=True).values_list("source_pk", flat=True)) == [second.pk]
