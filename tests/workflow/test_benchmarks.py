"""Benchmarks: who approves them and when, and what an approval leaves behind."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from performance.figures import Period
from performance.models import AuditEvent, Benchmark, RegradeRequest
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms, terms_of
from performance.queries.grading.engine_benchmarks import engine_benchmark
from performance.states import BenchmarkState, LineShape, Role
from performance.workflow import MovedOn, NotReady
from tests import factories
from tests.workflow.benchmark_steps import (
    IN_TIME,
    LATE,
    OTHER,
    TERMS,
    WHY,
    YEAR,
    E,
    approve,
    events,
    gaps,
    propose,
    revise,
    send_back,
    stored,
)


def test_the_panel_chair_approves_before_the_year(scene):
    made = propose(scene)
    later = IN_TIME + timedelta(days=9)
    fresh = approve(made, scene, on=later)
    assert (fresh.state, fresh.approved_by, fresh.approved_on, fresh.known_on) == (
        *(BenchmarkState.APPROVED, scene.people.panel_chair, later, later),
    )
    assert (fresh.is_late, fresh.waiver_reason) == (False, "")
    assert events(fresh)[0] == ("approved", "Panel chair", "")


@pytest.mark.parametrize("verb", [approve, send_back])
def test_nobody_decides_on_their_own_proposal(scene, verb):
    """By the verb itself: whoever holds both roles is refused for what they proposed."""
    chair = scene.people.panel_chair
    factories.appoint(chair, Role.ANALYST)
    made = propose(scene, by=chair)
    with pytest.raises(PermissionDenied):
        verb(made, scene)
    assert stored(made) == (BenchmarkState.PROPOSED, 1)
    other_chair = factories.person(Role.PANEL_CHAIR, "Second panel chair")
    assert verb(made, scene, by=other_chair).edits > 1


@pytest.mark.parametrize("verb", [approve, send_back])
def test_nobody_but_the_panel_chair_decides(scene, verb):
    made = propose(scene)
    for name in set(scene.people.__dataclass_fields__) - {"panel_chair"}:
        with pytest.raises(PermissionDenied):
            verb(made, scene, by=getattr(scene.people, name))
    assert stored(made) == (BenchmarkState.PROPOSED, 1)


def test_who_may_not_approve_it_is_told_so_and_not_what_it_lacks(scene):
    made = propose(scene)
    with pytest.raises(PermissionDenied):
        approve(made, scene, on=LATE, by=scene.people.lead)


def test_a_page_made_before_a_revision_approves_nothing(scene):
    made = propose(scene)
    revise(made, scene)
    with pytest.raises(MovedOn) as refused:
        approve(made, scene)
    assert "before you could approve, Analyst revised this benchmark on" in str(refused.value)


@pytest.mark.parametrize("verb", [approve, send_back])
def test_the_second_of_two_chairs_is_told_who_decided(scene, verb):
    made = propose(scene)
    other_chair = factories.person(Role.PANEL_CHAIR, "Second panel chair")
    approve(made, scene)
    with pytest.raises(MovedOn) as refused:
        verb(made, scene, by=other_chair)
    assert "Panel chair approved this benchmark on" in str(refused.value)


def test_a_second_tab_approves_nothing_again(scene):
    made = propose(scene)
    fresh = approve(made, scene)
    with pytest.raises(MovedOn):
        approve(made, scene)
    assert stored(made) == (BenchmarkState.APPROVED, fresh.edits)


def test_an_approved_benchmark_is_never_revised(scene):
    fresh = approve(propose(scene), scene)
    with pytest.raises(MovedOn):
        revise(fresh, scene)
    assert terms_of(Benchmark.objects.get(pk=fresh.pk)) == TERMS


def test_an_approved_benchmark_is_followed_by_a_new_version(scene):
    approve(propose(scene), scene)
    second = propose(scene, OTHER)
    assert second.version == 2
    approve(second, scene)
    assert Benchmark.objects.filter(year_start=YEAR, approved_on__isnull=False).count() == 2


def test_an_older_version_is_not_approved_under_a_newer_one(scene):
    first = propose(scene)
    approve(propose(scene, OTHER, by=scene.people.second_analyst), scene)
    with pytest.raises(NotReady) as refused:
        approve(first, scene)
    assert gaps(refused) == [
        ("version", "Version 2 is approved and stands: propose a new version instead.")
    ]
    assert stored(first) == (BenchmarkState.PROPOSED, 1)


@pytest.mark.parametrize("on", [YEAR, YEAR + timedelta(days=60)])
@pytest.mark.parametrize("waiver", ["", " \n"])
def test_a_late_one_needs_a_waiver(scene, on, waiver):
    made = propose(scene)
    with pytest.raises(NotReady) as refused:
        approve(made, scene, on=on, waiver=waiver)
    assert gaps(refused) == [
        (
            "waiver",
            "The plan year began on 1 April 2022: say why this may grade it all the same.",
        )
    ]
    assert stored(made) == (BenchmarkState.PROPOSED, 1)


def test_a_waiver_is_kept_with_a_late_one_and_in_the_trail(scene):
    fresh = approve(propose(scene), scene, on=LATE, waiver=f" {WHY} ")
    assert (fresh.is_late, fresh.waiver_reason) == (True, WHY)
    assert events(fresh)[0] == ("approved", "Panel chair", WHY)
    assert engine_benchmark(fresh, "monthly").is_waived


def test_a_waiver_that_turned_out_not_to_be_needed_is_not_kept(scene):
    made = propose(scene, replace(TERMS, waiver_reason="In case we are late."))
    assert approve(made, scene, waiver="In case we are late.").waiver_reason == ""


def test_an_assumed_one_keeps_its_waiver_in_time_too(scene):
    made = propose(scene, replace(TERMS, assumed=True, waiver_reason="The paper prints none."))
    assert approve(made, scene).waiver_reason == "The paper prints none."


def test_a_fault_that_came_up_since_is_in_the_way_of_an_approval(scene):
    made = propose(scene)
    scene.series.direction = "lower"
    scene.series.save()
    with pytest.raises(NotReady) as refused:
        approve(made, scene)
    assert [field for field, _ in gaps(refused)] == ["floor"]


# A seasonal line rests on last year as it stood at approval.


def seasonal(scene, last_year):
    series = factories.series(
        scene.indicator, "thefts", unit_code="count", direction="lower", frequency="quarterly"
    )
    figures = [
        factories.observation(series, Period.quarter(2021, 4), last_year[0]),
        factories.observation(series, Period.quarter(2021, 7), last_year[1]),
        factories.observation(series, Period.quarter(2021, 10), last_year[2]),
        factories.observation(series, Period.quarter(2022, 1), last_year[3]),
    ]
    line = LineTerms(shape=LineShape.SEASONAL, change=Decimal("-0.05"))
    return replace(scene, series=series), figures, Terms(lines={E: line})


def withdrawn(figure):
    figure.is_current = False
    figure.save(update_fields=["is_current"])


def replaced(figure, raw):
    """A correction of an approved figure."""
    withdrawn(figure)
    revision = figure.revision + 1
    return factories.observation(
        figure.series, figure.period, raw, revision=revision, replaces=figure
    )


def frozen(benchmark):
    line = benchmark.lines.get(kind=E)
    return [(point.start, point.value) for point in line.points.all()]


def test_last_years_figures_are_taken_at_approval_and_stay(scene):
    where, figures, terms = seasonal(scene, ("100", "110", "120", "130"))
    made = propose(where, terms)
    assert frozen(made) == []
    corrected = replaced(figures[1], "111")
    fresh = approve(made, where)
    as_approved = [
        (date(2022, 4, 1), Decimal(100)),
        (date(2022, 7, 1), Decimal(111)),
        (date(2022, 10, 1), Decimal(120)),
        (date(2023, 1, 1), Decimal(130)),
    ]
    assert frozen(fresh) == as_approved
    replaced(corrected, "5")
    assert frozen(Benchmark.objects.get(pk=fresh.pk)) == as_approved


def test_a_hole_in_last_year_is_in_the_way_of_an_approval(scene):
    where, figures, terms = seasonal(scene, ("100", "110", "120", "130"))
    made = propose(where, terms)
    withdrawn(figures[3])
    with pytest.raises(NotReady) as refused:
        approve(made, where)
    assert [field for field, _ in gaps(refused)] == ["expected"]
    assert frozen(made) == []


# What an approval asks for.


def test_an_approval_asks_for_the_grades_of_its_year_and_no_others(scene):
    for period in (Period.month(2022, 3), Period.month(2022, 4), Period.month(2022, 5)):
        factories.observation(scene.series, period, "50%")
    approve(propose(scene), scene)
    asked = RegradeRequest.objects.order_by("period_start")
    assert [(each.placement, each.period, each.because) for each in asked] == [
        (
            scene.placement,
            period,
            "Version 1 of the benchmark of 101 calls answered within three minutes for 2022/23 "
            "was approved",
        )
        for period in (Period.month(2022, 4), Period.month(2022, 5))
    ]


@pytest.mark.parametrize("verb", [approve, send_back])
def test_the_trail_names_the_benchmark_that_was_decided_on(scene, verb):
    made = verb(propose(scene), scene)
    event = AuditEvent.objects.filter(subject="benchmark", subject_id=str(made.pk)).first()
    name = "101 calls answered within three minutes, Force 2021, 2022/23, version 1"
    assert event.after["Benchmark"] == name
