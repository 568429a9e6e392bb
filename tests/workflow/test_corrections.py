"""Corrections: a draft beside an approved figure, which stands until the draft is approved."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from performance import workflow
from performance.figures import Period
from performance.models import AuditEvent, Observation, Submission, period_fields
from performance.states import Missing, Standing, State
from performance.workflow import NotReady, ReasonNeeded
from tests import factories
from tests.factories import JULY, today

JUNE = Period.month(2021, 6)
EVERYBODY = list(factories.Cast.__dataclass_fields__)
CORRECTORS = {"lead", "analyst", "second_analyst"}


def correct(scene, by, period=JUNE, reason="A late return."):
    return workflow.correct(scene.indicator, period, by=by, on=today(), reason=reason)


def standing(scene, period=JUNE):
    return Observation.objects.current().get(series=scene.series, period_start=period.start)


def approve(scene, correction, raw):
    return factories.walk(correction, scene.people, to=State.APPROVED, raw=raw)


@pytest.mark.parametrize("name", sorted(CORRECTORS))
def test_a_correction_starts_from_the_figures_that_stand(scene, name):
    by = getattr(scene.people, name)
    correction = correct(scene, by)
    entry = correction.entries.get()
    assert (correction.state, correction.is_correction, correction.opened_by) == (
        State.DRAFT,
        True,
        by,
    )
    assert (correction.period, correction.cycle, correction.corrects) == (JUNE, None, None)
    assert (entry.raw, entry.value) == ("40%", Decimal(40))
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.reason) == (
        "opened a correction",
        by,
        "A late return.",
    )


def test_a_correction_starts_from_the_commentary_that_was_approved(scene):
    """Nobody explains a Poor figure twice because a decimal was wrong."""
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED, narrative="It <fell>.")
    correction = correct(scene, scene.people.analyst, approved.period)
    (words,) = correction.commentaries.all()
    assert (words.prompt, words.text) == ("narrative", "It <fell>.")
    assert words.edited_by == scene.people.analyst
    event = AuditEvent.objects.get(subject_id=str(correction.pk))
    assert event.after["Commentary"] == "It <fell>."
    assert event.after.keys() == {scene.series.name, "Commentary", "due_on"}


@pytest.mark.parametrize("name", sorted(set(EVERYBODY) - CORRECTORS))
def test_nobody_else_corrects(scene, name):
    with pytest.raises(PermissionDenied):
        correct(scene, getattr(scene.people, name))
    assert Submission.objects.filter(is_correction=True).count() == 0


@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_correction_says_why(scene, reason):
    with pytest.raises(ReasonNeeded) as refusal:
        correct(scene, scene.people.lead, reason=reason)
    assert str(refusal.value) == "Say why: to open a correction needs a reason."


def test_there_is_nothing_to_correct_where_nothing_is_approved(scene):
    with pytest.raises(NotReady) as refusal:
        correct(scene, scene.people.lead, Period.month(2019, 1))
    assert str(refusal.value) == "Nothing is approved for January 2019: nothing to correct."


def test_a_period_that_is_open_is_not_opened_twice(scene):
    correct(scene, scene.people.lead)
    with pytest.raises(NotReady) as refusal:
        correct(scene, scene.people.analyst)
    assert str(refusal.value) == "June 2021 is already open: work on that submission instead."


def test_the_figure_stands_until_its_correction_is_approved(scene):
    correction = correct(scene, scene.people.lead)
    before = standing(scene)
    checked = factories.walk(correction, scene.people, to=State.CHECKED, raw="41%")
    assert standing(scene) == before
    workflow.approve(checked, by=scene.people.reviewer, on=today(), version=checked.version)
    after = standing(scene)
    assert (after.value, after.revision, after.replaces, after.submission) == (
        Decimal(41),
        2,
        before,
        checked,
    )


def test_the_reason_stays_with_the_corrected_figure(scene):
    approve(scene, correct(scene, scene.people.lead), "41%")
    event = AuditEvent.objects.get(action="put an approved figure on record")
    assert event.reason == "A late return."
    assert (event.before["value"], event.after["value"]) == ("40.000000", "41.000000")


def test_a_correction_of_a_correction_is_the_third_revision(scene):
    approve(scene, correct(scene, scene.people.lead), "41%")
    approve(scene, correct(scene, scene.people.second_analyst), "42%")
    figure = standing(scene)
    assert (figure.revision, figure.value, figure.replaces.value, figure.replaces.revision) == (
        3,
        Decimal(42),
        Decimal(41),
        2,
    )


def test_what_a_submission_brought_is_superseded_by_its_correction(scene):
    first = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    correction = correct(scene, scene.people.lead, JULY)
    assert correction.corrects == first
    approve(scene, correction, "39%")
    first.refresh_from_db()
    assert first.state == State.SUPERSEDED


def test_a_figure_that_the_correction_leaves_alone_makes_no_revision(scene):
    second = factories.series(scene.indicator, "abandoned")
    untouched = factories.observation(
        second,
        JUNE,
        "32.50%",
        standing=Standing.REVISED,
        note="Recounted in May",
        source_name="The telephony system",
        source_address="https://example.org/telephony",
        source_read_on=today(),
    )
    correction = correct(scene, scene.people.lead)
    approve(scene, correction, {scene.series.code: "41%"})
    assert Observation.objects.current().get(series=second, period_start=JUNE.start) == untouched
    assert standing(scene).revision == 2


def test_a_figure_of_another_kind_of_period_over_the_same_days_keeps_its_kind(scene):
    """Twelve rolling months to March and the financial year are the same days."""
    year, rolling = Period.financial_year(2020), Period.rolling(12, 2021, 3)
    second = factories.series(scene.indicator, "abandoned", rolling_months=12)
    factories.observation(scene.series, year, "60%")
    untouched = factories.observation(second, rolling, "30%")
    correction = correct(scene, scene.people.lead, year)
    approve(scene, correction, {scene.series.code: "61%"})
    assert Observation.objects.current().get(series=second, period_start=year.start) == untouched


def test_a_correction_holds_the_peers_figures_too(scene):
    peer = factories.peer()
    factories.observation(scene.series, JUNE, "85%", organisation=peer)
    correction = correct(scene, scene.people.lead)
    names = [slot.name for slot in workflow.slots(correction)]
    assert names == [
        "101 calls answered within three minutes",
        "101 calls answered within three minutes, Greater Manchester",
    ]
    approve(scene, correction, "41%")
    figures = Observation.objects.current().filter(series=scene.series, period_start=JUNE.start)
    assert {each.organisation.code: each.value for each in figures} == {
        "wmp": Decimal(41),
        "gm": Decimal(41),
    }


def test_a_reason_why_there_was_no_figure_can_be_corrected_to_a_figure(scene):
    april = Period.month(2021, 4)
    Observation.objects.create(
        series=scene.series,
        organisation=factories.force(),
        missing=Missing.AWAITING,
        brought_by=factories.paper(),
        known_on=today(),
        **period_fields(april),
    )
    correction = correct(scene, scene.people.lead, april)
    assert correction.entries.get().missing == Missing.AWAITING
    approve(scene, correction, "62%")
    figure = standing(scene, april)
    assert (figure.value, figure.missing, figure.replaces.missing) == (
        Decimal(62),
        "",
        Missing.AWAITING,
    )


def test_the_analyst_who_opened_a_correction_may_fill_it_in(scene):
    correction = correct(scene, scene.people.analyst)
    saved = factories.fill(correction, by=scene.people.analyst, raw="41%")
    assert saved.entries.get().edited_by == scene.people.analyst
    with pytest.raises(PermissionDenied):
        factories.fill(saved, by=scene.people.second_analyst, raw="42%")


def test_a_correction_is_open_whatever_the_cycle(scene):
    correction = correct(scene, scene.people.lead)
    later = scene.cycle.closes_on + timedelta(days=365)
    saved = workflow.save(
        correction,
        by=scene.people.lead,
        on=later,
        version=correction.version,
        figures=factories.figures(correction, "41%"),
        commentary={},
    )
    assert saved.entries.get().raw == "41%"


def test_a_figure_that_is_being_corrected_is_not_opened_in_another_correction(scene):
    """June's correction takes the twelve months to June along: one would undo the other."""
    rolling = factories.series(scene.indicator, "rolling-101", rolling_months=12)
    june, window = Period.month(2021, 6), Period.rolling(12, 2021, 6)
    factories.observation(rolling, window, "50%")
    lead, on = scene.people.lead, today()
    workflow.correct(scene.indicator, june, by=lead, on=on, reason="A late return.")
    with pytest.raises(NotReady, match="already open"):
        workflow.correct(scene.indicator, window, by=lead, on=on, reason="A late return.")


def test_a_correction_asks_for_what_stood_and_nothing_else(scene):
    factories.series(scene.indicator, "999-calls")
    june = Period.month(2021, 6)
    correction = workflow.correct(
        scene.indicator, june, by=scene.people.lead, on=today(), reason="A late return."
    )
    assert [slot.series for slot in workflow.slots(correction)] == [scene.series]


def test_a_figure_may_not_be_emptied_by_a_correction(scene):
    scene.series.direction = "monitor"
    scene.series.save()
    people, on = scene.people, today()
    correction = workflow.correct(
        scene.indicator, Period.month(2021, 6), by=people.lead, on=on, reason="A late return."
    )
    emptied = factories.fill(correction, by=people.lead, raw="")
    with pytest.raises(NotReady, match="enter a figure or choose a reason"):
        workflow.submit(emptied, by=people.lead, on=on, version=emptied.version)
