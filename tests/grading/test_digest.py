"""The digest changes exactly when an input that matters changes."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from performance.figures import Form, Frequency, Unit
from performance.grading import (
    METHOD,
    Accumulation,
    Direction,
    Flat,
    Linear,
    Point,
    Profile,
    Seasonal,
    UnitKind,
    canonical,
    grade_series,
)
from performance.grading.digest import digest_of
from tests.grading.builders import (
    APRIL,
    AUGUST,
    JULY,
    JUNE,
    MARCH_BEFORE,
    MAY,
    PERCENT,
    a_benchmark,
    a_series,
    band,
    points,
)

FULL = a_benchmark(
    floor=Flat(Decimal(66)),
    stretch=Flat(Decimal(95)),
    baseline=Decimal(60),
    seasonal_offsets=tuple(Decimal(each) for each in range(12)),
    late_waiver_reason="assumed",
)
USUAL = a_series(benchmark=FULL, breaks=(MARCH_BEFORE,), rebases=(APRIL,))


def digest(inputs):
    return grade_series(inputs).digest


def test_the_digest_is_sha_256_and_the_method_is_stored_with_it():
    verdict = grade_series(USUAL)
    assert (len(verdict.digest), int(verdict.digest, 16) > 0, verdict.method) == (
        64,
        True,
        METHOD,
    )


def test_the_order_in_which_a_form_names_its_parts_does_not_matter():
    form = canonical(USUAL)
    assert digest_of(dict(reversed(form.items()))) == digest_of(form) == digest(USUAL)


def test_the_canonical_form_is_plain_json():
    form = canonical(USUAL)
    assert json.loads(json.dumps(form)) == form
    assert (form["points"][0][1], form["benchmark"]["expected"]) == (
        "51",
        {"shape": "flat", "value": "90", "strict": False},
    )


def test_intervals_and_lists_have_a_canonical_form():
    holed = Profile((band(40, 60), None))
    inputs = a_series(
        direction=Direction.BAND,
        benchmark=a_benchmark(expected=holed, floor=Flat(band("30.0", 70))),
    )
    form = canonical(inputs)["benchmark"]
    assert form["expected"]["values"] == [["40", "60"], None]
    assert form["floor"] == {"shape": "flat", "value": ["30", "70"]}


def test_a_break_before_the_last_and_before_the_year_is_no_part_of_the_digest():
    earlier = replace(USUAL, breaks=(date(2020, 6, 1), MARCH_BEFORE))
    assert digest(earlier) == digest(USUAL)


def test_a_rebasing_at_a_break_or_before_it_is_no_part_of_the_digest():
    broken = replace(USUAL, breaks=(MARCH_BEFORE,), rebases=())
    for on in (date(2021, 2, 1), MARCH_BEFORE):
        assert digest(replace(broken, rebases=(on,))) == digest(broken)
    assert digest(replace(broken, rebases=(APRIL,))) != digest(broken)


def test_a_break_in_the_years_first_month_is_part_of_the_digest():
    benchmark = a_benchmark(reapproved_on=MAY)
    usual = a_series(benchmark=benchmark, breaks=(APRIL, MAY))
    assert digest(replace(usual, breaks=(MAY,))) != digest(usual)


def test_every_shape_of_line_has_a_digest_of_its_own():
    last_year = tuple(Decimal(85) for _ in range(12))
    lines = [
        Flat(Decimal(90)),
        Linear(Decimal(90)),
        Profile((Decimal(90),) * 12),
        Seasonal(Decimal("0.05"), last_year),
        Seasonal(Decimal("0.06"), last_year),
    ]
    digests = {digest(replace(USUAL, benchmark=replace(FULL, expected=line))) for line in lines}
    assert len(digests) == len(lines)


def benchmarked(**said):
    return {"benchmark": replace(FULL, **said)}


@pytest.mark.parametrize(
    "said",
    [
        {"points": points("51.0", "56.00", 40)},
        {"points": tuple(reversed(points(51, 56, 40)))},
        {"points": points(None, 51, 56, 40, first=MARCH_BEFORE)},
        {"points": points(51, 56, 40, 99)},
        {"points": tuple(Point(p.start.replace(day=9), p.value) for p in points(51, 56, 40))},
        {"points": tuple(Point(p.start, Fraction(p.value)) for p in points(51, 56, 40))},
        {"breaks": (MARCH_BEFORE, JULY)},
        {"breaks": (MARCH_BEFORE, MARCH_BEFORE)},
        {"rebases": (JULY, APRIL)},
        {"period_graded": JUNE.replace(day=30)},
        {"unit": replace(PERCENT, name="per cent")},
        benchmarked(expected=Flat(Decimal("90.0"))),
        benchmarked(floor=Flat(Decimal(66), strict=True)),
        benchmarked(late_waiver_reason="assumed for a past year"),
        benchmarked(late_waiver_reason=" "),
        benchmarked(approved_on=date(2021, 2, 2)),
        benchmarked(reapproved_on=MAY),
    ],
)
def test_what_changes_no_grade_changes_no_digest(said):
    assert digest(replace(USUAL, **said)) == digest(USUAL)


@pytest.mark.parametrize(
    "said",
    [
        {"direction": Direction.LOWER},
        {"accumulation": Accumulation.STOCK},
        {"rolling": True},
        {"unit_kind": UnitKind.COUNT},
        {"unit": Unit("seconds", Form.CLOCK)},
        {"period_graded": JULY},
        {"max_lag": 2},
        {"min_points": 2},
        {"points": points(51, 56, 41)},
        {"points": points(51, 56, 40, first=MARCH_BEFORE)},
        {"points": points(50, 51, 56, 40, first=MARCH_BEFORE)},
        {"breaks": ()},
        {"breaks": (MARCH_BEFORE.replace(day=2),)},
        {"rebases": (MAY,)},
        {"benchmark": None},
        benchmarked(expected=Flat(Decimal(91))),
        benchmarked(expected=Flat(Decimal(90), strict=True)),
        benchmarked(floor=Flat(Decimal(65))),
        benchmarked(floor=None),
        benchmarked(stretch=None),
        benchmarked(stretch=Flat(Decimal(95), strict=True)),
        benchmarked(baseline=Decimal(61)),
        benchmarked(seasonal_offsets=None),
        benchmarked(approved_on=None),
        benchmarked(approved_on=MAY),
        benchmarked(last=date(2022, 2, 1)),
        benchmarked(first=date(2021, 3, 1)),
        benchmarked(year_start=date(2021, 3, 31)),
    ],
)
def test_what_a_grade_depends_on_changes_the_digest(said):
    assert digest(replace(USUAL, **said)) != digest(USUAL)


def test_a_waiver_is_part_of_the_digest_of_a_late_benchmark_alone():
    late = replace(USUAL, benchmark=replace(FULL, approved_on=MAY))
    unwaived = replace(USUAL, benchmark=replace(FULL, approved_on=MAY, late_waiver_reason=None))
    another_day = replace(USUAL, benchmark=replace(unwaived.benchmark, approved_on=JUNE))
    digests = [digest(each) for each in (USUAL, late, unwaived, another_day)]
    # The day is part of the sentence that says why there is no grade.
    assert len(set(digests)) == 4


def test_an_approval_is_part_of_the_digest_where_it_covers_a_break_of_the_year():
    broken = replace(USUAL, breaks=(MAY,))
    on_the_day = replace(broken, benchmark=replace(FULL, reapproved_on=MAY))
    later = replace(broken, benchmark=replace(FULL, reapproved_on=JULY))
    assert digest(on_the_day) != digest(broken)
    assert digest(later) == digest(on_the_day)


@pytest.mark.parametrize("earlier", [(MAY,), (MAY.replace(day=9), JUNE), (JUNE,), (MAY, MAY)])
def test_every_break_of_the_year_is_part_of_the_digest(earlier):
    benchmark = a_benchmark(approved_on=date(2021, 2, 1), reapproved_on=JULY)
    usual = a_series(benchmark=benchmark, breaks=(MAY, JUNE))
    assert digest(replace(usual, breaks=earlier)) != digest(usual)


def test_a_figure_in_the_month_of_a_break_is_part_of_the_digest_with_its_size():
    broken = a_series(breaks=(MAY,), benchmark=a_benchmark(reapproved_on=MAY))
    found = [digest(replace(broken, points=points(*values))) for values in SIZES]
    assert found[1] == found[0] != found[2]


# The same figures, another one before the break, another one in its month.
SIZES = ((51, 56, 40), (52, 56, 40), (51, 57, 40))


def test_the_frequency_is_part_of_the_digest():
    one = a_series(points=(Point(APRIL, Decimal(70)),), period_graded=APRIL, benchmark=None)
    quarterly = replace(one, frequency=Frequency.QUARTERLY)
    assert digest(one) != digest(quarterly)


def test_the_same_inputs_give_the_same_verdict():
    assert grade_series(USUAL) == grade_series(replace(USUAL))


def test_points_after_the_period_graded_matter_once_it_is_graded():
    later = replace(USUAL, points=points(51, 56, 40, 99, 98))
    assert digest(later) == digest(USUAL)
    assert digest(replace(later, period_graded=AUGUST)) != digest(
        replace(USUAL, period_graded=AUGUST)
    )
