"""The picture of some terms: the lines over last year's figures, and last year's grades."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance import grading
from performance.figures import Period
from performance.models import Break
from performance.queries.benchmarks.benchmark_pictures import picture_of
from performance.queries.benchmarks.benchmark_terms import BandTerms, LineTerms, Terms
from performance.states import LineKind, LineShape
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = date(2022, 4, 1)
WORDS = "It can be said once the lines or bands are whole and nothing is wrong with them."


def flat(**values):
    return Terms(
        lines={
            LineKind(kind): LineTerms(shape=LineShape.FLAT, value=Decimal(value))
            for kind, value in values.items()
        }
    )


def seasonal(change):
    return Terms(
        lines={LineKind.EXPECTED: LineTerms(shape=LineShape.SEASONAL, change=Decimal(change))}
    )


@pytest.fixture
def series():
    return factories.series(
        factories.indicator(frequency="quarterly"), name="Calls answered", unit_code="percent"
    )


def quarters(series, year, *raws):
    for month, raw in zip((4, 7, 10, 1), raws, strict=True):
        if raw:
            factories.observation(series, Period.quarter(year + (month == 1), month), raw)


def picture(series, terms):
    return picture_of(series, factories.framework(), YEAR, terms)


def grades(found):
    return [row.grade for row in found.rows]


def test_each_period_stands_beside_the_same_one_a_year_before(series):
    quarters(series, 2021, "60%", "95%", "", "91%")
    found = picture(series, flat(expected="90", floor="66"))
    assert (found.year, found.year_before) == ("2022/23", "2021/22")
    assert [
        (row.period, row.expected, row.floor, row.before, row.figure) for row in found.rows
    ] == [
        ("April to June 2022", "90%", "66%", "April to June 2021", "60%"),
        ("July to September 2022", "90%", "66%", "July to September 2021", "95%"),
        ("October to December 2022", "90%", "66%", "October to December 2021", ""),
        ("January to March 2023", "90%", "66%", "January to March 2022", "91%"),
    ]
    assert (found.faults, found.notes, found.unsaid) == ((), (), "")


def test_last_year_is_graded_by_the_engine_under_the_terms(series):
    quarters(series, 2021, "60%", "95%", "", "70%")
    found = picture(series, flat(expected="90", floor="66"))
    assert grades(found) == [
        grading.Grade.POOR,
        grading.Grade.GOOD,
        grading.Grade.GOOD,
        grading.Grade.NEEDS_IMPROVEMENT,
    ]
    assert found.rows[0].sentence == (
        "60% in April to June 2021. The path expected 90% (30 points behind); the floor is 66%."
    )


def test_lines_that_climb_are_moved_a_year_back(series):
    quarters(series, 2021, "55%", "60%", "65%", "70%")
    terms = Terms(
        lines={LineKind.EXPECTED: LineTerms(shape=LineShape.LINEAR, value=Decimal(90))},
        baseline=Decimal(50),
    )
    found = picture(series, terms)
    assert [row.expected for row in found.rows] == ["60%", "70%", "80%", "90%"]
    assert [row.floor for row in found.rows] == ["50%"] * 4
    assert "The path expected 60%" in found.rows[0].sentence
    assert "The path expected 90%" in found.rows[3].sentence


def test_a_seasonal_line_of_last_year_rests_on_the_year_before_it(series):
    quarters(series, 2020, "40%", "50%", "60%", "70%")
    quarters(series, 2021, "50%", "50%", "60%", "70%")
    found = picture(series, seasonal("0.1"))
    assert [row.expected for row in found.rows] == ["55%", "55%", "66%", "77%"]
    assert grades(found)[:2] == [grading.Grade.GOOD, grading.Grade.POOR]
    assert "The path expected 44%" in found.rows[0].sentence
    assert found.notes == (
        "A seasonal line of 2021/22 would have rested on the figures of 2020/21: its grades are "
        "against those.",
    )


def test_where_the_figures_that_a_season_rests_on_are_missing_it_says_so(series):
    quarters(series, 2020, "40%", "", "60%", "70%")
    quarters(series, 2021, "50%", "50%", "60%", "70%")
    found = picture(series, seasonal("0.1"))
    assert [row.is_said for row in found.rows] == [True, False, True, True]
    assert found.rows[1].sentence == (
        "Cannot be said: the expected line would rest on July to September 2020, which has no "
        "approved figure that a grade may use."
    )


def test_a_hole_in_another_line_is_named_where_it_is_met(series):
    quarters(series, 2020, "", "50%", "60%", "70%")
    quarters(series, 2021, "50%", "50%", "60%", "70%")
    holed = LineTerms(
        shape=LineShape.PROFILE,
        points=((Decimal(80), None), (None, None), (Decimal(80), None), (Decimal(80), None)),
    )
    terms = seasonal("0.1")
    found = picture(series, Terms(lines={**terms.lines, LineKind.STRETCH: holed}))
    assert [row.is_said for row in found.rows] == [False, False, True, True]
    assert found.rows[1].sentence == (
        "Cannot be said: The stretch line has no value for July to September 2021: type one."
    )


def test_lines_that_cross_only_on_the_figures_before_say_so(series):
    quarters(series, 2020, "40%", "50%", "60%", "70%")
    quarters(series, 2021, "60%", "60%", "60%", "70%")
    floor = LineTerms(shape=LineShape.FLAT, value=Decimal(50))
    found = picture(series, Terms(lines={**seasonal("0.1").lines, LineKind.FLOOR: floor}))
    assert found.faults == ()
    assert found.unsaid == (
        "Cannot be said of 2021/22: The floor for April to June 2021 is not worse than the "
        "expected line: a grade of Needs Improvement needs room between them."
    )


def test_a_flow_of_last_year_is_graded_by_its_sum_to_date():
    flow = factories.series(
        factories.indicator(frequency="quarterly"),
        unit_code="count",
        accumulation="flow",
        direction="lower",
    )
    quarters(flow, 2021, "10", "30", "10", "10")
    found = picture(flow, flat(expected="16", floor="25"))
    assert [fault.field for fault in found.faults] == ["no_season"]
    assert grades(found) == [
        grading.Grade.GOOD,
        grading.Grade.NEEDS_IMPROVEMENT,
        grading.Grade.NEEDS_IMPROVEMENT,
        grading.Grade.GOOD,
    ]
    assert "add up to 40. The path expected 32 over them" in found.rows[1].sentence


def test_nothing_is_said_of_last_year_while_the_lines_are_wrong(series):
    quarters(series, 2021, "50%", "50%", "60%", "70%")
    for terms in (flat(expected="60", floor="70"), flat(expected="60"), Terms()):
        found = picture(series, terms)
        assert len(found.faults) == 1
        assert (grades(found), found.unsaid) == ([None] * 4, WORDS)


def test_a_line_that_lacks_its_value_is_left_out_while_others_are_drawn(series):
    quarters(series, 2021, "50%", "50%", "60%", "70%")
    terms = Terms(
        lines={
            LineKind.EXPECTED: LineTerms(shape=LineShape.FLAT, value=Decimal(90)),
            LineKind.FLOOR: LineTerms(shape=LineShape.FLAT),
        }
    )
    found = picture(series, terms)
    assert [fault.field for fault in found.faults] == ["floor"]
    assert [(row.expected, row.floor) for row in found.rows] == [("90%", "")] * 4


def test_the_drawing_shows_last_years_figures_under_this_years_lines(series):
    quarters(series, 2021, "50%", "50%", "60%", "70%")
    quarters(series, 2020, "1%", "1%", "1%", "1%")
    found = picture(series, flat(expected="90", floor="66", stretch="95"))
    drawing = ElementTree.fromstring(found.chart)
    assert drawing.find("title").text == (
        "Calls answered, percent: 2022/23 over the figures of 2021/22"
    )
    assert drawing.find("desc").text == (
        "West Midlands Police in 2021/22: 4 figures, from 50% in April to June 2021 to 70% in "
        "January to March 2022; the lowest is 50% in April to June 2021, the highest 70% in "
        "January to March 2022. With the benchmark's lines: expected, floor, stretch."
    )
    assert found.has_stretch
    assert found.bands == ""


def test_a_break_since_last_year_is_said(series):
    quarters(series, 2021, "50%", "50%", "60%", "70%")
    Break.objects.create(
        series=series, on=date(2021, 10, 1), reason="Counted anew", known_on=date(2021, 10, 1)
    )
    found = picture(series, flat(expected="90", floor="66"))
    assert found.notes == (
        "The way this is counted changed on 1 October 2021: figures before and after it are of "
        "different kinds.",
    )
    assert [row.is_said for row in found.rows] == [True] * 4
    assert None not in grades(found)
    assert 'class="app-chart__break"' in found.chart


def test_without_a_figure_the_lines_still_show(series):
    factories.force()
    found = picture(series, flat(expected="90", floor="66"))
    assert "app-chart__expected" in found.chart
    texts = [each.text for each in ElementTree.fromstring(found.chart).iter("text")]
    assert "Expected" in texts
    assert [each for each in texts if "West Midlands Police" in each] == []


def test_where_last_year_has_no_figure_one_sentence_says_so(series):
    factories.force()
    for terms in (flat(expected="90", floor="66"), Terms()):
        found = picture(series, terms)
        assert (found.unsaid, found.notes) == (
            "No figure of 2021/22 is approved, so there is nothing to grade.",
            (),
        )


def test_bands_are_drawn_with_gaps_and_last_year_is_graded_by_them(series):
    quarters(series, 2021, "50%", "85%", "60%", "70%")
    terms = Terms(
        bands=(
            BandTerms(label="Good", low=Decimal(80)),
            BandTerms(label="Poor", high=Decimal(60)),
        )
    )
    found = picture(series, terms)
    assert "Gap: more than 60%, less than 80%" in found.bands
    assert "The figures of 2021/22" in found.bands
    assert grades(found) == [grading.Grade.POOR, grading.Grade.GOOD, grading.Grade.POOR, None]
    assert [fault.field for fault in found.faults] == ["bands"]


def test_bands_that_cannot_be_compared_are_still_drawn(series):
    quarters(series, 2021, "50%", "50%", "60%", "70%")
    twice = BandTerms(label="Good", low=Decimal(80))
    found = picture(series, Terms(bands=(twice, twice)))
    texts = ElementTree.fromstring(found.bands).iter("text")
    assert [each.text for each in texts if "Good" in each.text] == ["Good: 80% or more"] * 2
    assert found.unsaid == WORDS


def test_lines_to_keep_within_are_intervals():
    kept = factories.series(factories.indicator(frequency="annual"), direction="band")
    factories.observation(kept, Period.financial_year(2021), "45%")
    terms = Terms(
        lines={
            LineKind.EXPECTED: LineTerms(
                shape=LineShape.FLAT, value=Decimal(40), value_high=Decimal(50)
            ),
            LineKind.FLOOR: LineTerms(
                shape=LineShape.FLAT, value=Decimal(30), value_high=Decimal(60)
            ),
        }
    )
    (row,) = picture(kept, terms).rows
    assert (row.expected, row.floor, row.grade) == ("40% to 50%", "30% to 60%", grading.Grade.GOOD)


def queries_for(series, terms):
    with CaptureQueriesContext(connection) as asked:
        picture(series, terms)
    return len(asked)


def test_more_figures_and_versions_cost_no_more_queries(series):
    factories.framework()
    quarters(series, 2021, "50%", "50%", "60%", "70%")
    few = [queries_for(series, terms) for terms in (flat(expected="90"), seasonal("0.1"))]
    for year in (2018, 2019, 2020):
        quarters(series, year, "50%", "50%", "60%", "70%")
        factories.benchmark(series, year=year)
    many = [queries_for(series, terms) for terms in (flat(expected="90"), seasonal("0.1"))]
    # One more for the framework, which this test reads itself.
    assert few == many == [4 + 1, 7 + 1]
