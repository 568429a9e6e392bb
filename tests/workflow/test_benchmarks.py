"""Benchmarks: who proposes, who approves, what is refused, and what an approval leaves behind."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from performance.figures import Period
from performance.models import AuditEvent, Benchmark, Break, RegradeRequest
from performance.queries.benchmark_terms import BandTerms, LineTerms, Terms, terms_of
from performance.queries.engine_benchmarks import engine_benchmark
from performance.states import BenchmarkState, LineKind, LineShape, Role
from performance.workflow import MovedOn, NotReady, ReasonNeeded, benchmarks
from tests import factories

YEAR = date(2022, 4, 1)
IN_TIME = date(2022, 3, 1)
LATE = YEAR
E, F, S = LineKind.EXPECTED, LineKind.FLOOR, LineKind.STRETCH
WHY = "The panel met in May."


def flat(value):
    return LineTerms(shape=LineShape.FLAT, value=Decimal(value))


TERMS = Terms(lines={E: flat("90"), F: flat("66")}, source="The plan")
OTHER = replace(TERMS, lines={E: flat("92"), F: flat("70"), S: flat("95")})


def propose(scene, terms=TERMS, *, by=None, on=IN_TIME, year=YEAR):
    by = by or scene.people.analyst
    return benchmarks.propose(scene.series, scene.framework, year, terms=terms, by=by, on=on)


def approve(benchmark, scene, *, on=IN_TIME, **more):
    by = more.pop("by", scene.people.panel_chair)
    version = more.pop("version", benchmark.edits)
    return benchmarks.approve(benchmark, by=by, on=on, version=version, **more)


def send_back(benchmark, scene, *, by=None, on=IN_TIME, version=None, reason="Too easy."):
    by, version = by or scene.people.panel_chair, version or benchmark.edits
    return benchmarks.send_back(benchmark, by=by, on=on, version=version, reason=reason)


def revise(benchmark, scene, terms=OTHER, *, by=None, on=IN_TIME, version=None):
    by, version = by or scene.people.analyst, version or benchmark.edits
    return benchmarks.revise(benchmark, terms=terms, by=by, on=on, version=version)


def reapprove(benchmark, scene, *, on, **more):
    by = more.pop("by", scene.people.panel_chair)
    version = more.pop("version", benchmark.edits)
    return benchmarks.reapprove(benchmark, by=by, on=on, version=version)


def stored(benchmark):
    return Benchmark.objects.values_list("state", "edits").get(pk=benchmark.pk)


def events(benchmark):
    """Newest first: what was done, by whom, and why."""
    found = AuditEvent.objects.filter(subject="benchmark", subject_id=str(benchmark.pk))
    return list(found.order_by("-id").values_list("action", "actor_name", "reason"))


def gaps(refused):
    return [(gap.field, gap.message) for gap in refused.value.gaps]


# Proposing.


def test_an_analyst_proposes_and_nothing_is_graded_by_it_yet(scene):
    made = propose(scene)
    assert (made.state, made.version, made.known_on) == (BenchmarkState.PROPOSED, 1, IN_TIME)
    assert (made.proposed_by, made.approved_on) == (scene.people.analyst, None)
    assert terms_of(made) == TERMS
    assert events(made) == [("proposed", "Analyst", "")]
    assert not RegradeRequest.objects.exists()


def test_the_trail_keeps_what_was_proposed(scene):
    made = propose(scene, OTHER)
    event = AuditEvent.objects.get(subject="benchmark", subject_id=str(made.pk))
    assert event.indicator == scene.indicator
    assert {key: value for key, value in event.after.items() if value} == {
        "Expected": "Flat 92",
        "Floor": "Flat 70",
        "Stretch": "Flat 95",
        "Benchmark's source": "The plan",
    }


def test_versions_are_numbered_for_each_series_framework_and_year(scene):
    assert propose(scene, year=date(2021, 4, 1)).version == 2
    first = propose(scene)
    second = propose(scene, by=scene.people.second_analyst)
    assert (first.version, second.version) == (1, 2)


def test_an_administrator_proposes_too(scene):
    assert propose(scene, by=scene.people.administrator).version == 1


def test_nobody_else_proposes(scene):
    people = scene.people
    others = set(people.__dataclass_fields__) - {"analyst", "second_analyst", "administrator"}
    for name in others:
        with pytest.raises(PermissionDenied):
            propose(scene, by=getattr(people, name))
    assert Benchmark.objects.filter(year_start=YEAR).count() == 0


def test_whoever_has_a_version_under_way_changes_that_one(scene):
    propose(scene)
    with pytest.raises(NotReady) as refused:
        propose(scene, OTHER)
    assert gaps(refused) == [
        ("version", "Version 1, which you proposed, is proposed: change that one instead.")
    ]


def test_terms_with_a_fault_are_not_proposed(scene):
    terms = Terms(lines={E: flat("60"), F: flat("66")}, assumed=True)
    with pytest.raises(NotReady) as refused:
        propose(scene, terms)
    assert [field for field, _ in gaps(refused)] == ["floor", "waiver_reason"]
    assert Benchmark.objects.filter(year_start=YEAR).count() == 0


def test_a_framework_without_the_series_takes_no_benchmark_of_it(scene):
    elsewhere = factories.framework("plan-2021-25")
    with pytest.raises(NotReady) as refused:
        benchmarks.propose(
            scene.series, elsewhere, YEAR, terms=TERMS, by=scene.people.analyst, on=IN_TIME
        )
    assert [field for field, _ in gaps(refused)] == ["framework"]


def test_a_framework_takes_no_benchmark_for_a_year_after_its_end(scene):
    scene.framework.ends = YEAR
    scene.framework.save()
    with pytest.raises(NotReady) as refused:
        propose(scene)
    assert gaps(refused) == [
        ("framework", "Force 2021 ended on 1 April 2022: it grades no later year.")
    ]


# No season: a person's word.


def a_flow(scene):
    return replace(
        scene,
        series=factories.series(
            scene.indicator, "thefts", unit_code="count", direction="lower", accumulation="flow"
        ),
    )


FLOW = Terms(lines={E: flat("50"), F: flat("60")})


def test_a_count_that_adds_up_waits_for_a_persons_word(scene):
    with pytest.raises(NotReady) as refused:
        propose(a_flow(scene), FLOW)
    assert [field for field, _ in gaps(refused)] == ["no_season"]


def test_whoever_proposes_confirms_that_there_is_no_season(scene):
    flow = a_flow(scene)
    made = propose(flow, replace(FLOW, no_season=True))
    confirmed = (made.no_season_confirmed_by, made.no_season_confirmed_on)
    assert confirmed == (scene.people.analyst, IN_TIME)
    later = IN_TIME + timedelta(days=2)
    again = revise(made, flow, replace(FLOW, no_season=True, source="Looked up"), on=later)
    assert (again.no_season_confirmed_by, again.no_season_confirmed_on) == confirmed
    typed = LineTerms(shape=LineShape.PROFILE, points=((Decimal(50), None),) * 12)
    taken_back = revise(again, flow, Terms(lines={E: typed, F: flat("60")}), on=later)
    assert (taken_back.no_season_confirmed_by, taken_back.no_season_confirmed_on) == (None, None)


# Revising.


def test_a_proposal_is_revised_whole_by_whoever_proposed_it(scene):
    made = propose(scene)
    later = IN_TIME + timedelta(days=1)
    fresh = revise(made, scene, OTHER, on=later)
    assert (terms_of(fresh), fresh.known_on) == (OTHER, later)
    assert events(fresh)[0] == ("revised", "Analyst", "")
    event = AuditEvent.objects.filter(subject_id=str(made.pk), action="revised").get()
    assert (event.before["Expected"], event.after["Expected"]) == ("Flat 90", "Flat 92")
    bands = Terms(bands=(BandTerms(label="Good", low=Decimal(5)), BandTerms(label="Poor")))
    with pytest.raises(NotReady) as refused:
        revise(fresh, scene, bands)
    assert gaps(refused) == [("bands", "Several bands hold [5, ∞): leave it to one.")]
    poor = BandTerms(label="Poor", high=Decimal(5), high_open=True)
    bands = replace(bands, bands=(bands.bands[0], poor))
    assert terms_of(revise(fresh, scene, bands)) == bands


def test_nobody_revises_what_another_proposed(scene):
    made = propose(scene)
    for by in (scene.people.second_analyst, scene.people.administrator, scene.people.panel_chair):
        with pytest.raises(PermissionDenied):
            revise(made, scene, by=by)
    assert stored(made) == (BenchmarkState.PROPOSED, 1)


def test_a_return_keeps_its_reason_until_it_is_revised(scene):
    returned = send_back(propose(scene), scene, reason=" Too easy. ")
    assert returned.state == BenchmarkState.RETURNED
    assert (returned.returned_by, returned.returned_on) == (scene.people.panel_chair, IN_TIME)
    assert returned.return_reason == "Too easy."
    fresh = revise(returned, scene)
    assert (fresh.state, fresh.returned_by, fresh.returned_on, fresh.return_reason) == (
        *(BenchmarkState.PROPOSED, None, None),
        "",
    )
    assert events(fresh) == [
        ("revised", "Analyst", ""),
        ("sent back", "Panel chair", "Too easy."),
        ("proposed", "Analyst", ""),
    ]


def test_a_return_needs_a_reason(scene):
    made = propose(scene)
    with pytest.raises(ReasonNeeded):
        send_back(made, scene, reason=" ")
    assert stored(made) == (BenchmarkState.PROPOSED, 1)


def test_a_returned_benchmark_is_not_approved_as_it_is(scene):
    returned = send_back(propose(scene), scene)
    with pytest.raises(MovedOn):
        approve(returned, scene)


# Approving.


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


# A break within the year.


def a_break(scene, on, **fields):
    return Break.objects.create(
        series=scene.series, on=on, reason="“Absent” removed", known_on=on, **fields
    )


def recorded(scene, on, **fields):
    return a_break(scene, on, recorded_by=scene.people.analyst, **fields)


BROKEN = date(2022, 10, 1)


def test_a_break_in_the_year_is_approved_again_by_the_chair(scene):
    fresh = approve(propose(scene), scene)
    a_break(scene, BROKEN)
    factories.observation(scene.series, Period.month(2022, 10), "50%")
    again = reapprove(fresh, scene, on=BROKEN)
    assert (again.reapproved_by, again.reapproved_on) == (scene.people.panel_chair, BROKEN)
    assert (again.approved_on, again.known_on) == (IN_TIME, IN_TIME)
    assert events(again)[0] == (
        "approved again",
        "Panel chair",
        "Break on 1 October 2022: “Absent” removed",
    )
    assert RegradeRequest.objects.filter(because__endswith="again after a break").count() == 1


@pytest.mark.parametrize(
    "of",
    [
        lambda scene: None,
        lambda scene: recorded(scene, BROKEN),
        lambda scene: a_break(scene, YEAR - timedelta(days=60)),
        lambda scene: a_break(scene, date(2023, 4, 1)),
        lambda scene: a_break(scene, IN_TIME),
        lambda scene: a_break(scene, BROKEN + timedelta(days=31)),
    ],
    ids=["none", "unconfirmed", "before the year", "after it", "on the approval's day", "to come"],
)
def test_nothing_is_approved_again_unless_a_confirmed_break_asks_for_it(scene, of):
    fresh = approve(propose(scene), scene)
    of(scene)
    with pytest.raises(NotReady) as refused:
        reapprove(fresh, scene, on=BROKEN)
    assert [field for field, _ in gaps(refused)] == ["break"]
    assert stored(fresh) == (BenchmarkState.APPROVED, fresh.edits)


def test_a_confirmed_break_on_the_years_first_day_asks_for_it(scene):
    fresh = approve(propose(scene), scene)
    recorded(scene, YEAR, confirmed_by=scene.people.panel_chair, confirmed_on=BROKEN)
    assert reapprove(fresh, scene, on=BROKEN).reapproved_on == BROKEN


def test_a_second_break_is_approved_again_once_more(scene):
    fresh = approve(propose(scene), scene)
    a_break(scene, BROKEN)
    once = reapprove(fresh, scene, on=BROKEN)
    with pytest.raises(NotReady):
        reapprove(once, scene, on=BROKEN + timedelta(days=40))
    second = BROKEN + timedelta(days=31)
    a_break(scene, second)
    assert reapprove(once, scene, on=second).reapproved_on == second
    assert [action for action, *_ in events(fresh)] == [
        *("approved again", "approved again", "approved", "proposed")
    ]


def test_whoever_proposed_it_does_not_approve_it_again(scene):
    fresh = approve(propose(scene), scene)
    a_break(scene, BROKEN)
    factories.appoint(scene.people.analyst, Role.PANEL_CHAIR)
    with pytest.raises(PermissionDenied):
        reapprove(fresh, scene, on=BROKEN, by=scene.people.analyst)


def test_a_second_tab_approves_again_nothing(scene):
    fresh = approve(propose(scene), scene)
    a_break(scene, BROKEN)
    reapprove(fresh, scene, on=BROKEN)
    with pytest.raises(MovedOn):
        reapprove(fresh, scene, on=BROKEN)


def test_what_a_newer_version_replaced_is_not_approved_again(scene):
    first = approve(propose(scene), scene)
    approve(propose(scene, OTHER), scene)
    a_break(scene, BROKEN)
    with pytest.raises(NotReady) as refused:
        reapprove(first, scene, on=BROKEN)
    assert [field for field, _ in gaps(refused)] == ["version"]


def test_an_assumed_one_of_a_paper_can_be_approved_again(scene):
    """Nobody proposed it, so nobody is in the way."""
    a_break(scene, date(2021, 10, 1))
    again = reapprove(scene.benchmark, scene, on=date(2021, 10, 2))
    assert again.reapproved_by == scene.people.panel_chair
