"""Figures that follow from a numerator and a denominator."""

from decimal import Decimal

import pytest

from performance import workflow
from performance.models import AuditEvent, Entry, Observation, Submission
from performance.states import Derivation, Missing, State
from tests import factories

NAME = "Trained as % of required"


@pytest.fixture
def skills(scene):
    """A percentage that follows from two counts, all three at home in the indicator."""
    made = scene.indicator
    trained = factories.series(made, "trained", unit_code="count", direction="monitor")
    required = factories.series(made, "required", unit_code="count", direction="monitor")
    derived = factories.series(
        made,
        "share",
        name=NAME,
        derivation=Derivation.PERCENTAGE,
        numerator=trained,
        denominator=required,
    )
    return scene, derived


def filled(scene, **raw):
    draft = Submission.objects.get(pk=scene.draft.pk)
    figures = {scene.series.code: "38%", **raw}
    return factories.fill(draft, by=scene.people.contributor, raw=figures)


def share(draft) -> Entry | None:
    return Entry.objects.filter(submission=draft, series__code="share").first()


def test_a_percentage_follows_from_its_parts(skills):
    scene, _ = skills
    entry = share(filled(scene, trained="85", required="90"))
    assert (entry.value, entry.raw, entry.decimals) == (Decimal("94.4"), "94.4%", 1)
    assert entry.edited_by == scene.people.contributor


def test_half_a_place_is_rounded_up(skills):
    scene, _ = skills
    assert share(filled(scene, trained="1", required="2000")).value == Decimal("0.1")


def test_it_is_printed_as_it_was_approved_last(skills):
    scene, derived = skills
    factories.observation(derived, factories.JULY.previous(), "93.12%")
    assert share(filled(scene, trained="85", required="90")).value == Decimal("94.44")


def test_a_rate_is_worked_out_per_so_many(scene):
    crimes = factories.series(scene.indicator, "crimes", unit_code="count", direction="monitor")
    people = factories.series(scene.indicator, "people", unit_code="count", direction="monitor")
    factories.series(
        scene.indicator,
        "share",
        unit_code="ratio",
        derivation=Derivation.RATE,
        numerator=crimes,
        denominator=people,
        per=1000,
    )
    entry = share(filled(scene, crimes="1,234", people="560,000"))
    assert entry.value == Decimal("2.2")


def test_nobody_types_what_is_computed(skills):
    scene, _ = skills
    slots = {slot.series.code: slot.is_computed for slot in workflow.slots(scene.draft)}
    assert slots["share"] and not slots["trained"] and not slots["required"]
    entry = share(filled(scene, trained="85", required="90", share="12%"))
    assert entry.value == Decimal("94.4")


def test_it_follows_when_a_part_is_corrected(skills):
    scene, _ = skills
    filled(scene, trained="85", required="90")
    assert share(filled(scene, trained="45")).value == Decimal("50.0")


def test_there_is_no_figure_while_a_part_is_missing(skills):
    scene, _ = skills
    draft = filled(scene, trained="85")
    assert share(draft) is None
    [gap] = workflow.gaps(draft)
    required = next(each for each in workflow.slots(draft) if each.series.code == "required")
    assert (gap.field, gap.message) == (
        required.field,
        f"{NAME} follows from Trained and Required: enter both, or choose a reason why there is "
        "none.",
    )


def test_it_is_taken_back_when_a_part_can_no_longer_be_read(skills):
    scene, _ = skills
    filled(scene, trained="85", required="90")
    entry = share(filled(scene, required="ninety"))
    assert (entry.value, entry.raw, entry.is_answered) == (None, "", False)


def test_it_is_absent_for_the_reason_that_a_part_is(skills):
    scene, _ = skills
    draft = filled(scene, trained="85")
    required = next(each for each in workflow.slots(draft) if each.series.code == "required")
    saved = workflow.save(
        draft,
        by=scene.people.contributor,
        on=factories.today(),
        version=draft.version,
        figures={required.key: workflow.Figure(missing=Missing.AWAITING)},
        commentary={},
    )
    assert share(saved).missing == Missing.AWAITING
    assert workflow.gaps(saved) == []


def test_of_nothing_there_is_no_percentage(skills):
    scene, _ = skills
    entry = share(filled(scene, trained="0", required="0"))
    assert (entry.value, entry.missing) == (None, Missing.NOT_APPLICABLE)


def test_of_fewer_than_so_many_there_is_no_percentage_to_rely_on(skills):
    scene, _ = skills
    assert share(filled(scene, trained="<5", required="90")).missing == Missing.NOT_APPLICABLE


def test_more_than_all_is_warned_of(skills):
    scene, _ = skills
    kinds = [
        gap.field.split(".")[0] for gap in workflow.gaps(filled(scene, trained="95", required="90"))
    ]
    assert kinds == ["warning-part_over_whole", "warning-percentage"]


def test_the_trail_holds_what_was_computed(skills):
    scene, _ = skills
    filled(scene, trained="85", required="90")
    event = AuditEvent.objects.filter(action="saved").first()
    assert (event.before[NAME], event.after[NAME]["raw"]) == ({}, "94.4%")


def test_saving_the_same_again_computes_nothing_anew(skills):
    scene, _ = skills
    once = filled(scene, trained="85", required="90")
    assert filled(scene, trained="85", required="90").version == once.version


def test_the_computed_figure_is_approved_with_its_parts(skills):
    scene, derived = skills
    factories.walk(
        scene.draft,
        scene.people,
        to=State.APPROVED,
        raw={scene.series.code: "38%", "trained": "85", "required": "90"},
    )
    assert Observation.objects.current().get(series=derived).value == Decimal("94.4")


def test_a_correction_of_a_part_corrects_what_follows(skills):
    scene, derived = skills
    figures = {scene.series.code: "38%", "trained": "85", "required": "90"}
    now = factories.walk(scene.draft, scene.people, to=State.APPROVED, raw=figures)
    correction = workflow.correct(
        now.indicator, now.period, by=scene.people.lead, on=factories.today(), reason="Late."
    )
    factories.walk(correction, scene.people, to=State.APPROVED, raw={"trained": "81"})
    assert Observation.objects.current().get(series=derived).value == Decimal("90.0")


def test_a_derived_series_whose_parts_are_entered_elsewhere_is_typed(scene):
    elsewhere = factories.indicator("elsewhere")
    counted = factories.series(elsewhere, "counted", unit_code="count", direction="monitor")
    factories.series(
        scene.indicator,
        "share",
        derivation=Derivation.PERCENTAGE,
        numerator=counted,
        denominator=counted,
    )
    assert share(filled(scene, share="61%")).value == Decimal(61)
