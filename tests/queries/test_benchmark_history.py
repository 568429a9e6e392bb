"""What a series did before a plan year."""

from datetime import date
from decimal import Decimal

import pytest

from performance.figures import Period
from performance.models import Break
from performance.queries.benchmarks.benchmark_history import (
    Season,
    facts_of_series,
    last_years_figures,
    season_before,
)
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = date(2022, 4, 1)


@pytest.fixture
def series():
    return factories.series(factories.indicator(frequency="quarterly"), unit_code="count")


def quarters(series, year, *raws):
    for month, raw in zip((4, 7, 10, 1), raws, strict=True):
        factories.observation(series, Period.quarter(year + (month == 1), month), raw)


def season(series):
    return season_before(facts_of_series(series), series, YEAR)


def test_every_period_of_the_year_before_is_there_with_its_figure(series):
    factories.observation(series, Period.quarter(2021, 7), "1,234")
    figures = last_years_figures(facts_of_series(series), series, YEAR)
    assert [(each.label, each.printed) for each in figures] == [
        ("April to June 2021", ""),
        ("July to September 2021", "1,234"),
        ("October to December 2021", ""),
        ("January to March 2022", ""),
    ]
    assert figures[1].figure.origin.title == "Performance report"


def test_a_date_counts_in_the_period_that_holds_it(series):
    factories.observation(series, Period.on(date(2021, 9, 30)), "12")
    figures = last_years_figures(facts_of_series(series), series, YEAR)
    assert [each.printed for each in figures] == ["", "12", "", ""]


def test_a_season_is_computed_from_whole_years(series):
    quarters(series, 2020, "10", "20", "30", "20")
    quarters(series, 2021, "10", "20", "30", "20")
    assert season(series) == Season(
        (Decimal(-10), Decimal(0), Decimal(10), Decimal(0)), ("2020/21", "2021/22")
    )


def test_one_whole_year_is_named_and_not_enough(series):
    quarters(series, 2021, "10", "20", "30", "20")
    factories.observation(series, Period.quarter(2020, 4), "10")
    assert season(series) == Season(None, ("2021/22",))


def test_no_more_than_three_years_count(series):
    for year in range(2018, 2022):
        quarters(series, year, "10", "20", "30", "20")
    assert season(series).years == ("2019/20", "2020/21", "2021/22")


def test_years_before_a_break_do_not_count(series):
    for year in range(2019, 2022):
        quarters(series, year, "10", "20", "30", "20")
    Break.objects.create(
        series=series, on=date(2020, 4, 1), reason="Counted anew", known_on=date(2020, 4, 1)
    )
    assert season(series).years == ("2020/21", "2021/22")
