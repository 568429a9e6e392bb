"""What a change leaves as it was: past scorecards, other grades, and no grade stale."""

import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from performance import regrading, workflow
from performance.figures import Period
from performance.models import Break, Grade, Observation, Placement, RegradeRequest
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms
from performance.states import LineKind, LineShape, Role, State
from performance.workflow import benchmarks, reference_data
from performance.workflow.requests import request_regrades, request_regrades_for_benchmark
from tests import factories
from tests.factories import JULY

APRIL, MAY, JUNE = (Period.month(2021, month) for month in (4, 5, 6))
TERMS = Terms(
    lines={
        LineKind.EXPECTED: LineTerms(shape=LineShape.FLAT, value=Decimal(90)),
        LineKind.FLOOR: LineTerms(shape=LineShape.FLAT, value=Decimal(60)),
    },
    source="The plan.",
)

pytestmark = pytest.mark.django_db


def graded_series(code="calls", *, benchmark=True, placed=True):
    series = factories.series(factories.indicator(code), unit_code="ratio")
    if placed:
        factories.placement(series.home)
    if benchmark:
        factories.benchmark(series)
    return series


def load(series, *figures):
    for period, raw in figures:
        factories.observation(series, period, raw)
    request_regrades([(series, period) for period, _ in figures], because="loaded")
    regrading.regrade_waiting()


def correct(series, period, raw, **fields):
    before = Observation.objects.current().get(series=series, period_start=period.start)
    Observation.objects.filter(pk=before.pk).update(is_current=False)
    factories.observation(series, period, raw, revision=2, replaces=before, **fields)


def stale():
    return regrading.discrepancies(list(Placement.objects.select_related("framework")))


def test_a_proposal_changes_no_grade_and_shows_in_none():
    series = graded_series(benchmark=False)
    load(series, (MAY, "70"))
    draft = replace(TERMS, assumed=True, waiver_reason="Words of a draft")
    benchmarks.propose(
        series,
        factories.framework(),
        date(2021, 4, 1),
        terms=draft,
        by=factories.person(Role.ANALYST),
        on=date(2021, 6, 1),
    )
    assert stale() == []
    request_regrades([(series, MAY)], because="asked again")
    regrading.regrade_waiting()
    grade = Grade.objects.get()
    assert (grade.reason, grade.assumed) == ("no_benchmark", False)
    assert grade.verdict["parts"][0]["waiver"] == ""


def test_a_changed_weight_is_known_from_its_own_day_whatever_was_known_before_it():
    series = graded_series()
    other = factories.series(series.home, unit_code="ratio")
    factories.benchmark(other)
    early = factories.paper("early", published_on=date(2021, 7, 1))
    for each, raw in ((series, "95"), (other, "20")):
        factories.observation(each, MAY, raw, brought_by=early)
    request_regrades([(series, MAY), (other, MAY)], because="loaded")
    regrading.regrade_waiting(on=date(2021, 7, 1))
    # A correction of a note alone changes no grade.
    noted = factories.paper("noted", published_on=date(2021, 7, 10))
    correct(series, MAY, "95", brought_by=noted, note="With a note.")
    request_regrades([(series, MAY)], because="noted", known_on=date(2021, 7, 10))
    regrading.regrade_waiting(on=date(2021, 7, 10))
    before = Grade.objects.as_at(date(2021, 7, 15)).get()
    part = other.parts.get()
    part.weight = Decimal(5)
    reference_data.save(part, by=factories.person(Role.ADMINISTRATOR), on=date(2021, 8, 1))
    regrading.regrade_waiting(on=date(2021, 8, 1))
    assert Grade.objects.as_at(date(2021, 7, 15)).get() == before
    assert Grade.objects.as_at(date(2021, 8, 1)).get().grade == "Poor"


def test_a_change_that_is_answered_late_is_known_from_the_day_it_was_made():
    series = graded_series()
    load(series, (MAY, "70"))
    correct(series, MAY, "95")
    request_regrades([(series, MAY)], because="corrected", known_on=date(2022, 5, 1))
    regrading.regrade_waiting(on=date(2022, 5, 9))
    assert Grade.objects.current().get().known_on == date(2022, 5, 1)


