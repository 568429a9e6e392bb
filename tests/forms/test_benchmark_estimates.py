"""The fields for last year's missing figures: shown only where one is, read only for a seasonal
line."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from performance.figures import Period
from performance.forms.benchmarks import BenchmarkForm
from performance.queries.benchmarks.benchmark_history import (
    Season,
    facts_of_series,
    last_years_figures,
)
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms
from performance.states import LineKind, LineShape
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = date(2022, 4, 1)
SEASONAL = {"kind": "lines", "expected-shape": "seasonal", "expected-change": "5% more"}
NOTHING = (None, None)


@pytest.fixture
def series():
    """Last year's quarters: 50%, at least 60%, none, none."""
    made = factories.series(factories.indicator(), frequency="quarterly")
    factories.observation(made, Period.quarter(2021, 4), "50%")
    factories.observation(made, Period.quarter(2021, 7), "at least 60%")
    return made


def about(series, year_start=YEAR):
    last_year = last_years_figures(facts_of_series(series), series, year_start)
    return {
        "series": series,
        "year_start": year_start,
        "season": Season(None, ()),
        "last_year": dict(enumerate(last_year, start=1)),
    }


def posted(series, **typed):
    data = QueryDict(mutable=True)
    data.update(SEASONAL | typed)
    form = BenchmarkForm.posted(data, **about(series))
    form.is_valid()
    return form


def faults(form):
    return [(problem["href"], problem["text"]) for problem in form.problems()]


def estimates(form):
    expected = form.lines()[0]
    return [(field.name, field.label, field.help_text) for field in expected.estimates]


def test_a_field_stands_where_last_years_figure_is_missing_and_nowhere_else(series):
    assert estimates(BenchmarkForm.holding(Terms(), **about(series))) == [
        (
            "expected-estimate-2",
            "July to September 2021, estimated",
            "Approved: at least 60%, which is no number that a grade may use.",
        ),
        (
            "expected-estimate-3",
            "October to December 2021, estimated",
            "For example, 56%.",
        ),
        (
            "expected-estimate-4",
            "January to March 2022, estimated",
            "For example, 56%.",
        ),
    ]


def test_a_whole_year_has_nothing_to_estimate(series):
    for start in ((2020, 4), (2020, 7), (2020, 10), (2021, 1)):
        factories.observation(series, Period.quarter(*start), "50%")
    assert estimates(BenchmarkForm.holding(Terms(), **about(series, date(2021, 4, 1)))) == []


def test_estimates_are_read_in_the_unit_and_written_back(series):
    typed = {"expected-estimate-2": "61", "expected-estimate-3": "55%", "expected-estimate-4": "5"}
    form = posted(series, **typed)
    assert faults(form) == []
    line = LineTerms(
        shape=LineShape.SEASONAL,
        change=Decimal("0.05"),
        points=(NOTHING, *((Decimal(each), None) for each in (61, 55, 5))),
    )
    assert form.terms.lines == {LineKind.EXPECTED: line}
    again = BenchmarkForm.holding(form.terms, **about(series))
    written = [field.value() for field in again.lines()[0].estimates]
    assert written == ["61%", "55%", "5%"]


def test_a_missing_estimate_leads_to_its_field(series):
    form = posted(series, **{"expected-estimate-2": "61"})
    assert faults(form) == [
        (
            "#id_expected-estimate-3",
            "The expected line for October to December 2022 rests on the same period a year "
            "before, which has no approved figure that a grade may use: type an estimate of it, "
            "have it approved first, or type the line for each period.",
        )
    ]


def test_an_estimate_where_a_figure_is_approved_is_told_that_the_figure_is_used(series):
    typed = {f"expected-estimate-{number}": "61%" for number in range(1, 5)}
    form = posted(series, **typed)
    assert faults(form) == [
        (
            "#id_expected-estimate-1",
            "April to June 2021 has an approved figure, 50%, and that is used: clear the estimate.",
        )
    ]
    assert estimates(form)[0][0] == "expected-estimate-1"


def test_an_estimate_that_cannot_be_read_is_named_at_its_field(series):
    typed = {"expected-estimate-2": "much", "expected-estimate-3": "1", "expected-estimate-4": "1"}
    form = posted(series, **typed)
    assert faults(form)[0] == (
        "#id_expected-estimate-2",
        "“much” cannot be read: it is not a percentage. Write one figure, such as 56%.",
    )


def test_estimates_under_another_shape_are_not_used(series):
    form = posted(
        series,
        **{"expected-shape": "flat", "expected-value": "90%", "expected-estimate-1": "61%"},
        **{"floor-shape": "flat", "floor-value": "66%"},
    )
    assert faults(form) == []
    assert form.terms.lines[LineKind.EXPECTED].points == ()


def test_an_estimate_that_a_figure_has_replaced_is_not_written_into_the_form(series):
    points = ((Decimal(49), None), (Decimal(61), None), NOTHING, NOTHING)
    line = LineTerms(shape=LineShape.SEASONAL, change=Decimal(0), points=points)
    form = BenchmarkForm.holding(Terms(lines={LineKind.EXPECTED: line}), **about(series))
    assert form["expected-estimate-1"].value() is None
    assert form["expected-estimate-2"].value() == "61%"


def test_a_series_to_keep_within_a_band_estimates_nothing(series):
    series.direction = "band"
    form = BenchmarkForm.holding(Terms(), **about(series))
    assert [line.estimates for line in form.lines()] == [[], [], []]
    assert [name for name in form.fields if "estimate" in name] == []
