"""A change asks for exactly the grades in which it counts, and for no others."""

from datetime import date
from decimal import Decimal

import pytest

from performance import regrading
from performance.figures import Period, period_of, periods_of_year
from performance.models import Break, Grade, Observation, Rebasing, RegradeRequest
from performance.queries.grading.gradings import facts_of
from performance.states import Role
from performance.workflow import reference_data
from performance.workflow.requests import (
    request_regrades,
    request_regrades_for_benchmark,
    request_regrades_for_turn,
)
from tests import factories

pytestmark = pytest.mark.django_db

YEARS = (2018, 2019, 2020, 2021)
GRADED_YEARS = (2020, 2021)
# The series held, the placements, the facts in seven (no line has points), the grades and the
# requests that stand, the new requests; and a transaction of its own around all, and one inside.
QUERIES_OF_A_REQUEST = 15


@pytest.fixture
def months():
    """Forty-eight months of one series, the last twenty-four with a benchmark, all regraded."""
    indicator = factories.indicator("four-years")
    series = factories.series(indicator, unit_code="ratio")
    for year in GRADED_YEARS:
        factories.benchmark(series, expected="90", floor="66", year=year)
    placement = factories.placement(indicator)
    found = []
    for year in YEARS:
        for month in periods_of_year(Period.financial_year(year), "monthly"):
            value = 60 + (month.start.month * 7 + year) % 11
            factories.observation(series, month, str(value))
            found.append(month)
    request_regrades([(series, month) for month in found], because="loaded")
    regrading.regrade_waiting()
    return Stage(series, placement, found)


class Stage:
    def __init__(self, series, placement, months):
        self.series, self.placement, self.months = series, placement, months

    def change(self, period, value):
        """Correct a figure past the workflow, and ask for what that touches."""
        rows = Observation.objects.current().filter(series=self.series, period_start=period.start)
        before = rows.get()
        rows.update(is_current=False)
        if value is not None:
            factories.observation(
                self.series, period, value, revision=before.revision + 1, replaces=before
            )
        request_regrades([(self.series, period)], because="corrected")

    def turn(self, model, on, *, holds=True):
        people = [factories.somebody("Analyst"), factories.somebody("Second analyst")]
        confirmed = {"confirmed_by": people[1], "confirmed_on": on} if holds else {}
        made = model.objects.create(
            series=self.series,
            on=on,
            reason="Counted otherwise",
            recorded_by=people[0],
            known_on=on,
            **confirmed,
        )
        request_regrades_for_turn(made, because="confirmed", known_on=factories.today())
        return made

    def settle(self):
        regrading.regrade_waiting()
        assert self.stale() == []

    def asked(self):
        return sorted(each.period for each in RegradeRequest.objects.all())

    def stale(self):
        """The periods whose stored grade is not what the facts give now, digest included."""
        facts = facts_of([self.placement])
        return sorted(
            grade.period
            for grade in Grade.objects.current().filter(placement=self.placement)
            if regrading.differences(grade, regrading.outcome(facts, self.placement, grade.period))
        )


def from_to(first, last):
    found = [period_of(first, "monthly")]
    while found[-1].start < last:
        found.append(found[-1].next())
    return found


def test_a_figure_before_the_benchmarks_touches_every_grade_whose_chart_reaches_back_to_it(months):
    june = Period.month(2019, 6)
    months.change(june, "12")
    assert months.asked() == [june, *from_to(date(2020, 4, 1), date(2022, 3, 1))]
    assert len(months.asked()) == 25
    # Its own month has no benchmark: it is asked for all the same, and nothing changes there.
    assert months.stale() == months.asked()[1:]
    months.settle()


def test_behind_a_rebasing_a_figure_touches_only_the_grades_whose_trend_includes_it(months):
    months.turn(Rebasing, date(2019, 10, 1))
    months.settle()
    june = Period.month(2019, 6)
    months.change(june, "12")
    assert months.asked() == [june, Period.month(2020, 4), Period.month(2020, 5)]
    assert months.stale() == months.asked()[1:]
    months.settle()


def test_a_figure_of_the_year_touches_the_rest_of_its_year_whatever_the_chart(months):
    months.turn(Rebasing, date(2020, 12, 1))
    months.settle()
    months.change(Period.month(2020, 5), "12")
    # The year to March, and by the trend of twelve months April 2021.
    assert months.asked() == from_to(date(2020, 5, 1), date(2021, 4, 1))
    assert months.stale() == months.asked()
    months.settle()


def test_behind_a_break_a_figure_touches_no_grade_of_a_later_year(months):
    months.turn(Break, date(2020, 10, 1))
    months.settle()
    june = Period.month(2020, 6)
    months.change(june, "12")
    # From October on it counts only in that it is there.
    assert months.asked() == from_to(date(2020, 6, 1), date(2021, 3, 1))
    assert months.stale() == from_to(date(2020, 6, 1), date(2020, 9, 1))
    months.settle()


def test_a_figure_taken_away_touches_what_it_counted_in(months):
    february = Period.month(2022, 2)
    months.change(february, None)
    assert months.asked() == [february, Period.month(2022, 3)]
    assert months.stale() == months.asked()
    months.settle()


def test_a_monitored_series_touches_only_its_own_period(months):
    months.series.direction = "monitor"
    months.series.save()
    request_regrades([(months.series, each) for each in months.months], because="monitored")
    regrading.regrade_waiting()
    april = Period.month(2020, 4)
    months.change(april, "12")
    assert months.asked() == [april]
    assert months.stale() == []


