"""The versions that a new benchmark may start from."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance.queries.benchmarks.benchmark_versions import earlier_versions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return factories.series(factories.indicator())


def versions(series, year=2021):
    return earlier_versions(series, factories.framework(), date(year, 4, 1))


def test_this_years_versions_come_first_then_those_of_years_before(series):
    for year in (2020, 2021, 2023):
        factories.benchmark(series, year=year)
    factories.proposed_benchmark(series, version=2)
    assert [(each.name, each.year) for each in versions(series)] == [
        ("2021.2", "2021/22"),
        ("2021.1", "2021/22"),
        ("2020.1", "2020/21"),
    ]


def test_each_says_its_lines_in_words(series):
    factories.benchmark(series, stretch="95")
    (only,) = versions(series)
    assert only.words == "Expected 90% all year; floor 66% all year; stretch 95% all year."


def test_a_rubric_says_its_bands(series):
    made = factories.proposed_benchmark(series, expected=None, floor=None)
    made.bands.create(order=1, label="Good", low=8)
    made.bands.create(order=2, label="Poor", high=8, high_open=True)
    (only,) = versions(series)
    assert only.words == "Good 8% or more; Poor less than 8%."


def test_what_has_neither_lines_nor_bands_says_nothing(series):
    factories.proposed_benchmark(series, expected=None, floor=None)
    assert [each.words for each in versions(series)] == [""]


def test_more_versions_cost_no_more_queries(series):
    factories.benchmark(series)
    with CaptureQueriesContext(connection) as few:
        versions(series)
    for year in (2018, 2019, 2020):
        factories.benchmark(series, year=year)
    with CaptureQueriesContext(connection) as many:
        versions(series)
    assert len(many) == len(few)
