"""What the database keeps of approved benchmarks, breaks and re-basings by trigger."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from performance.models import BenchmarkBand
from tests import factories
from tests.models import rows
from tests.raw_rows import delete, insert_copy, replace, replace_by_copy, update


def refused():
    return pytest.raises(IntegrityError)


def test_an_approved_benchmark_is_never_edited(scene):
    row = scene.benchmark
    for change in ({"baseline": 1}, {"waiver_reason": "Late"}, {"approved_on": None}):
        with refused(), transaction.atomic():
            update(row, **change)
    with refused(), transaction.atomic():
        delete(row)
    row.refresh_from_db()
    assert (row.baseline, row.waiver_reason, row.approved_on) == (None, "", row.known_on)


def test_an_approved_benchmark_is_not_replaced(scene, pragma):
    for write in (replace, replace_by_copy):
        with refused(), transaction.atomic():
            write(scene.benchmark, baseline=1, approved_by=None, approved_on=None)
    assert scene.benchmark.lines.count() == 2


def test_an_approved_benchmark_is_approved_again_once(scene):
    row, chair = scene.benchmark, scene.people.panel_chair
    assert update(row, reapproved_by=chair, reapproved_on=rows.DAY) == 1
    assert update(row, no_season_confirmed_by=chair, no_season_confirmed_on=rows.DAY) == 1
    for change in (
        {"reapproved_by": None, "reapproved_on": None},
        {"reapproved_by": scene.people.analyst},
        {"no_season_confirmed_on": date(2021, 7, 2)},
    ):
        with refused(), transaction.atomic():
            update(row, **change)
    row.refresh_from_db()
    assert (row.reapproved_by, row.no_season_confirmed_on) == (chair, rows.DAY)


def test_the_lines_of_an_approved_benchmark_stand(scene, pragma):
    proposal = rows.proposal(scene)
    other = proposal.lines.get(kind="floor")
    line = scene.benchmark.lines.get(kind="floor")
    for write in (
        lambda: update(line, value=10),
        lambda: delete(line),
        lambda: insert_copy(line, kind="stretch"),
        lambda: replace(line, benchmark=proposal, kind="stretch"),
        lambda: update(line, benchmark=proposal, kind="stretch"),
        lambda: update(other, benchmark=scene.benchmark, kind="stretch"),
    ):
        with refused(), transaction.atomic():
            write()
    assert sorted(scene.benchmark.lines.values_list("kind", "value")) == [
        ("expected", 90),
        ("floor", 66),
    ]
    assert update(other, value=10) == 1


def test_the_points_of_an_approved_benchmark_stand(scene, pragma):
    point = rows.point(scene)
    assert update(point, value=81) == 1
    other = factories.proposed_benchmark(scene.series, version=10).lines.get(kind="floor")
    factories.approve_benchmark(point.line.benchmark)
    for write in (
        lambda: update(point, value=82),
        lambda: delete(point),
        lambda: insert_copy(point, start=date(2021, 8, 1)),
        lambda: replace(point, line=other),
        lambda: update(point, line=other),
    ):
        with refused(), transaction.atomic():
            write()
    point.refresh_from_db()
    assert (point.line.benchmark.version, point.value) == (9, 81)


def test_a_second_break_in_the_year_asks_for_a_second_reapproval(scene):
    row, chair = scene.benchmark, scene.people.panel_chair
    update(row, reapproved_by=chair, reapproved_on=rows.DAY, edits=2)
    with refused(), transaction.atomic():
        update(row, reapproved_on=date(2021, 6, 30))
    assert update(row, reapproved_on=date(2021, 9, 1), edits=3) == 1


def test_who_proposed_a_benchmark_never_changes(scene):
    people = scene.people
    row = factories.proposed_benchmark(scene.series, version=2, proposed_by=people.analyst)
    for somebody in (None, people.second_analyst):
        with refused(), transaction.atomic():
            update(row, proposed_by=somebody)
    # So the panel chair who proposed one cannot put it in another's name and approve it.
    row.refresh_from_db()
    assert row.proposed_by == people.analyst


def test_a_proposal_is_not_pushed_out_by_one_in_anothers_name(scene, pragma):
    people = scene.people
    row = factories.proposed_benchmark(scene.series, version=2, proposed_by=people.panel_chair)
    for write in (replace, replace_by_copy):
        with refused(), transaction.atomic():
            write(row, proposed_by=people.analyst)
    row.refresh_from_db()
    assert row.proposed_by == people.panel_chair


def test_a_proposal_is_not_approved_by_calling_it_assumed(scene):
    row = factories.proposed_benchmark(scene.series, version=2)
    with refused(), transaction.atomic():
        update(row, assumed=True, waiver_reason="None.", approved_on=rows.DAY, state="approved")
    row.refresh_from_db()
    assert row.approved_on is None


def test_the_bands_of_an_approved_benchmark_stand(scene, pragma):
    band = rows.band(scene)
    assert update(band, high=8) == 1
    other = factories.proposed_benchmark(scene.series, version=10)
    factories.approve_benchmark(band.benchmark)
    for write in (
        lambda: update(band, high=9),
        lambda: delete(band),
        lambda: insert_copy(band, order=2, label="Fair"),
        lambda: replace(band, benchmark=other),
        lambda: update(band, benchmark=other),
    ):
        with refused(), transaction.atomic():
            write()
    assert list(BenchmarkBand.objects.values_list("benchmark__version", "high")) == [(9, 8)]


TURNS = {"break": rows.a_break, "rebasing": rows.rebasing}


@pytest.fixture(params=TURNS)
def turn(request, scene):
    """A break or a re-basing that an analyst recorded."""
    row = TURNS[request.param](scene)
    return type(row).objects.create(
        series=row.series,
        on=rows.DAY,
        reason=row.reason,
        recorded_by=scene.people.analyst,
        known_on=rows.DAY,
    )


def test_what_was_recorded_of_a_turn_never_changes(turn, scene, pragma):
    for change in (
        {"reason": "Another."},
        {"on": date(2021, 8, 1)},
        {"recorded_by": scene.people.second_analyst},
        {"recorded_by": None},
    ):
        with refused(), transaction.atomic():
            update(turn, **change)
    for write in (replace, replace_by_copy):
        with refused(), transaction.atomic():
            write(turn, reason="Another.")
    turn.refresh_from_db()
    assert turn.recorded_by == scene.people.analyst


def test_nobody_confirms_the_turn_they_recorded(turn, scene):
    with refused(), transaction.atomic():
        update(turn, confirmed_by=scene.people.analyst, confirmed_on=rows.DAY)
    with refused(), transaction.atomic():
        # Not even by putting it in another's name in the same breath.
        update(
            turn,
            recorded_by=scene.people.lead,
            confirmed_by=scene.people.analyst,
            confirmed_on=rows.DAY,
        )
    assert update(turn, confirmed_by=scene.people.second_analyst, confirmed_on=rows.DAY) == 1


def test_a_confirmed_turn_is_not_confirmed_again_nor_deleted(turn, scene):
    update(turn, confirmed_by=scene.people.second_analyst, confirmed_on=rows.DAY)
    for write in (
        lambda: update(turn, confirmed_by=None, confirmed_on=None),
        lambda: update(turn, confirmed_by=scene.people.panel_chair),
        lambda: delete(turn),
    ):
        with refused(), transaction.atomic():
            write()
    assert type(turn).objects.filter(pk=turn.pk).exists()


def test_a_turn_that_nobody_confirmed_can_be_deleted(turn):
    assert delete(turn) == 1


def test_a_withdrawn_turn_stays_withdrawn_and_its_day_is_free_again(turn, scene):
    people = scene.people
    update(turn, confirmed_by=people.second_analyst, confirmed_on=rows.DAY)
    update(turn, **rows.withdrawn(turn))
    for change in (
        {"withdrawn_by": None, "withdrawn_on": None},
        {"withdrawal_asked_by": people.panel_chair},
        {"withdrawal_reason": "None."},
    ):
        with refused(), transaction.atomic():
            update(turn, **change)
    insert_copy(turn, **dict.fromkeys(("withdrawn_by", "withdrawn_on"), None))
    assert type(turn).objects.filter(on=rows.DAY).count() == 2
