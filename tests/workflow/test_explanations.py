"""Explaining warnings: before submitting, kept as typed, and held against the very figure."""

import pytest

from performance import workflow
from performance.models import AuditEvent, Submission, WarningAnswer
from performance.queries.checks.warnings import warnings
from performance.states import Participation
from tests import factories

WHY = "Counted twice by two people: it is <exactly> 40% again."


def fresh(scene):
    return Submission.objects.get(pk=scene.draft.pk)


def explain(scene, text=WHY, *, by=None, draft=None):
    draft = draft or fresh(scene)
    return workflow.save(
        draft,
        by=by or scene.people.contributor,
        on=factories.today(),
        version=draft.version,
        figures={},
        commentary={},
        explanations={each.key: text for each in warnings(draft)},
    )


@pytest.fixture
def warned(scene):
    return factories.fill(scene.draft, by=scene.people.contributor, raw="40%")


def test_a_warned_figure_is_not_submitted_without_an_explanation(scene, warned):
    with pytest.raises(workflow.NotReady) as refusal:
        workflow.submit(warned, by=scene.people.lead, on=factories.today(), version=warned.version)
    [gap] = refusal.value.gaps
    assert gap.field == f"warning-repeated.{scene.series.pk}.wmp"
    assert gap.message == (
        "101 calls answered within three minutes: 40% is exactly what was reported for June 2021. "
        "Say why the figure is right, or correct it."
    )


def test_an_explained_figure_is_submitted(scene, warned):
    ready = explain(scene)
    assert workflow.gaps(ready) == []
    workflow.submit(ready, by=scene.people.lead, on=factories.today(), version=ready.version)


def test_an_explanation_is_kept_as_typed_with_the_warning_it_answers(scene, warned):
    explain(scene)
    answer = WarningAnswer.objects.get()
    assert (answer.text, answer.warning, answer.edited_by) == (
        WHY,
        "40% is exactly what was reported for June 2021.",
        scene.people.contributor,
    )


def test_blanks_explain_nothing(scene, warned):
    assert [each.field[:7] for each in workflow.gaps(explain(scene, "  \n "))] == ["warning"]


@pytest.fixture
def beyond(db):
    """A percentage over 100, explained as a recount."""
    scene = factories.scene()
    factories.fill(scene.draft, by=scene.people.contributor, raw="130%")
    explain(scene, "A recount.")
    return scene


def test_an_explanation_of_another_figure_does_not_answer_for_this_one(beyond):
    later = factories.fill(fresh(beyond), by=beyond.people.contributor, raw="140%")
    [warned] = warnings(later)
    assert (warned.text, warned.is_explained) == ("A recount.", False)
    [warned] = warnings(explain(beyond, "A recount."))
    assert warned.is_explained


def test_what_a_page_still_says_of_the_figure_before_explains_no_new_one(beyond):
    draft = fresh(beyond)
    [before] = warnings(draft)
    saved = workflow.save(
        draft,
        by=beyond.people.contributor,
        on=factories.today(),
        version=draft.version,
        figures=factories.figures(draft, "900%"),
        commentary={},
        explanations={before.key: workflow.Said("A recount.", before.figures)},
    )
    [warned] = warnings(saved)
    assert (warned.figures, warned.text, warned.is_explained) == ("900%", "A recount.", False)


def test_words_typed_for_the_figure_before_are_kept_all_the_same(beyond):
    draft = fresh(beyond)
    [before] = warnings(draft)
    workflow.save(
        draft,
        by=beyond.people.contributor,
        on=factories.today(),
        version=draft.version,
        figures=factories.figures(draft, "900%"),
        commentary={},
        explanations={before.key: workflow.Said("A recount of June.", before.figures)},
    )
    answer = WarningAnswer.objects.get()
    assert (answer.text, answer.figures) == ("A recount of June.", "130%")


def test_saying_nothing_yet_of_a_new_figure_forgets_nothing_that_was_said(beyond):
    later = factories.fill(fresh(beyond), by=beyond.people.contributor, raw="140%")
    [warned] = warnings(later)
    workflow.save(
        later,
        by=beyond.people.contributor,
        on=factories.today(),
        version=later.version,
        figures={},
        commentary={},
        explanations={warned.key: workflow.Said("", warned.figures)},
    )
    assert WarningAnswer.objects.get().text == "A recount."


def test_an_explained_figure_stays_explained_when_the_limits_move(db):
    month, before = factories.JULY, {}
    for number in range(24):
        month = month.previous()
        before[month] = ("50%", "52%", "51%", "53%")[number % 4]
    scene = factories.scene(raw_before=before)
    factories.fill(scene.draft, by=scene.people.contributor, raw="38%")
    [warned] = warnings(explain(scene, "A week of strikes."))
    series = scene.series
    standing = series.observations.get(period_start="2021-01-01")
    standing.is_current = False
    standing.save()
    factories.observation(series, standing.period, "46%", revision=2, replaces=standing)
    [now] = warnings(fresh(scene))
    assert now.message != warned.message
    assert now.is_explained


def test_explaining_is_editing_and_the_explainer_does_not_check(scene, warned):
    explain(scene, by=scene.people.lead)
    parts = scene.draft.participants.filter(person=scene.people.lead)
    assert list(parts.values_list("part", flat=True)) == [Participation.EDITED]


def test_the_trail_holds_what_was_said_of_which_warning(scene, warned):
    explain(scene)
    event = AuditEvent.objects.filter(action="saved").first()
    about = "101 calls answered within three minutes: the same as last time exactly"
    assert event.before[about] == {"warning": "", "figures": "", "text": ""}
    assert event.after[about] == {
        "warning": "40% is exactly what was reported for June 2021.",
        "figures": "40%",
        "text": WHY,
    }


def test_saying_the_same_again_changes_nothing(scene, warned):
    once = explain(scene)
    twice = explain(scene)
    assert twice.version == once.version
    assert AuditEvent.objects.filter(action="saved").count() == 2


def test_an_explanation_of_a_warning_that_is_gone_is_left_out(scene, warned):
    key = warnings(warned)[0].key
    saved = workflow.save(
        warned,
        by=scene.people.contributor,
        on=factories.today(),
        version=warned.version,
        figures=factories.figures(warned, "38%"),
        commentary={},
        explanations={key: WHY},
    )
    assert warnings(saved) == ()
    assert not WarningAnswer.objects.exists()


def test_a_figure_and_the_explanation_of_its_warning_are_saved_at_once(scene):
    key = f"repeated.{scene.series.pk}.wmp"
    saved = workflow.save(
        scene.draft,
        by=scene.people.contributor,
        on=factories.today(),
        version=scene.draft.version,
        figures=factories.figures(scene.draft, "40%"),
        commentary={},
        explanations={key: WHY},
    )
    assert [each.is_explained for each in warnings(saved)] == [True]
