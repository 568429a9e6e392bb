"""Series as they may come: every direction, frequency and shape of line, breaks and gaps."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from performance.figures import Frequency
from performance.grading import Accumulation, Direction, Point, SeriesInputs, UnitKind
from tests.grading.benchmark_strategies import BENCHMARKS, rubrics
from tests.grading.builders import APRIL, PERCENT, a_series

PERIODS = {Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4, Frequency.ANNUAL: 1}
MONTHS_LONG = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.ANNUAL: 12}
WANTED = (Direction.HIGHER, Direction.LOWER, Direction.BAND)
BEFORE_THE_YEAR, WITHIN_THE_YEAR = date(2021, 2, 1), date(2021, 5, 17)
WAIVERS = ("the first year of the scorecard", "set when the force took the service over")
OFTEN_NOT = st.sampled_from([False, False, False, True])


def start_of(place: int, frequency: Frequency) -> date:
    """The first day of a period, counted from the plan year's first, 0; earlier ones below 0."""
    month = APRIL.year * 12 + APRIL.month - 1 + place * MONTHS_LONG[frequency]
    return date(month // 12, month % 12 + 1, 1)


def wobble(number: int, noise: int) -> Decimal | None:
    """How far a figure lies from its line: a sixth are missing, the others whole or in hundredths.

    One number drawn says it all, because half a million figures are drawn for each property.
    """
    if number < 200:
        return None
    if number < 700:
        return Decimal(number % (2 * noise + 1) - noise)
    return Decimal(number * 37 % (200 * noise + 1) - 100 * noise) / 100


@st.composite
def figures(draw, start: int, count: int):
    """So many figures, some missing, the last one there: noise around a line."""
    pace, noise = draw(st.integers(-9, 9)), draw(st.sampled_from([0, 2, 40]))
    numbers = draw(st.lists(st.integers(0, 1199), min_size=count, max_size=count))
    found = [
        None if (away := wobble(number, noise)) is None else start + pace * place + away
        for place, number in enumerate(numbers)
    ]
    return [*found, Decimal(start + pace * count + draw(st.integers(-noise, noise)))]


@st.composite
def series(
    draw, directions=WANTED, accumulations=tuple(Accumulation), kinds=(UnitKind.OTHER,)
) -> SeriesInputs:
    """A series that is graded, for 2021/22; unless ``kinds`` says so, of a unit never clipped."""
    direction = draw(st.sampled_from(directions))
    accumulation = draw(st.sampled_from(accumulations))
    frequency = draw(st.sampled_from([Frequency.MONTHLY, *Frequency]))
    periods = PERIODS[frequency]
    this_year = draw(st.integers(1, periods))
    before = draw(st.integers(0, 36 if frequency is Frequency.MONTHLY else 12))
    start = draw(st.integers(-1000, 1000))
    values = draw(figures(start, before + this_year - 1))
    max_lag = draw(st.integers(0, 2))
    graded_at = this_year - 1 + draw(st.integers(0, min(max_lag, periods - this_year)))
    later = draw(st.lists(st.integers(-1000, 1000).map(Decimal), max_size=2))
    points = [
        *(Point(start_of(k, frequency), v) for k, v in enumerate(values, start=-before)),
        *(Point(start_of(k, frequency), v) for k, v in enumerate(later, start=graded_at + 1)),
    ]
    # Whether the second of two breaks or re-basings counts, or lies after what is graded.
    places = st.integers(-before, this_year - 1) | st.integers(graded_at + 1, periods + 1)
    breaks = draw(st.lists(places, max_size=2)) if draw(OFTEN_NOT) else []
    last_break = max((k for k in breaks if k <= graded_at), default=-before)
    counting = sum(
        value is not None and k >= max(last_break, 0)
        for k, value in enumerate(values, start=-before)
    )
    in_time = draw(st.booleans())
    benchmark = draw(BENCHMARKS[direction](direction, values, periods))
    return a_series(
        direction=direction,
        accumulation=accumulation,
        frequency=frequency,
        unit_kind=draw(st.sampled_from(kinds)),
        unit=PERCENT,
        rolling=accumulation is not Accumulation.FLOW and draw(OFTEN_NOT),
        period_graded=start_of(graded_at, frequency),
        points=tuple(points),
        max_lag=max_lag,
        min_points=draw(st.integers(1, counting)),
        breaks=tuple(start_of(k, frequency) + timedelta(draw(st.integers(0, 27))) for k in breaks),
        rebases=tuple(start_of(k, frequency) for k in draw(st.lists(places, max_size=2))),
        benchmark=replace(
            benchmark,
            last=start_of(periods - 1, frequency),
            approved_on=BEFORE_THE_YEAR if in_time else WITHIN_THE_YEAR,
            late_waiver_reason=None if in_time else draw(st.sampled_from(WAIVERS)),
            reapproved_on=start_of(periods, frequency) if breaks else None,
        ),
    )


@st.composite
def by_bands(draw) -> SeriesInputs:
    """A series that a rubric's bands grade, in place of lines."""
    given = draw(series((Direction.HIGHER, Direction.LOWER), kinds=tuple(UnitKind)))
    unlined = {"expected": None, "floor": None, "stretch": None}
    rubric = draw(rubrics(given.direction, [point.value for point in given.points]))
    return replace(given, benchmark=replace(given.benchmark, **unlined), rubric=rubric)


@st.composite
def any_series(draw) -> SeriesInputs:
    """A series that may have no grade, for any of the reasons, and may be clipped."""
    given = draw(st.one_of(series(kinds=tuple(UnitKind)), by_bands()))
    without = None if given.rubric is None else given.benchmark
    said = {
        "direction": st.just(Direction.MONITOR),
        "period_graded": st.integers(-2, 14).map(lambda k: start_of(k, given.frequency)),
        "min_points": st.integers(1, 6),
        "benchmark": st.sampled_from(
            [
                without,
                replace(given.benchmark, approved_on=None),
                replace(given.benchmark, late_waiver_reason=" "),
                replace(given.benchmark, reapproved_on=None),
            ]
        ),
    }
    changed = draw(st.lists(st.sampled_from(list(said)), max_size=2, unique=True))
    return replace(given, **{name: draw(said[name]) for name in changed})