def test_a_reapproval_touches_no_grade_from_before_the_break():
    series = graded_series()
    load(series, *((Period.month(2021, month), "70") for month in range(4, 11)))
    day = date(2021, 10, 1)
    Break.objects.create(series=series, on=day, reason="Counted otherwise", known_on=day)
    request_regrades([(series, Period.month(2021, 10))], because="a break")
    regrading.regrade_waiting()
    row = series.benchmarks.get()
    row.reapproved_by, row.reapproved_on = factories.somebody("Chair"), date(2021, 11, 2)
    row.save()
    request_regrades_for_benchmark(row, "approved again", known_on=date(2021, 11, 2), since=day)
    assert [each.period for each in RegradeRequest.objects.all()] == [Period.month(2021, 10)]
    regrading.regrade_waiting()
    assert stale() == []
    revisions = Grade.objects.current().order_by("period_start").values_list("revision", flat=True)
    assert list(revisions) == [1, 1, 1, 1, 1, 1, 3]


def test_a_figure_taken_away_from_behind_the_year_touches_what_waits_for_data():
    series = graded_series()
    day = date(2021, 2, 1)
    Break.objects.create(series=series, on=day, reason="Counted otherwise", known_on=day)
    march = Period.month(2021, 3)
    factories.observation(series, march, "70")
    awaited = factories.observation(series, MAY, "70")
    Observation.objects.filter(pk=awaited.pk).update(is_current=False)
    request_regrades([(series, march), (series, MAY)], because="loaded")
    regrading.regrade_waiting()
    Observation.objects.filter(series=series, period_start=march.start).update(is_current=False)
    request_regrades([(series, march)], because="taken away")
    regrading.regrade_waiting()
    assert stale() == []


@pytest.mark.parametrize(
    ("before", "after"), [(date(2021, 6, 15), None), (None, date(2021, 6, 15))]
)
def test_a_moved_end_of_a_framework_leaves_no_grade_stale(before, after):
    framework = factories.framework(ends=before)
    series = graded_series()
    load(series, (MAY, "70"), (JUNE, "40"))
    framework.ends = after
    reference_data.save(framework, by=factories.person(Role.ADMINISTRATOR), on=factories.today())
    regrading.regrade_waiting()
    assert stale() == []
    correct(series, MAY, "95")
    request_regrades([(series, MAY)], because="corrected")
    regrading.regrade_waiting()
    assert stale() == []


def test_a_new_note_beside_the_same_number_asks_for_no_grade():
    stage = factories.scene()
    people, on = stage.people, factories.today()
    request_regrades([(stage.series, MAY), (stage.series, JUNE)], because="loaded")
    factories.walk(stage.draft, people, to=State.APPROVED)
    regrading.regrade_waiting()
    now = workflow.correct(stage.indicator, JULY, by=people.lead, on=on, reason="A note.")
    noted = {
        slot.key: workflow.Figure("38%", note="Provisional in part.")
        for slot in workflow.slots(now)
    }
    now = workflow.save(
        now,
        by=people.lead,
        on=on,
        version=now.version,
        figures=noted,
        commentary={"narrative": factories.NARRATIVE},
    )
    now = workflow.submit(now, by=people.lead, on=on, version=now.version)
    now = workflow.check(now, by=people.analyst, on=on, version=now.version)
    workflow.approve(now, by=people.reviewer, on=on, version=now.version)
    assert Observation.objects.current().filter(note="Provisional in part.").count() == 1
    assert RegradeRequest.objects.count() == 0
    assert stale() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_a_grade_that_is_answered_while_another_is_asked_for_is_not_missed():
    series = graded_series()
    load(series, (APRIL, "70"))
    factories.observation(series, MAY, "70")
    request_regrades([(series, MAY)], because="approved")
    done = []

    def worker():
        try:
            done.append(regrading.regrade_waiting())
        finally:
            connection.close()

    def between(execute, statement, parameters, many, context):
        """Let a worker answer everything after the first of the two reads."""
        answer = execute(statement, parameters, many, context)
        if not done and statement.startswith("SELECT") and "regraderequest" in statement:
            thread = threading.Thread(target=worker)
            thread.start()
            thread.join(20)
        return answer

    with transaction.atomic():
        correct(series, APRIL, "95")
        with connection.execute_wrapper(between):
            request_regrades([(series, APRIL)], because="corrected")
    assert done == [1]
    regrading.regrade_waiting()
    assert stale() == []
