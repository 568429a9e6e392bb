"""What the indicators' pages read: figures with their history, grades and why, charts."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from performance import workflow
from performance.figures import Period
from performance.models import Break, RegradeRequest, Statement, period_fields
from performance.queries.indicator_pages import indicator_shown
from performance.queries.indicators import listed, placements_by_grade
from performance.regrading import regrade_waiting
from performance.states import Missing, State
from tests import factories

pytestmark = pytest.mark.django_db

MAY, JUNE, JULY = (Period.month(2021, month) for month in (5, 6, 7))


@pytest.fixture
def scene():
    return factories.scene()


def shown(indicator):
    return indicator_shown(indicator, on=timezone.localdate())


def approve_july(scene, raw="38%"):
    return factories.walk(scene.draft, scene.people, to=State.APPROVED, raw=raw)


def test_an_approved_figure_names_its_submission_and_who_approved_it(scene):
    approved = approve_july(scene)
    (series,) = shown(scene.indicator).series
    july, june, may = series.figures
    assert [each.printed for each in (july, june, may)] == ["38%", "40%", "51%"]
    assert july.origin.submission_id == approved.pk
    assert july.origin.title == "Submission for July 2021"
    assert july.origin.approved_by == scene.people.reviewer.name
    assert july.origin.day == timezone.localdate()


def test_a_figure_from_a_paper_names_the_paper_and_its_date(scene):
    (series,) = shown(scene.indicator).series
    assert series.figures[0].origin.title == "Performance report"
    assert series.figures[0].origin.day == date(2021, 7, 20)
    assert series.figures[0].origin.approved_by == ""
    assert series.figures[0].origin.date_is_assumed is False


def test_a_correction_tells_what_it_replaced(scene):
    people = scene.people
    correction = workflow.correct(
        scene.indicator, JUNE, by=people.lead, on=timezone.localdate(), reason="A late return."
    )
    factories.walk(correction, people, to=State.APPROVED, raw="41%")
    (series,) = shown(scene.indicator).series
    june = next(each for each in series.figures if each.period == JUNE)
    assert (june.printed, june.revision, june.origin.title) == (
        "41%",
        2,
        "Correction for June 2021",
    )
    assert [(each.printed, each.revision) for each in june.earlier] == [("40%", 1)]
    assert len(series.figures) == 2


def test_a_grade_comes_with_its_period_and_its_sentence(scene):
    approve_july(scene)
    regrade_waiting()
    (placement,) = shown(scene.indicator).placements
    assert (placement.grade.grade, placement.grade.period_label) == ("Poor", "July 2021")
    assert placement.grade.regrading_since is None
    assert placement.grade.sentence.startswith("38% in July 2021; the middle of the last 3 is 40%.")


def test_an_old_grade_is_not_shown_while_a_request_is_open(scene):
    approve_july(scene)
    regrade_waiting()
    asked = RegradeRequest.objects.create(
        placement=scene.placement, because="A figure changed", **period_fields(JULY)
    )
    (placement,) = shown(scene.indicator).placements
    assert placement.grade.regrading_since == asked.requested_at
    assert (placement.grade.grade, placement.grade.sentence) == ("", "")


def test_an_assumed_benchmark_is_said_with_the_grade(scene):
    factories.benchmark(
        scene.series, version=2, assumed=True, waiver_reason="Assumed: the paper prints none."
    )
    approve_july(scene)
    regrade_waiting()
    found = shown(scene.indicator)
    assert found.placements[0].grade.assumed is True
    assert found.placements[0].grade.waiver == "Assumed: the paper prints none."
    (chart,) = found.series[0].charts
    assert (chart.assumed, chart.waiver) == (True, "Assumed: the paper prints none.")


def test_the_chart_spans_the_plan_year_with_the_benchmarks_lines(scene):
    (chart,) = shown(scene.indicator).series[0].charts
    assert chart.framework == scene.framework.name
    assert (chart.chart.labels[0], chart.chart.labels[-1]) == ("Apr 21", "Mar 22")
    assert [(mark.text, mark.value) for mark in chart.chart.marks] == [
        ("51%", Decimal(51)),
        ("40%", Decimal(40)),
    ]
    assert [path.kind for path in chart.chart.paths] == ["expected", "floor"]
    assert len(chart.rows) == 12
    may = chart.rows[1]
    assert (may.label, may.figure, may.expected, may.floor, may.stretch) == (
        "May 2021",
        "51%",
        "90%",
        "66%",
        "",
    )


def test_a_range_stands_in_the_table_and_is_not_drawn(scene):
    factories.observation(scene.series, Period.month(2021, 4), "55%-60%")
    (chart,) = shown(scene.indicator).series[0].charts
    assert chart.rows[0].figure == "55%-60%"
    assert [mark.text for mark in chart.chart.marks] == ["51%", "40%"]


def test_a_break_is_on_the_chart_and_beside_the_figures(scene):
    Break.objects.create(
        series=scene.series, on=date(2021, 6, 1), reason="New telephony", known_on=date(2021, 6, 1)
    )
    (series,) = shown(scene.indicator).series
    assert [each.reason for each in series.breaks] == ["New telephony"]
    assert [each.label for each in series.charts[0].chart.breaks] == ["June 2021"]


def test_a_monitored_series_with_one_figure_has_no_chart():
    monitored = factories.indicator("homicide", frequency="annual")
    series = factories.series(monitored, direction="monitor", unit_code="count")
    factories.placement(monitored)
    factories.observation(series, Period.financial_year(2020), "40")
    assert shown(monitored).series[0].charts == ()
    factories.observation(series, Period.financial_year(2019), "50")
    (chart,) = shown(monitored).series[0].charts
    assert (chart.framework, chart.has_lines) == ("", False)


def test_peers_stand_beside_the_force_period_by_period(scene):
    factories.observation(scene.series, JUNE, "60%", organisation=factories.peer("gm"))
    (series,) = shown(scene.indicator).series
    assert series.peers.organisations == ("West Midlands Police", "Greater Manchester")
    assert series.peers.rows == (("June 2021", ("40%", "60%")),)
    assert [each.organisation for each in series.figures[:2]] == [
        "West Midlands Police",
        "Greater Manchester",
    ]


def test_a_shared_series_says_where_it_is_entered(scene):
    other = factories.indicator("public-contact")
    factories.part(other, scene.series, weight="2.50")
    (series,) = shown(other).series
    assert (series.is_shared, series.home, series.weight) == (True, scene.indicator, "2.5")


def test_statements_show_their_words_and_source(scene):
    Statement.objects.create(
        indicator=scene.indicator,
        text="Awaiting data from WMP.",
        missing=Missing.AWAITING,
        brought_by=factories.paper(),
        known_on=date(2021, 7, 20),
    )
    (statement,) = shown(scene.indicator).statements
    assert (statement.text, statement.missing) == ("Awaiting data from WMP.", "Awaiting data")
    assert statement.origin.title == "Performance report"


def test_only_approved_words_are_commentary(scene):
    factories.walk(scene.draft, scene.people, to=State.CHECKED)
    assert shown(scene.indicator).commentary == ()


def test_commentary_is_kept_as_typed(scene):
    factories.walk(scene.draft, scene.people, to=State.APPROVED, narrative="DA>6% (<50% good)")
    (commentary,) = shown(scene.indicator).commentary
    assert (commentary.period, commentary.text) == ("July 2021", "DA>6% (<50% good)")
    assert commentary.origin.approved_by == scene.people.reviewer.name


def test_the_list_shows_the_latest_grade_in_each_framework(scene):
    approve_july(scene)
    regrade_waiting()
    (row,) = listed(on=timezone.localdate())
    assert (row.portfolio_code, row.portfolio_name) == ("contact", "Contact")
    (placement,) = row.placed
    (latest,) = placement.latest
    assert (latest.grade, latest.period) == ("Poor", JULY)
    assert placement.waiting == []


def test_a_framework_grades_no_period_after_its_end(scene):
    """The series goes on in another framework; that is not this one's to show."""
    scene.framework.ends = date(2022, 4, 1)
    scene.framework.save()
    approve_july(scene)
    factories.observation(scene.series, Period.month(2024, 1), "84%")
    RegradeRequest.objects.create(
        placement=scene.placement,
        because="A later paper",
        **period_fields(Period.month(2024, 1)),
    )
    regrade_waiting()
    assert shown(scene.indicator).placements[0].grade.period_label == "July 2021"
    (row,) = listed(on=timezone.localdate())
    assert [each.period for each in row.placed[0].latest] == [JULY]
    (placement,) = placements_by_grade(on=timezone.localdate())
    assert placement.shown_grade == "Poor"


