"""What is wrong with the terms of a benchmark, all of it, and where to point."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from performance.figures import Period
from performance.queries.benchmarks.benchmark_faults import Fault, faults_of
from performance.queries.benchmarks.benchmark_terms import BandTerms, LineTerms, Terms
from performance.states import LineKind, LineShape
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = date(2021, 4, 1)
E, F, S = LineKind.EXPECTED, LineKind.FLOOR, LineKind.STRETCH


def a_series(**fields):
    return factories.series(factories.indicator(), **fields)


def flat(value, high=None):
    ends = (Decimal(value), None if high is None else Decimal(high))
    return LineTerms(shape=LineShape.FLAT, value=ends[0], value_high=ends[1])


def lines(expected="90", floor="66", stretch=None):
    given = {E: expected, F: floor, S: stretch}
    return Terms(lines={kind: flat(value) for kind, value in given.items() if value})


def typed(*values):
    points = tuple((None if each is None else Decimal(each), None) for each in values)
    return LineTerms(shape=LineShape.PROFILE, points=points)


SEASONAL = LineTerms(shape=LineShape.SEASONAL, change=Decimal("-0.05"))
CADETS = (
    BandTerms(label="Outstanding", low=Decimal(8), low_open=True),
    BandTerms(label="Good", low=Decimal(5), high=Decimal(7)),
    BandTerms(label="Satisfactory", low=Decimal(2), high=Decimal(4), grade="Needs Improvement"),
    BandTerms(label="Poor", high=Decimal(1), high_open=True),
)

RULE = "“A value between two bands takes the worse one, and is marked”"
NO_GRADE = "“Satisfactory” is none of the four grades: choose which of the four it counts as."


def test_sound_lines_have_no_fault():
    assert faults_of(lines(stretch="95"), a_series(), YEAR) == ()


def test_a_monitored_series_takes_no_benchmark():
    found = faults_of(lines(), a_series(direction="monitor"), YEAR)
    assert [each.field for each in found] == ["series"]


def test_a_plan_year_begins_on_1_april():
    found = faults_of(lines(), a_series(), date(2021, 5, 1))
    assert [each.field for each in found] == ["year_start"]


@pytest.mark.parametrize(
    ("terms", "field", "words"),
    [
        (Terms(), "expected", "Say what is expected: nothing is graded without it."),
        (
            Terms(lines={E: LineTerms(shape=LineShape.FLAT)}),
            "expected",
            "The expected line needs a value.",
        ),
        (
            Terms(lines={E: LineTerms(shape=LineShape.LINEAR, value=Decimal(90)), F: flat("50")}),
            "baseline",
            "The expected line starts from the baseline: type the baseline.",
        ),
        (
            Terms(lines={E: flat("90")}),
            "floor",
            "Nothing stands for the floor: type a floor, or the baseline.",
        ),
    ],
)
def test_what_is_missing_is_named(terms, field, words):
    assert faults_of(terms, a_series(), YEAR) == (Fault(field, words),)


def test_the_first_period_whose_floor_is_not_worse_is_named():
    terms = Terms(lines={E: typed(60, 70, 80, 90), F: typed(50, 60, 80, 95)})
    found = faults_of(terms, a_series(frequency="quarterly"), YEAR)
    assert found == (
        Fault(
            "floor",
            "The floor for October to December 2021 is not worse than the expected line: "
            "a grade of Needs Improvement needs room between them.",
            date(2021, 10, 1),
        ),
    )


def test_a_hole_in_typed_values_is_named():
    terms = Terms(lines={E: typed(60, None, 80, 90), F: flat("50")})
    (found,) = faults_of(terms, a_series(frequency="quarterly"), YEAR)
    assert (found.field, found.start) == ("expected", date(2021, 7, 1))


def test_a_baseline_better_than_what_is_expected_asks_for_a_floor():
    terms = Terms(lines={E: flat("60")}, baseline=Decimal(70))
    (found,) = faults_of(terms, a_series(frequency="annual"), YEAR)
    assert (found.field, found.start) == ("baseline", YEAR)


def test_a_stretch_that_asks_less_points_at_the_stretch():
    (found,) = faults_of(lines(stretch="80"), a_series(), YEAR)
    assert (found.field, found.start) == ("stretch", YEAR)


def test_a_band_to_keep_within_needs_both_lines_with_both_ends():
    found = faults_of(Terms(lines={E: flat("5")}), a_series(direction="band"), YEAR)
    assert found == (
        Fault("floor", "A series to keep within a band needs a floor: type both its ends."),
        Fault("expected", "The expected line needs both ends."),
    )


def test_a_count_that_adds_up_needs_a_season_or_a_persons_word():
    series = a_series(direction="lower", accumulation="flow", unit_code="count")
    terms = lines(expected="50", floor="60")
    assert [each.field for each in faults_of(terms, series, YEAR)] == ["no_season"]
    assert faults_of(replace(terms, no_season=True), series, YEAR) == ()


def test_a_seasonal_line_names_the_period_that_last_year_lacks():
    series = a_series(direction="lower", unit_code="count", frequency="quarterly")
    for start in (4, 7):
        factories.observation(series, Period.quarter(2020, start), "100")
    assert faults_of(Terms(lines={E: SEASONAL}), series, YEAR) == (
        Fault(
            "expected",
            "The expected line for October to December 2021 rests on the same period a year "
            "before, which has no approved figure that a grade may use: type an estimate of it, "
            "have it approved first, or type the line for each period.",
            date(2021, 10, 1),
        ),
    )
    for year, start in ((2020, 10), (2021, 1)):
        factories.observation(series, Period.quarter(year, start), "100")
    assert faults_of(Terms(lines={E: SEASONAL}), series, YEAR) == ()


def test_gaps_overlaps_and_labels_without_a_grade_are_all_said_in_words():
    bands = (*CADETS[:2], BandTerms(label="Satisfactory", low=Decimal(2), high=Decimal(5)))
    terms = Terms(bands=(*bands, CADETS[3]), range_low=Decimal(0))
    found = faults_of(terms, a_series(unit_code="count"), YEAR)
    assert found == (
        Fault("bands", f"No band holds 1 or more, less than 2: close the gap, or choose {RULE}."),
        Fault("bands", f"No band holds more than 7, up to 8: close the gap, or choose {RULE}."),
        Fault("bands", "Several bands hold exactly 5: leave it to one."),
        Fault("bands", NO_GRADE, band=2, part="grade"),
    )


def test_values_between_bands_are_said_in_the_series_own_unit():
    bands = (
        BandTerms(label="Good", low=Decimal(80), low_open=True),
        BandTerms(label="Poor", high=Decimal(75)),
    )
    (found,) = faults_of(Terms(bands=bands), a_series(), YEAR)
    assert found.message == (
        f"No band holds more than 75%, up to 80%: close the gap, or choose {RULE}."
    )


def test_a_gap_that_the_rule_closes_is_no_fault_beside_another():
    bands = (*CADETS[:2], replace(CADETS[2], grade=""), CADETS[3])
    terms = Terms(bands=bands, range_low=Decimal(0), gap_rule="worse")
    assert faults_of(terms, a_series(unit_code="count"), YEAR) == (
        Fault("bands", NO_GRADE, band=2, part="grade"),
    )


def test_a_band_that_holds_nothing_is_named_with_its_ends_in_words():
    bands = (replace(CADETS[0], high=Decimal(7)), *CADETS[1:])
    assert faults_of(Terms(bands=bands), a_series(unit_code="count"), YEAR) == (
        Fault(
            "bands",
            "The band Outstanding is more than 8, up to 7, which holds nothing: give its lower "
            "end first.",
            band=0,
            part="low",
        ),
    )


@pytest.mark.parametrize(
    ("terms", "faults"),
    [
        (
            lines(expected="120", floor="66"),
            [
                Fault(
                    "expected",
                    "The expected line is 120%, more than can occur: 100%.",
                    date(2021, 4, 1),
                )
            ],
        ),
        (
            lines(expected="90", floor="-1"),
            [Fault("floor", "The floor line is -1%, less than can occur: 0%.", date(2021, 4, 1))],
        ),
        (
            Terms(lines={E: typed(60, 101, 102, 90), F: flat("50")}),
            [
                Fault(
                    "expected",
                    "The expected line for July to September 2021 is 101%, more than can occur: "
                    "100%.",
                    date(2021, 7, 1),
                )
            ],
        ),
        (
            replace(lines(), baseline=Decimal(101)),
            [Fault("baseline", "The baseline is 101%, more than can occur: 100%.")],
        ),
        (lines(expected="100", floor="0"), []),
    ],
)
def test_a_percentage_lies_between_nothing_and_all(terms, faults):
    assert list(faults_of(terms, a_series(frequency="quarterly"), YEAR)) == faults


def test_a_line_that_follows_last_year_past_what_can_occur_names_the_period():
    series = a_series(frequency="annual")
    factories.observation(series, Period.financial_year(2020), "98%")
    terms = Terms(lines={E: replace(SEASONAL, change=Decimal("0.05")), F: flat("50")})
    assert faults_of(terms, series, YEAR) == (
        Fault(
            "expected",
            "The expected line for 2021/22 is 102.9%, more than can occur: 100%.",
            YEAR,
        ),
    )


def test_either_end_to_keep_within_may_be_impossible():
    terms = Terms(lines={E: flat("40", "50"), F: flat("-5", "130")})
    found = faults_of(terms, a_series(direction="band"), YEAR)
    assert [(each.field, each.part, each.message) for each in found] == [
        ("floor", "", "The floor line is -5%, less than can occur: 0%."),
        ("floor", "high", "The upper end of the floor line is 130%, more than can occur: 100%."),
    ]


def test_what_can_occur_is_for_the_series_to_say():
    rating = a_series(unit_code="count", lowest=Decimal(1), highest=Decimal(5))
    found = faults_of(lines(expected="6", floor="0"), rating, YEAR)
    assert [each.message for each in found] == [
        "The expected line is 6, more than can occur: 5.",
        "The floor line is 0, less than can occur: 1.",
    ]
    change = factories.series(rating.home, lowest=Decimal(-100), highest=Decimal(400))
    assert faults_of(lines(expected="120", floor="-20"), change, YEAR) == ()


def test_a_gap_may_be_accepted_with_the_rule():
    terms = Terms(bands=CADETS, range_low=Decimal(0))
    series = a_series(unit_code="count")
    assert len(faults_of(terms, series, YEAR)) == 3
    assert faults_of(replace(terms, gap_rule="worse"), series, YEAR) == ()


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(bands=CADETS, lines=lines().lines, gap_rule="worse"), "bands"),
        (Terms(bands=(replace(CADETS[0], label=" "),)), "bands"),
        (Terms(bands=(replace(CADETS[0], label="L" * 81),)), "bands"),
        (Terms(bands=(replace(CADETS[0], low=Decimal("0.0000001")),)), "bands"),
        (Terms(bands=(CADETS[0], CADETS[0])), "bands"),
        (Terms(bands=CADETS, range_low=Decimal(9), range_high=Decimal(1)), "range"),
        (Terms(bands=CADETS, range_low=Decimal("1e14"), gap_rule="worse"), "range"),
        (replace(lines(), baseline=Decimal("1e40")), "baseline"),
        (replace(lines(), seasonal_offsets=(Decimal(1),)), "seasonal_offsets"),
        (replace(lines(), seasonal_offsets=(Decimal("NaN"),) * 12), "seasonal_offsets"),
        (replace(lines(), assumed=True, waiver_reason=" "), "waiver_reason"),
        (lines(expected="90.0000001"), "expected"),
        (Terms(lines={E: replace(SEASONAL, change=Decimal(1000)), F: flat("1")}), "expected"),
    ],
)
def test_what_cannot_be_stored_or_stands_alone_is_refused(terms, field):
    assert [each.field for each in faults_of(terms, a_series(), YEAR)] == [field]


def test_bands_need_a_better_end():
    terms = Terms(bands=CADETS, gap_rule="worse")
    assert faults_of(terms, a_series(direction="band"), YEAR) == (
        Fault(
            "bands",
            "Bands need a series of which higher or lower is better: give this one lines.",
        ),
    )
