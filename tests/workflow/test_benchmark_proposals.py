"""Benchmarks: who proposes and changes them, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from performance.models import AuditEvent, Benchmark, RegradeRequest
from performance.queries.benchmarks.benchmark_terms import BandTerms, LineTerms, Terms, terms_of
from performance.states import BenchmarkState, LineShape
from performance.workflow import MovedOn, NotReady, ReasonNeeded, benchmarks
from tests import factories
from tests.workflow.benchmark_steps import (
    IN_TIME,
    OTHER,
    TERMS,
    YEAR,
    E,
    F,
    approve,
    events,
    flat,
    gaps,
    propose,
    revise,
    send_back,
    stored,
)


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
        "Source": "The plan",
        "Benchmark": "101 calls answered within three minutes, Force 2021, 2022/23, version 1",
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
    assert gaps(refused) == [("bands", "Several bands hold 5% or more: leave it to one.")]
    poor = BandTerms(label="Poor", high=Decimal(5), high_open=True)
    bands = replace(bands, bands=(bands.bands[0], poor))
    assert terms_of(revise(fresh, scene, bands)) == bands


def test_nobody_revises_what_another_proposed(scene):
    made = propose(scene)
    for by in (scene.people.second_analyst, scene.people.administrator, scene.people.panel_chair):
        with pytest.raises(PermissionDenied):
            revise(made, scene, by=by)
    assert stored(made) == (BenchmarkState.PROPOSED, 1)


def test_who_may_not_revise_it_is_told_so_and_nothing_of_its_faults(scene):
    made = propose(scene)
    with pytest.raises(PermissionDenied):
        revise(made, scene, replace(TERMS, lines={}), by=scene.people.lead)


def test_an_administrator_withdraws_their_own(scene):
    made = propose(scene, by=scene.people.administrator)
    assert withdraw(made, scene.people.administrator).state == BenchmarkState.WITHDRAWN


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


def overtaken(scene):
    """A first version whose proposer waits, while a second one by another was approved."""
    first = propose(scene)
    second = propose(scene, OTHER, by=scene.people.second_analyst)
    approve(second, scene)
    return first


def test_a_version_behind_an_approved_one_keeps_nobody_from_proposing(scene):
    first = overtaken(scene)
    assert (propose(scene).version, stored(first)[0]) == (3, BenchmarkState.PROPOSED)


def test_a_version_behind_an_approved_one_is_not_changed(scene):
    first = overtaken(scene)
    with pytest.raises(NotReady) as refused:
        revise(first, scene)
    assert gaps(refused) == [
        ("version", "Version 2 is approved and stands: propose a new version instead.")
    ]


def withdraw(row, by, *, reason="", version=None):
    return benchmarks.withdraw(row, by=by, on=IN_TIME, version=version or row.edits, reason=reason)


def test_who_proposed_it_withdraws_it_and_proposes_anew(scene):
    row = withdraw(propose(scene), scene.people.analyst)
    assert row.state == BenchmarkState.WITHDRAWN
    assert events(row)[0] == ("withdrew", "Analyst", "")
    assert propose(scene).version == 2


def test_what_was_sent_back_is_withdrawn_too_and_then_nothing_more_is_done_to_it(scene):
    row = withdraw(send_back(propose(scene), scene), scene.people.analyst)
    assert (row.state, row.return_reason) == (BenchmarkState.WITHDRAWN, "Too easy.")
    for move in (
        lambda: revise(row, scene),
        lambda: approve(row, scene),
        lambda: send_back(row, scene),
        lambda: withdraw(row, scene.people.analyst),
    ):
        with pytest.raises(MovedOn):
            move()


def test_an_approved_version_is_not_withdrawn(scene):
    row = approve(propose(scene), scene)
    with pytest.raises(MovedOn):
        withdraw(row, scene.people.analyst)
    assert stored(row)[0] == BenchmarkState.APPROVED


def test_nobody_withdraws_the_proposal_of_somebody_who_is_there(scene):
    row = propose(scene)
    for name in set(scene.people.__dataclass_fields__) - {"analyst"}:
        with pytest.raises(PermissionDenied):
            withdraw(row, getattr(scene.people, name), reason="It lingers.")
    assert stored(row)[0] == BenchmarkState.PROPOSED


def leaves(person):
    person.is_active = False
    person.save()


def loses_the_appointment(person):
    person.appointments.update(ends=IN_TIME)


@pytest.mark.parametrize("goes", [leaves, loses_the_appointment])
def test_the_chair_withdraws_for_who_has_left_with_a_reason(scene, goes):
    row, chair = propose(scene), scene.people.panel_chair
    goes(scene.people.analyst)
    with pytest.raises(ReasonNeeded):
        withdraw(row, chair, reason=" ")
    with pytest.raises(PermissionDenied):
        withdraw(row, scene.people.second_analyst, reason="It lingers.")
    fresh = withdraw(row, chair, reason="It lingers.")
    assert fresh.state == BenchmarkState.WITHDRAWN
    assert events(row)[0] == ("withdrew", "Panel chair", "It lingers.")
