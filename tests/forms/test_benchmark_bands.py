"""The bands of a benchmark's form: read best first, each fault at its band or at all of them."""

from decimal import Decimal

import pytest

from performance import grading
from performance.queries.benchmarks.benchmark_terms import BandTerms
from tests import factories
from tests.forms.test_benchmarks import faults, posted

pytestmark = pytest.mark.django_db
CADETS = {
    "kind": "bands",
    "band-1-label": "Outstanding",
    "band-1-low": "8",
    "band-1-low-end": "open",
    "band-2-label": "Good",
    "band-2-low": "5",
    "band-2-high": "7",
    "band-3-label": "Satisfactory",
    "band-3-low": "2",
    "band-3-high": "4",
    "band-4-label": "Poor",
    "band-4-high": "1",
    "band-4-high-end": "open",
}


@pytest.fixture
def series():
    return factories.series(factories.indicator())


def test_a_rubric_is_read_best_first(series):
    form = posted(
        series,
        **CADETS | {"band-3-grade": "Needs Improvement", "gap_rule": "worse"},
        **{"range-low": "0"},
    )
    assert faults(form) == []
    assert form.terms.bands == (
        BandTerms(label="Outstanding", low=Decimal(8), low_open=True),
        BandTerms(label="Good", low=Decimal(5), high=Decimal(7)),
        BandTerms(label="Satisfactory", low=Decimal(2), high=Decimal(4), grade="Needs Improvement"),
        BandTerms(label="Poor", high=Decimal(1), high_open=True),
    )
    assert (form.terms.range_low, form.terms.gap_rule) == (0, grading.GapRule.WORSE)


def test_gaps_lead_to_the_bands_and_a_label_without_a_grade_to_its_own_field(series):
    form = posted(series, **CADETS)
    close = (
        "close the gap, or choose “A value between two bands takes the worse one, and is marked”."
    )
    assert faults(form) == [
        (
            "#id_band-3-grade",
            "“Satisfactory” is none of the four grades: choose which of the four it counts as.",
        ),
        ("#bands", f"No band holds 1% or more, less than 2%: {close}"),
        ("#bands", f"No band holds more than 4%, less than 5%: {close}"),
        ("#bands", f"No band holds more than 7%, up to 8%: {close}"),
    ]
    assert len(form.terms.bands) == 4


def test_a_fault_of_a_band_leads_to_its_row_where_rows_before_it_are_empty(series):
    form = posted(
        series,
        **{"kind": "bands", "band-1-label": "", "band-3-label": "Good", "band-3-low": "9"},
        **{"band-3-high": "8"},
    )
    assert [href for href, _ in faults(form)] == ["#id_band-3-low"]


def test_the_rule_on_gaps_is_offered_in_the_words_of_its_fault(series):
    form = posted(series)
    assert dict(form.fields["gap_rule"].choices)["worse"] == (
        "A value between two bands takes the worse one, and is marked"
    )


def test_a_band_without_values_or_label_is_named_and_an_empty_row_is_none(series):
    form = posted(
        series,
        kind="bands",
        **{"band-1-label": "Good", "band-2-low": "5", "band-3-label": " "},
    )
    assert faults(form)[:2] == [
        ("#id_band-1-low", "Give Good an end, or clear its label to leave the band out."),
        ("#id_band-2-label", "Give this band a label: a grade, or another name."),
    ]


def test_bands_without_any_values_ask_for_one(series):
    assert faults(posted(series, kind="bands")) == [
        ("#bands", "Give at least one band its values.")
    ]
