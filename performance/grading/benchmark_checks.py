"""What a benchmark must satisfy when it is entered (GRADING.md section 1)."""

from performance.figures import Frequency, period_of
from performance.grading.benchmarks import Benchmark, Interval, Profile, Seasonal
from performance.grading.deviations import deviation
from performance.grading.lines import Level, Lines, LinesAt
from performance.grading.refusals import BenchmarkRefused
from performance.grading.words import Accumulation, Direction, LineName, Offence


def check_benchmark(
    benchmark: Benchmark,
    *,
    direction: Direction,
    accumulation: Accumulation,
    frequency: Frequency,
) -> None:
    """Refuse a benchmark at its first offence: period by period, in the order of ``Offence``.

    Raises:
        BenchmarkRefused: what is wrong, with which line and period.
        ValueError: the series is monitored only, so that no benchmark can apply.
    """
    direction, accumulation = Direction(direction), Accumulation(accumulation)
    if direction is Direction.MONITOR:
        raise ValueError("A monitored series has no wanted direction, so it takes no benchmark.")
    lines = Lines(benchmark, frequency, direction)
    for t, start in lines.periods():
        found = first_offence(lines, lines.at(t, start), direction)
        if found is not None:
            raise BenchmarkRefused(*found, start, period_of(start, lines.frequency).label())
    if (
        accumulation is Accumulation.FLOW
        and not isinstance(benchmark.expected, Profile | Seasonal)
        and not benchmark.no_season_confirmed
    ):
        raise BenchmarkRefused(Offence.FLOW_WITHOUT_SEASON, LineName.EXPECTED)


def first_offence(
    lines: Lines, here: LinesAt, direction: Direction
) -> tuple[Offence, LineName] | None:
    given = [name for name in LineName if name is not LineName.STRETCH or lines.shapes[name]]
    for name in given:
        if getattr(here, name) is None:
            return Offence.MISSING_PERIOD, name
    for name in given:
        level = getattr(here, name)
        if isinstance(level, Interval) and level.low > level.high:
            return Offence.INTERVAL_REVERSED, name
    if not below(here.floor, here.expected, direction):
        if defaults_to_baseline(lines) and below(here.expected, here.floor, direction):
            return Offence.BASELINE_BEATS_EXPECTED, LineName.FLOOR
        return Offence.FLOOR_NOT_WORSE_THAN_EXPECTED, LineName.FLOOR
    if here.stretch is not None and not asks_as_much(lines, here, direction):
        return Offence.STRETCH_WORSE_THAN_EXPECTED, LineName.STRETCH
    return None


def defaults_to_baseline(lines: Lines) -> bool:
    return lines.benchmark.floor is None and not isinstance(lines.benchmark.expected, Seasonal)


def below(worse: Level, better: Level, direction: Direction) -> bool:
    """Strictly worse; for a band, strictly outside at both ends."""
    if direction is Direction.BAND:
        return worse.low < better.low and worse.high > better.high
    return deviation(worse, better, direction) < 0


def asks_as_much(lines: Lines, here: LinesAt, direction: Direction) -> bool:
    """The stretch line nowhere worse than E: what meets it also meets E, strict or not."""
    nearest = min(deviation(end, here.expected, direction) for end in ends(here.stretch))
    if lines.is_strict(LineName.EXPECTED) and not lines.is_strict(LineName.STRETCH):
        return nearest > 0
    return nearest >= 0


def ends(level: Level) -> tuple:
    return (level.low, level.high) if isinstance(level, Interval) else (level,)