def test_a_benchmark_touches_its_year_in_its_framework(months):
    other = factories.placement(
        months.placement.indicator, factories.framework("plan", starts=date(2021, 4, 1))
    )
    made = factories.benchmark(months.series, expected="80", year=2021, version=2)
    request_regrades_for_benchmark(made, because="approved", known_on=factories.today())
    assert months.asked() == from_to(date(2021, 4, 1), date(2022, 3, 1))
    assert months.stale() == months.asked()
    assert not RegradeRequest.objects.filter(placement=other).exists()
    months.settle()


def test_a_break_touches_every_grade_from_its_day_until_another_takes_its_place(months):
    months.turn(Break, date(2020, 10, 1))
    assert months.asked() == from_to(date(2020, 10, 1), date(2022, 3, 1))
    assert months.stale() == months.asked()
    months.settle()
    # An earlier one counts within its year, for which a re-approval is looked for, and until
    # the later one.
    months.turn(Break, date(2020, 8, 1))
    assert months.asked() == from_to(date(2020, 8, 1), date(2021, 3, 1))
    assert months.stale() == months.asked()
    months.settle()


def test_a_break_of_an_ungraded_year_touches_the_grades_whose_figures_it_parts(months):
    months.turn(Break, date(2019, 10, 1))
    assert months.asked() == from_to(date(2020, 4, 1), date(2022, 3, 1))
    assert months.stale() == months.asked()
    months.settle()


def test_a_rebasing_touches_every_grade_from_its_day_until_another_takes_its_place(months):
    months.turn(Rebasing, date(2021, 1, 1))
    assert months.asked() == from_to(date(2021, 1, 1), date(2022, 3, 1))
    assert months.stale() == months.asked()
    months.settle()
    months.turn(Rebasing, date(2019, 10, 1))
    assert months.asked() == from_to(date(2020, 4, 1), date(2020, 12, 1))
    assert months.stale() == months.asked()
    months.settle()


def test_a_withdrawn_turn_touches_what_it_counted_in(months):
    made = months.turn(Break, date(2020, 10, 1))
    months.settle()
    made.withdrawal_asked_by, made.withdrawal_reason = factories.somebody("Analyst"), "Wrong"
    made.withdrawn_by, made.withdrawn_on = factories.somebody("Second analyst"), date(2022, 4, 1)
    made.save()
    request_regrades_for_turn(made, because="withdrawn", known_on=factories.today())
    assert months.asked() == from_to(date(2020, 10, 1), date(2022, 3, 1))
    assert months.stale() == months.asked()
    months.settle()


def test_a_turn_that_nobody_confirmed_changes_no_grade(months):
    months.turn(Break, date(2020, 10, 1), holds=False)
    months.turn(Rebasing, date(2020, 11, 1), holds=False)
    assert months.stale() == []


def test_a_grade_says_what_changed_it_each_thing_once(months):
    may = Period.month(2021, 5)
    months.change(may, "12")
    request_regrades([(months.series, may)], because="corrected")
    request_regrades([(months.series, may)], because="another figure")
    regrading.regrade_waiting()
    histories = Grade.objects.filter(placement=months.placement, period_start=may.start)
    told = histories.order_by("revision").values_list("revision", "is_current", "because")
    assert list(told) == [(1, False, "loaded"), (2, True, "corrected; another figure")]


def test_the_requests_cost_the_same_number_of_queries_for_one_figure_as_for_ten(
    months, django_assert_num_queries
):
    for count in (1, 10):
        with django_assert_num_queries(QUERIES_OF_A_REQUEST):
            asked = request_regrades(
                [(months.series, each) for each in months.months[:count]], because="corrected"
            )
        assert asked == count + 24
        RegradeRequest.objects.all().delete()


def test_a_rubric_grades_by_the_band_of_the_latest_figure():
    indicator = factories.indicator("cadet-units")
    series = factories.series(indicator, unit_code="ratio")
    placement = factories.placement(indicator)
    made = factories.rubric(
        series, [("Good", 5, 7), ("Poor", None, 4)], gap_rule="worse", range_low=Decimal(0)
    )
    june, july = Period.month(2021, 6), Period.month(2021, 7)
    factories.observation(series, june, "6")
    factories.observation(series, july, "4.5")
    request_regrades_for_benchmark(made, because="approved", known_on=factories.today())
    regrading.regrade_waiting()
    told = Grade.objects.filter(placement=placement).order_by("period_start")
    assert [(each.grade, each.sentence) for each in told] == [
        ("Good", "June 2021: At 6 the band is Good."),
        ("Poor", "July 2021: At 4.5, between the bands, the worse one holds: Poor."),
    ]


def test_a_weight_touches_every_grade_of_its_indicator_and_no_other(months):
    administrator = factories.person(Role.ADMINISTRATOR)
    part = months.series.parts.get()
    elsewhere = factories.scene()
    request_regrades([(elsewhere.series, factories.JULY)], because="loaded")
    regrading.regrade_waiting()
    part.weight = Decimal(3)
    reference_data.save(part, by=administrator, on=factories.today())
    asked = RegradeRequest.objects.all()
    assert {each.placement for each in asked} == {months.placement}
    assert months.asked() == months.months
    assert months.stale() == months.asked()
    months.settle()


def test_what_no_grade_rests_on_leaves_no_request(months):
    administrator = factories.person(Role.ADMINISTRATOR)
    months.series.highest = Decimal(100)
    reference_data.save(months.series, by=administrator, on=factories.today())
    assert (months.asked(), months.stale()) == ([], [])
