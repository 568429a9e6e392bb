"""Requests → rows → engine → grades: repeatable, in bulk, and never an old grade as current."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance import regrading, workflow
from performance.figures import Period
from performance.models import Break, Grade, Placement, RegradeRequest
from performance.queries.checks import provisional
from performance.states import State
from performance.workflow.requests import request_regrades
from tests import factories
from tests.factories import JULY

MAY, JUNE = Period.month(2021, 5), Period.month(2021, 6)

# Two transactions, the requests, the placements held and read, the facts in nine, the grades in
# three, the requests gone and none given up.
QUERIES_OF_A_BATCH = 20

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return factories.scene()


def loaded(stage):
    """The grades of the figures that the papers brought."""
    request_regrades([(stage.series, MAY), (stage.series, JUNE)], because="loaded")


def approved(stage, raw="38%"):
    return factories.walk(stage.draft, stage.people, to=State.APPROVED, raw=raw)


def graded(placement, period=JULY):
    return Grade.objects.current().get(
        placement=placement, period_start=period.start, period_end=period.end
    )


def test_an_approved_figure_leaves_a_request_and_then_a_grade(stage):
    approved(stage)
    assert RegradeRequest.objects.count() == 1
    assert regrading.regrade_waiting() == 1
    assert RegradeRequest.objects.count() == 0
    grade = graded(stage.placement)
    assert grade.grade == "Poor"
    assert grade.sentence == (
        "38% in July 2021; the middle of the last 3 is 40%. "
        "The path expected 90% (50 points behind); the floor is 66%."
    )
    assert grade.method == "2026.1"
    assert len(grade.digest) == 64


def test_running_it_twice_changes_nothing(stage):
    approved(stage)
    regrading.regrade_waiting()
    before = list(Grade.objects.values())
    request_regrades([(stage.series, JULY)], because="asked again")
    assert regrading.regrade_waiting() == 1
    assert list(Grade.objects.values()) == before
    assert regrading.regrade_waiting() == 0


def test_several_requests_for_one_grade_are_answered_together(stage):
    approved(stage)
    for _ in range(3):
        request_regrades([(stage.series, JULY)], because="asked again")
    assert regrading.regrade_waiting() == 4
    assert Grade.objects.count() == 1


def test_a_correction_makes_the_next_revision_and_keeps_the_first(stage):
    approved(stage)
    regrading.regrade_waiting()
    correction = workflow.correct(
        stage.indicator, JULY, by=stage.people.lead, on=factories.today(), reason="A late return."
    )
    factories.walk(correction, stage.people, to=State.APPROVED, raw="98%")
    regrading.regrade_waiting()
    revisions = list(
        Grade.objects.order_by("revision").values_list("revision", "sentence", "is_current")
    )
    assert [(number, words[:16], current) for number, words, current in revisions] == [
        (1, "38% in July 2021", False),
        (2, "98% in July 2021", True),
    ]


def test_a_changed_month_asks_for_the_later_graded_months_of_its_year_too(stage):
    approved(stage)
    regrading.regrade_waiting()
    request_regrades([(stage.series, MAY)], because="May was corrected")
    asked = RegradeRequest.objects.order_by("period_start").values_list("period_start", flat=True)
    assert list(asked) == [date(2021, 5, 1), date(2021, 7, 1)]


def test_a_changed_month_asks_for_every_later_grade_whose_figures_include_it(stage):
    approved(stage)
    regrading.regrade_waiting()
    march = Period.month(2021, 3)
    request_regrades([(stage.series, march)], because="March was corrected")
    asked = RegradeRequest.objects.order_by("period_start").values_list("period_start", flat=True)
    assert list(asked) == [march.start, JULY.start]


def test_a_changed_month_asks_again_for_what_waits_already(stage):
    """The worker that answers July may have read its figures before May changed."""
    approved(stage)
    request_regrades([(stage.series, MAY)], because="May was corrected")
    asked = RegradeRequest.objects.order_by("pk").values_list("period_start", flat=True)
    first, *again = asked
    assert (first, sorted(again)) == (JULY.start, [MAY.start, JULY.start])


def test_a_break_counts_once_a_second_person_has_confirmed_it(stage):
    loaded(stage)
    regrading.regrade_waiting()
    found = Break.objects.create(
        series=stage.series,
        on=MAY.start,
        reason="Counted in another way",
        recorded_by=stage.people.analyst,
        known_on=factories.today(),
    )
    loaded(stage)
    regrading.regrade_waiting()
    assert graded(stage.placement, JUNE).grade == "Poor"
    found.confirmed_by, found.confirmed_on = stage.people.second_analyst, factories.today()
    found.save()
    loaded(stage)
    regrading.regrade_waiting()
    assert graded(stage.placement, JUNE).reason == "series_break"


def test_what_changes_today_leaves_a_past_scorecard_as_it_was(stage):
    loaded(stage)
    regrading.regrade_waiting()
    then = date(2021, 8, 1)
    before = Grade.objects.as_at(then).get(placement=stage.placement)
    stage.series.direction = "lower"
    stage.series.save()
    loaded(stage)
    regrading.regrade_waiting()
    assert Grade.objects.as_at(then).get(placement=stage.placement) == before
    assert Grade.objects.as_at(factories.today()).get(placement=stage.placement) != before


def test_a_request_given_up_on_goes_when_a_later_one_is_answered(stage):
    approved(stage)
    RegradeRequest.objects.update(tries=regrading.MOST_TRIES, last_error="ValueError: x")
    assert regrading.regrade_waiting() == 0
    request_regrades([(stage.series, JULY)], because="asked again")
    regrading.regrade_waiting()
    assert RegradeRequest.objects.count() == 0


def test_a_grade_is_known_when_its_last_figure_was(stage):
    request_regrades([(stage.series, JUNE)], because="loaded")
    regrading.regrade_waiting()
    assert graded(stage.placement, JUNE).known_on == date(2021, 7, 20)


def test_a_framework_that_has_ended_grades_no_later_period(stage):
    stage.framework.ends = JULY.start
    stage.framework.save()
    assert request_regrades([(stage.series, JUNE), (stage.series, JULY)], because="loaded") == 1
    assert RegradeRequest.objects.get().period == JUNE
    assert provisional.provisional_outcome(stage.draft) is None


def test_a_figure_of_another_frequency_asks_for_no_grade(stage):
    year = Period.financial_year(2020)
    factories.observation(stage.series, year, "70%")
    assert request_regrades([(stage.series, year)], because="loaded") == 0


@pytest.mark.parametrize("raw", ["92%-95%", "> 95%", "+95%"])
def test_a_range_an_inequality_and_a_change_count_as_missing(raw):
    stage = factories.scene(raw_before={MAY: raw})
    request_regrades([(stage.series, MAY)], because="loaded")
    regrading.regrade_waiting()
    assert graded(stage.placement, MAY).reason == "no_data_this_year"


def test_of_two_figures_in_one_month_the_whole_month_counts():
    stage = factories.scene(raw_before={Period.on(date(2021, 5, 31)): "95%", MAY: "38%"})
    request_regrades([(stage.series, MAY)], because="loaded")
    regrading.regrade_waiting()
    assert graded(stage.placement, MAY).grade == "Poor"


def test_of_two_figures_in_one_month_the_later_ending_counts():
    early, late = Period.on(date(2021, 5, 3)), Period.on(date(2021, 5, 20))
    stage = factories.scene(raw_before={late: "95%", early: "38%"})
    request_regrades([(stage.series, MAY)], because="loaded")
    regrading.regrade_waiting()
    assert graded(stage.placement, MAY).grade == "Good"


def test_a_request_the_engine_cannot_answer_does_not_hold_up_the_others(stage, caplog):
    other = factories.indicator("broken")
    series = factories.series(other)
    broken = factories.placement(other)
    # A profile without its points: the lint at entry refuses it, a hand in the database may not.
    benchmark = factories.proposed_benchmark(series)
    benchmark.lines.filter(kind="expected").update(shape="profile", value=None)
    factories.approve_benchmark(benchmark)
    factories.observation(series, JULY, "50%")
    request_regrades([(series, JULY)], because="loaded")
    approved(stage)
    assert regrading.regrade_waiting() == 1
    assert graded(stage.placement).grade == "Poor"
    left = RegradeRequest.objects.get()
    assert left.placement == broken
    assert left.tries == 1
    assert left.last_error.startswith("BenchmarkRefused")
    for _ in range(10):
        regrading.regrade_waiting()
    left.refresh_from_db()
    assert left.tries == regrading.MOST_TRIES


def test_verify_grades_finds_nothing_in_good_order(stage, capsys):
    loaded(stage)
    approved(stage)
    regrading.regrade_waiting()
    call_command("verify_grades")
    assert capsys.readouterr().out == ("Every grade of 1 placements is what its figures give.\n")


def test_verify_grades_names_a_missing_grade_and_the_waiting_request(stage, capsys):
    loaded(stage)
    regrading.regrade_waiting()
    approved(stage)
    with pytest.raises(CommandError, match="1 grades differ"):
        call_command("verify_grades")
    out = capsys.readouterr().out
    assert out == ("force-2021 1, July 2021: no grade is stored\n1 regrade requests are waiting.\n")


def test_verify_grades_names_a_grade_that_its_figures_do_not_give(stage, capsys):
    loaded(stage)
    approved(stage)
    regrading.regrade_waiting()
    # A newer benchmark comes to stand under the grade without a request.
    factories.benchmark(stage.series, floor="10", version=2)
    with pytest.raises(CommandError):
        call_command("verify_grades")
    assert "force-2021 1, July 2021: Poor is stored, Needs Improvement is right" in (
        capsys.readouterr().out
    )


def test_the_provisional_grade_is_what_approval_would_give(stage):
    draft = factories.walk(stage.draft, stage.people, to=State.DRAFT, raw="38%")
    told = provisional.provisional_outcome(draft)
    factories.walk(draft, stage.people, to=State.APPROVED, raw="38%")
    regrading.regrade_waiting()
    grade = graded(stage.placement)
    assert (told.grade.value, told.sentence) == (grade.grade, grade.sentence)


def test_an_indicator_that_stands_nowhere_has_no_provisional_grade(stage):
    Placement.objects.all().delete()
    assert provisional.provisional(stage.draft) is None


def test_the_worst_of_several_provisional_grades_is_told(stage):
    """The indicator stands in a second framework, which expects less of it."""
    modest = factories.framework("modest")
    factories.placement(stage.indicator, modest)
    factories.benchmark(stage.series, modest, expected="30", floor="20")
    draft = factories.walk(stage.draft, stage.people, to=State.DRAFT, raw="38%")
    assert sorted(each.grade.value for _, each in provisional.provisional_outcomes(draft)) == [
        "Good",
        "Poor",
    ]
    assert provisional.provisional(draft).value == "Poor"


def test_no_verb_of_the_workflow_writes_a_grade(stage):
    approved(stage)
    assert Grade.objects.count() == 0


@pytest.mark.parametrize("count", [2, 30])
def test_a_batch_costs_the_same_number_of_queries_whatever_its_size(count):
    changes = []
    for number in range(count):
        indicator = factories.indicator(f"bulk-{number}")
        series = factories.series(indicator)
        factories.benchmark(series)
        factories.placement(indicator)
        factories.observation(series, JULY, "70%")
        changes.append((series, JULY))
    request_regrades(changes, because="loaded")
    with CaptureQueriesContext(connection) as seen:
        assert regrading.regrade_waiting() == count
    statements = [each["sql"] for each in seen]
    assert len(statements) == QUERIES_OF_A_BATCH, "\n".join(statements)
