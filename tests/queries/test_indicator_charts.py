"""The charts of an indicator's page: stored figures, confirmed re-basings, limits."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from performance.figures import Period
from performance.models import Break, Rebasing
from performance.queries.indicator_pages import indicator_shown
from tests import factories

pytestmark = pytest.mark.django_db

JANUARY = date(2021, 1, 1)


@pytest.fixture
def scene():
    return factories.scene()


def chart_of(indicator):
    (series,) = indicator_shown(indicator, on=timezone.localdate()).series
    (chart,) = series.charts
    return chart


def months_before_may(scene, *values):
    """Figures for the months that end with April 2021; the scene has May and June."""
    for back, value in enumerate(reversed(values)):
        month = 2021 * 12 + 3 - back
        period = Period.month(month // 12, month % 12 + 1)
        factories.observation(scene.series, period, f"{value}%")


def rebase(scene, on=JANUARY, *, confirmed=True):
    people = scene.people
    said = {"confirmed_by": people.panel_chair, "confirmed_on": on} if confirmed else {}
    return Rebasing.objects.create(
        series=scene.series,
        on=on,
        reason="A second control room",
        recorded_by=people.analyst,
        known_on=on,
        **said,
    )


def test_a_page_draws_the_limits_up_to_the_latest_figure(scene):
    months_before_may(scene, *(50, 52) * 6)
    chart = chart_of(scene.indicator)
    (group,) = chart.chart.groups
    assert (len(group.levels), group.is_trial, chart.has_mean) == (14, False, True)
    assert chart.control.variation == "concern_low"
    by_label = {row.label: row.limits for row in chart.rows}
    assert by_label["June 2021"].cause == "Below the lower limit"
    assert by_label["July 2021"].mean == ""
    assert (chart.chart.highlighted, chart.chart.graded_at) == ((), None)


def test_a_confirmed_rebasing_starts_limits_anew_and_an_unconfirmed_one_does_not(scene):
    months_before_may(scene, *(50, 52) * 6)
    made = rebase(scene, confirmed=False)
    assert len(chart_of(scene.indicator).chart.groups) == 1
    made.delete()
    rebase(scene)
    chart = chart_of(scene.indicator).chart
    assert [len(group.levels) for group in chart.groups] == [8, 6]
    assert [(each.label, each.reason) for each in chart.rebasings] == [
        ("January 2021", "A second control room")
    ]


def test_a_break_and_its_reason_part_the_groups(scene):
    months_before_may(scene, *(50, 52) * 6)
    Break.objects.create(series=scene.series, on=JANUARY, reason="New", known_on=JANUARY)
    chart = chart_of(scene.indicator).chart
    assert [len(group.levels) for group in chart.groups] == [8, 6]
    assert [(each.label, each.reason) for each in chart.breaks] == [("January 2021", "New")]


def test_a_rolling_series_says_why_it_has_no_limits(scene):
    months_before_may(scene, *(50, 52) * 6)
    scene.series.rolling_months = 12
    scene.series.save()
    chart = chart_of(scene.indicator)
    assert (chart.chart.groups, chart.has_mean) == ((), False)
    assert [note[:24] for note in chart.control.notes] == ["No limits are drawn: the"]


def test_the_offsets_of_a_benchmark_that_nobody_approved_take_no_season_off(scene):
    months_before_may(scene, *(50, 52) * 6)
    factories.observation(scene.series, Period.month(2022, 4), "50%")
    offsets = [str(each) for each in range(12)]
    made = factories.proposed_benchmark(scene.series, year=2022, seasonal_offsets=offsets)
    (group,) = chart_of(scene.indicator).chart.groups
    assert len({level.mean for level in group.levels}) == 1
    factories.approve_benchmark(made)
    (group,) = chart_of(scene.indicator).chart.groups
    assert len({level.mean for level in group.levels}) == 12


def test_lines_that_cannot_grade_are_named_and_the_limits_stay(scene):
    months_before_may(scene, *(50, 52) * 6)
    scene.series.direction = "band"
    scene.series.save()
    chart = chart_of(scene.indicator)
    assert chart.fault.startswith("The lines of the benchmark for 2021/22 cannot be drawn: ")
    assert (len(chart.chart.groups), chart.control.assurance) == (1, None)


def test_a_graded_series_with_nothing_to_show_has_no_chart():
    made = factories.indicator("waits")
    factories.placement(made)
    factories.series(made)
    (series,) = indicator_shown(made, on=timezone.localdate()).series
    assert series.charts == ()


def test_a_benchmark_without_an_expected_line_says_so(scene):
    factories.benchmark(scene.series, year=2022, expected=None, floor=None)
    assert chart_of(scene.indicator).fault == "The benchmark for 2022/23 has no expected line."


def test_the_page_of_a_chart_shows_icons_notes_and_columns(scene):
    months_before_may(scene, *(50, 52) * 3)
    page = render_to_string("indicators/chart.html", {"shown": chart_of(scene.indicator)})
    assert page.count("Trial limits, from 8 figures; 13 make limits to be relied on.") == 1
    headings = [each.split("</th>")[0] for each in page.split('<th scope="col"')[1:]]
    assert [each.rpartition(">")[2] for each in headings] == [
        *("Period", "West Midlands Police", "Expected", "Floor"),
        *("Mean", "Lower limit", "Upper limit", "Special cause"),
    ]
    assert page.count("app-icon__shape") == 2
    assert "style=" not in page


def test_a_chart_of_too_few_figures_has_no_icons_and_no_columns_for_limits(scene):
    page = render_to_string("indicators/chart.html", {"shown": chart_of(scene.indicator)})
    assert page.count("Too few figures for limits (2 figures; 6 are needed).") == 1
    assert (page.count("app-icon"), page.count("Upper limit")) == (0, 0)
