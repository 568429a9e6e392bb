"""The season of a series: what its benchmark takes off each period (GRADING.md section 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from performance.figures import Frequency, position
from performance.grading.benchmarks import Benchmark, Exact, exact
from performance.grading.timeline import Value

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Season:
    """Offsets by position in the year, the plan year's first period first; none stored, no season.

    They repeat for the years before.
    """

    first: int
    offsets: tuple[Fraction, ...]

    def at(self, t: int) -> Fraction:
        """The offset at period number ``t``, in the series' unit."""
        if not self.offsets:
            return NOTHING
        return self.offsets[(t - self.first) % len(self.offsets)]

    def taken_from(self, value: Value) -> Fraction:
        return value.value - self.at(value.t) if self.offsets else value.value


def season_of(benchmark: Benchmark | None, frequency: Frequency) -> Season:
    """The season that a benchmark stores; without one, none."""
    if benchmark is None or not benchmark.seasonal_offsets:
        return Season(0, ())
    offsets = tuple(exact(each) for each in benchmark.seasonal_offsets)
    return Season(position(benchmark.first, frequency), offsets)


FEWEST_YEARS = 2
OFFSET_DECIMALS = 6


def estimated_offsets(years: Mapping[int, Sequence[Exact]]) -> tuple[Decimal, ...]:
    """How far each position in the year usually lies from its year's mean, in the series' unit.

    The drift from year to year is taken out first: the mean of the last year less that of the
    first, evenly over the periods between. A year's mean holds each position once, so the season
    itself does not touch it. Rounded to the six decimals that a figure has.

    Args:
        years: by the number of the year, its figures, the first period first.

    Raises:
        ValueError: fewer than two years, since one cannot tell a trend from a season, or years
            of unlike length.
    """
    if len(years) < FEWEST_YEARS:
        raise ValueError("A season is what comes back: give at least two whole years.")
    if len({len(figures) for figures in years.values()}) > 1:
        raise ValueError("The years have unlike numbers of figures: give whole years only.")
    means = {year: mean([exact(each) for each in figures]) for year, figures in years.items()}
    first, last = min(years), max(years)
    length = len(years[first])
    drift = (means[last] - means[first]) / ((last - first) * length)
    middle = Fraction(length - 1, 2)
    found = []
    for place in range(length):
        away = [exact(figures[place]) - means[year] for year, figures in years.items()]
        found.append(rounded(mean(away) - drift * (place - middle)))
    return tuple(found)


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, NOTHING) / len(values)


def rounded(value: Fraction) -> Decimal:
    return Decimal(round(value * 10**OFFSET_DECIMALS)).scaleb(-OFFSET_DECIMALS)
