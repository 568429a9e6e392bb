"""Explaining warnings: before submitting, kept as typed, and held against the very figure."""

import pytest

from performance import workflow
from performance.models import AuditEvent, Submission, WarningAnswer
from performance.queries.warnings import warnings
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


def test_an_explanation_of_another_figure_does_not_answer_for_this_one(db):
    scene = factories.scene(
        raw_before={factories.JULY.previous().previous(): "51%", factories.JULY.previous(): "120%"}
    )
    factories.fill(scene.draft, by=scene.people.contributor, raw="130%")
    explain(scene, "A recount.")
    later = factories.fill(fresh(scene), by=scene.people.contributor, raw="140%")
    [warned] = warnings(later)
    assert (warned.text, warned.is_explained) == ("A recount.", False)
    [warned] = warnings(explain(scene, "A recount."))
    assert warned.is_explained


def test_explaining_is_editing_and_the_explainer_does_not_check(scene, warned):
    explain(scene, by=scene.people.lead)
    parts = scene.draft.participants.filter(person=scene.people.lead)
    assert list(parts.values_list("part", flat=True)) == [Participation.EDITED]


def test_the_trail_holds_what_was_said_of_which_warning(scene, warned):
    explain(scene)
    event = AuditEvent.objects.filter(action="saved").first()
    about = "101 calls answered within three minutes: the same as last time exactly"
    assert event.before[about] == {"warning": "", "text": ""}
    assert event.after[about] == {
        "warning": "40% is exactly what was reported for June 2021.",
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
