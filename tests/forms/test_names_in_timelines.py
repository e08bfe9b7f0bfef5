"""A history keeps names in two languages: English timelines say the English one, where there is one."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from cms.kernel.audit import history
from cms.kernel.perform import perform
from forms import wording
from forms.selectors.history import history_lines
from plugins.suggestions.timeline import public_timeline, staff_history
from tests.factories.liaison_pages import HandlingUnitFactory
from tests.factories.suggestions import SuggestionFactory
from tests.forms.test_status import Known


@pytest.fixture
def unit(desks):
    """The unit that the desks refer to, with an English name."""
    desks.unit.name, desks.unit.name_en = "示例城管局", "Example Bureau of Works"
    desks.unit.save()
    return desks.unit


def told(submission, language: str) -> list[str]:
    with translation.override(language):
        return [line.title for line in wording.timeline(list(history(submission)))]


def referred(desks, submission):
    data = {"kind": "unit", "unit": desks.unit.pk, "effort": "simple"}
    return perform([submission], "submission.refer", desks.actor("head"), data)[0]


def test_english_timeline_names_the_unit_in_english(desks, unit):
    submission = referred(desks, desks.submission(state="accepted"))
    [submission] = perform([submission], "submission.answer", desks.actor("officer"), {"reply": "修好了。"})

    assert [unit.name_en in line for line in told(submission, "en")] == [True, True]
    assert [unit.name in line for line in told(submission, "zh-hans")] == [True, True]
    assert submission.reply_by == unit.name
    with translation.override("en"):
        assert all(unit.name_en in line.details for line in history_lines(submission))


def test_return_and_passing_on_name_both_places_in_english(desks, unit):
    desks.venue.name_en, desks.elsewhere.name_en = "Example Home", "Another Home"
    desks.venue.save()
    desks.elsewhere.save()
    other = HandlingUnitFactory(name_en="Example Bureau of Water")
    submission = referred(desks, desks.submission(state="accepted"))
    data = {"reason": "Not ours.", "belongs_to": other.pk}
    [submission] = perform([submission], "submission.return", desks.actor("officer"), data)
    data = {"venue": desks.elsewhere.code, "note": ""}
    [submission] = perform([submission], "submission.pass_on", desks.actor("district"), data)

    with translation.override("en"):
        passed_on, returned, _referred = (line.details for line in history_lines(submission))
    assert ("Example Home" in passed_on, "Another Home" in passed_on) == (True, True)
    assert (unit.name_en in returned, other.name_en in returned) == (True, True)


def test_english_status_page_says_it_and_marks_a_unit_that_has_no_english_name(client, desks, unit):
    known = Known(venue=desks.venue, state="accepted")
    referred(desks, known.submission)
    assert unit.name_en in client.get(f"/en{known.url}").text

    without = Known(venue=desks.venue, state="accepted")
    desks.unit.name_en = ""
    desks.unit.save()
    referred(desks, without.submission)
    html = client.get(f"/en{without.url}").text
    assert f'<span lang="zh-Hans">{unit.name}</span>' in html


@pytest.mark.parametrize(("language", "key"), [("en", "name_en"), ("zh-hans", "name")])
def test_suggestion_s_timelines_name_the_unit_in_the_reader_s_language(desks, unit, language, key):
    suggestion = SuggestionFactory(state="accepted")
    due_on = timezone.localdate() + timedelta(days=30)
    perform([suggestion], "suggestion.assign", desks.actor("district"), {"unit": unit.pk, "due_on": due_on})
    with translation.override(language):
        assert getattr(unit, key) in public_timeline(suggestion)[0]["title"]
        assert getattr(unit, key) in staff_history(suggestion)[-1]["detail"]
