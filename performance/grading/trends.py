"""Step 2: which way the latest figures go (GRADING.md section 2)."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from statistics import median

from performance.figures import Frequency
from performance.grading.benchmarks import Interval, Seasonal
from performance.grading.control_charts import (
    POINTS_FOR_FIRM_LIMITS,
    Group,
    sign,
    whole,
)
from performance.grading.inputs import SeriesInputs
from performance.grading.lines import Lines
from performance.grading.seasons import Season
from performance.grading.timeline import Value
from performance.grading.words import Direction, Trend, Variation

SPANS = {Frequency.MONTHLY: 12, Frequency.QUARTERLY: 8, Frequency.ANNUAL: 6}
# The exact null distribution of Mann and Kendall's S, two-sided 10 per cent.
NEEDED = {4: 6, 5: 8, 6: 11, 7: 13, 8: 16, 9: 18, 10: 21, 11: 23, 12: 26}
FEWEST = min(NEEDED)
# Every difference of two periods within the longest span divides it: slopes stay whole numbers.
EVERY_GAP = 27720


@dataclass(frozen=True, slots=True)
class Tendency:
    """What step 2 finds.

    Attributes:
        values: the figures of the trend window, oldest first.
        ys: the same, signed so that up is better, less the season.
        n: how many there are.
        S: Mann and Kendall's, and what it needs to be clear; None where the trend is unknown.
        ups, downs: the pairs of which the later figure is better, and worse.
        b: Sen's slope a period, up is better; None where the trend is unknown.
        by_chart: the control chart decided, either way.
    """

    trend: Trend
    values: tuple[Value, ...]
    ys: tuple[Fraction, ...]
    n: int
    S: int | None = None
    S_needed: int | None = None
    ups: int = 0
    downs: int = 0
    b: Fraction | None = None
    by_chart: bool = False

    @property
    def is_clear(self) -> bool:
        """The comparisons alone call it, without the chart."""
        return self.S is not None and abs(self.S) >= self.S_needed

    @property
    def is_clear_with_slope(self) -> bool:
        """Clear, and the slope has the same sign."""
        return self.is_clear and sign(self.b) == sign(self.S)

    @property
    def level_now(self) -> Fraction:
        """Where the slope through the middle of the figures stands at the latest one's period."""
        now = self.values[-1].t
        return median(
            [y + self.b * (now - value.t) for value, y in zip(self.values, self.ys, strict=True)]
        )

    @property
    def slope_agrees(self) -> bool:
        """The slope goes the way that the trend is called."""
        return (self.trend, sign(self.b or 0)) in (
            (Trend.IMPROVING, 1),
            (Trend.DETERIORATING, -1),
        )


def tendency_of(
    inputs: SeriesInputs,
    lines: Lines,
    season: Season,
    since_break: tuple[Value, ...],
    chart: Group,
    variation: Variation | None,
) -> Tendency:
    """The trend of the figures within the 12 months (8 quarters, 6 years) up to the latest.

    Args:
        since_break: all figures at or after the last break, oldest first, at least one.
        chart: the latest group of the control chart, and its icon.

    Raises:
        BenchmarkRefused: a band's expected line has no value where a figure stands.
    """
    begin = since_break[-1].t - SPANS[inputs.frequency]
    values = tuple(value for value in since_break if value.t > begin)
    ys = tuple(signed(value, inputs.direction, lines, season) for value in values)
    n = len(values)
    if n < FEWEST or inputs.rolling or lacks_season(inputs):
        return Tendency(Trend.UNKNOWN, values, ys, n)
    ups, downs, b = compared([value.t for value in values], ys)
    S, needed = ups - downs, NEEDED[n]
    called, by_chart = call(S, needed, b, evidence(inputs, chart, variation))
    return Tendency(called, values, ys, n, S, needed, ups, downs, b, by_chart)


def signed(value: Value, direction: Direction, lines: Lines, season: Season) -> Fraction:
    """The figure less its season, signed so that up is better; for a band, how near the middle."""
    level = season.taken_from(value)
    if direction is Direction.BAND:
        return -abs(level - middle_of(lines, value))
    return level if direction is Direction.HIGHER else -level


def middle_of(lines: Lines, value: Value) -> Fraction:
    """The middle of E; outside the plan year the nearest period's."""
    t = min(max(value.t, lines.first), lines.last)
    expected: Interval = lines.needed_at(t, lines.starts[t - lines.first]).expected
    return (expected.low + expected.high) / 2


def lacks_season(inputs: SeriesInputs) -> bool:
    benchmark = inputs.benchmark
    return isinstance(benchmark.expected, Seasonal) and benchmark.seasonal_offsets is None


def compared(times: list[int], ys: tuple[Fraction, ...]) -> tuple[int, int, Fraction]:
    """Every pair compared: how many rise, how many fall, and the median slope a period."""
    levels, over = whole(ys)
    ups = downs = 0
    slopes = []
    for (t0, y0), (t1, y1) in combinations(zip(times, levels, strict=True), 2):
        change = y1 - y0
        ups += change > 0
        downs += change < 0
        slopes.append(change * (EVERY_GAP // (t1 - t0)))
    slopes.sort()
    lower, upper = slopes[(len(slopes) - 1) // 2], slopes[len(slopes) // 2]
    return ups, downs, Fraction(lower + upper, 2 * EVERY_GAP * over)


def evidence(inputs: SeriesInputs, chart: Group, variation: Variation | None) -> int:
    """1 where the chart shows improvement, -1 where concern, 0 where it is no evidence."""
    if variation is None or len(chart) < POINTS_FOR_FIRM_LIMITS:
        return 0
    return variation.is_improvement - variation.is_concern


def call(S: int, needed: int, b: Fraction, shown: int) -> tuple[Trend, bool]:
    """The trend, and whether the chart decided it."""
    called = sign(S) if abs(S) >= needed else 0
    if called:
        if shown == -called:
            return Trend.STEADY, True
        return (Trend.IMPROVING if called > 0 else Trend.DETERIORATING), False
    if shown and shown == sign(b):
        return (Trend.IMPROVING if shown > 0 else Trend.DETERIORATING), True
    return Trend.STEADY, False
