"""The season of a series: what its benchmark takes off each period (GRADING.md section 1)."""

from dataclasses import dataclass
from fractions import Fraction

from performance.figures import Frequency, position
from performance.grading.benchmarks import Benchmark, exact
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
