"""Figures that follow from a numerator and a denominator."""

from decimal import Decimal

import pytest

from performance import workflow
from performance.models import AuditEvent, Entry, Observation, Submission
from performance.states import Derivation, Missing, Standing, State
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


@pytest.mark.parametrize("vague", ["<5", "about 10", "4–6"])
def test_from_what_is_only_about_right_nothing_is_worked_out_and_no_reason_made_up(skills, vague):
    scene, _ = skills
    draft = filled(scene, trained=vague, required="90")
    entry = share(draft)
    assert (entry.missing, entry.value, entry.is_answered) == ("", None, False)
    trained = next(each for each in workflow.slots(draft) if each.series.code == "trained")
    [gap] = workflow.gaps(draft)
    assert (gap.field, gap.message) == (
        trained.field,
        f"{NAME}: It cannot be worked out from “{vague}” for Trained. Give a plain figure there, "
        "or choose a reason why there is none.",
    )


def test_a_number_too_large_to_keep_is_a_fault_and_all_else_is_kept(skills):
    scene, _ = skills
    entry = share(filled(scene, trained="10000000000000", required="1"))
    assert entry.fault == ("10000000000000 of 1 is too large a number to keep: check both figures.")
    assert Entry.objects.get(submission=scene.draft, series__code="trained").value == 10**13


def test_it_is_no_firmer_than_its_parts(skills):
    scene, _ = skills
    draft = filled(scene, trained="85", required="90")
    trained = next(each for each in workflow.slots(draft) if each.series.code == "trained")
    saved = workflow.save(
        draft,
        by=scene.people.contributor,
        on=factories.today(),
        version=draft.version,
        figures={trained.key: workflow.Figure("85", standing=Standing.PROVISIONAL)},
        commentary={},
    )
    assert share(saved).standing == Standing.PROVISIONAL


def test_a_peers_decimals_are_not_ours(skills):
    scene, derived = skills
    factories.observation(
        derived, factories.JULY.previous(), "90.1234%", organisation=factories.peer()
    )
    assert share(filled(scene, trained="85", required="90")).value == Decimal("94.4")


def approved_loosely(scene, derived):
    """The parts stand approved, and a share that somebody stated as about 92%."""
    figures = {scene.series.code: "38%", "trained": "90", "required": "98"}
    now = factories.walk(scene.draft, scene.people, to=State.APPROVED, raw=figures)
    standing = Observation.objects.current().get(series=derived)
    standing.is_current = False
    standing.save()
    factories.observation(derived, standing.period, "about 92%", revision=2, replaces=standing)
    return workflow.correct(
        now.indicator, now.period, by=scene.people.lead, on=factories.today(), reason="Late."
    )


def test_a_correction_that_leaves_both_parts_leaves_the_share_as_it_stands(skills):
    scene, derived = skills
    correction = approved_loosely(scene, derived)
    saved = workflow.save(
        correction,
        by=scene.people.contributor,
        on=factories.today(),
        version=correction.version,
        figures={},
        commentary={"narrative": "A word more."},
    )
    assert (share(saved).raw, share(saved).qualifier) == ("about 92%", "about")
    changed = factories.fill(saved, by=scene.people.contributor, raw={"trained": "91"})
    assert share(changed).raw == "93%"  # With as many decimals as it was approved with.
    back = factories.fill(changed, by=scene.people.contributor, raw={"trained": "90"})
    assert share(back).raw == "about 92%"


def test_parts_of_other_periods_or_themselves_computed_make_it_typed(scene):
    trained = factories.series(scene.indicator, "trained", unit_code="count", direction="monitor")
    required = factories.series(scene.indicator, "required", unit_code="count", direction="monitor")
    of = {"numerator": trained, "denominator": required, "derivation": Derivation.PERCENTAGE}
    rolling = factories.series(scene.indicator, "rolling", rolling_months=12, **of)
    once = factories.series(scene.indicator, "once", **of)
    twice = factories.series(scene.indicator, "twice", **{**of, "numerator": once})
    computed = {slot.series: slot.is_computed for slot in workflow.slots(scene.draft)}
    assert (computed[rolling], computed[once], computed[twice]) == (False, True, False)


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