def more_of_everything(scene, number):
    """Another series with its figures, peers, break, words, benchmark and framework."""
    series = factories.series(scene.indicator, f"extra-{number}")
    where = factories.framework(f"framework-{number}")
    factories.placement(scene.indicator, where, objective=factories.objective(where))
    factories.benchmark(series, where)
    for period in (MAY, JUNE, JULY):
        factories.observation(series, period, "50%")
        factories.observation(series, period, "60%", organisation=factories.peer("gm"))
    Break.objects.create(
        series=series, on=date(2020, 6, 1), reason="New", known_on=date(2020, 6, 1)
    )
    Statement.objects.create(
        indicator=scene.indicator,
        topic=f"Topic {number}",
        text="In words",
        brought_by=factories.paper(),
        known_on=date(2021, 7, 20),
    )


def test_the_page_takes_as_many_queries_for_five_series_as_for_two(
    scene, django_assert_num_queries
):
    approve_july(scene)
    regrade_waiting()
    more_of_everything(scene, 1)
    with django_assert_num_queries(21):
        assert len(shown(scene.indicator).series) == 2
    for number in (2, 3, 4):
        more_of_everything(scene, number)
    with django_assert_num_queries(21):
        assert len(shown(scene.indicator).series) == 5


def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(scene, django_assert_num_queries):
    approve_july(scene)
    regrade_waiting()
    with django_assert_num_queries(4):
        assert len(listed(on=timezone.localdate())) == 1
    for code in ("second", "third"):
        more = factories.indicator(code)
        factories.benchmark(factories.series(more))
        factories.placement(more)
    with django_assert_num_queries(4):
        assert len(listed(on=timezone.localdate())) == 3
