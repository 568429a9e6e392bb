"""What a series must be besides its columns: fit for its benchmarks and for its own parts."""

from performance import grading
from performance.figures import Frequency, financial_year_of
from performance.models import Benchmark, Series
from performance.queries.grading.engine_benchmarks import engine_benchmark, engine_rubric
from performance.queries.submissions.slots import is_part
from performance.states import Derivation

# What a benchmark was made for.
SHAPING = ("direction", "accumulation", "frequency")


def series_faults(series: Series) -> dict[str, str]:
    return unfit_parts(series) or left_behind(series)


def unfit_parts(series: Series) -> dict[str, str]:
    """A numerator and a denominator are of the same periods as what follows from them, and follow
    from nothing themselves: else one month's parts would stand for a year's percentage."""
    found = {}
    for name in ("numerator", "denominator"):
        part = getattr(series, name)
        if part is None or is_part(part, series):
            continue
        if part.pk == series.pk or part.derivation != Derivation.NONE:
            found[name] = f"{part} is worked out itself: choose a series that is entered."
        else:
            found[name] = (
                f"{part} does not report the same periods: choose one with the same frequency and "
                "the same rolling months."
            )
    return found


def left_behind(series: Series) -> dict[str, str]:
    """The fault of a change of direction, accumulation or frequency, by the field; empty where
    every approved benchmark could still grade. A series that is monitored from now on uses none.
    """
    if series._state.adding or series.direction == grading.Direction.MONITOR:
        return {}
    earlier = Series.objects.get(pk=series.pk)
    changed = [name for name in SHAPING if getattr(earlier, name) != getattr(series, name)]
    if not changed:
        return {}
    for benchmark in standing(series):
        if why := unfit(benchmark, series):
            year = financial_year_of(benchmark.year_start).label()
            return {
                changed[0]: f"The benchmark for {year} in {benchmark.framework}, version "
                f"{benchmark.version}, was approved for the series as it is and could grade it "
                f"no more: {why} Add a new series instead."
            }
    return {}


def standing(series: Series) -> list[Benchmark]:
    """The newest approved version for each framework and plan year."""
    rows = Benchmark.objects.filter(series=series, approved_on__isnull=False)
    rows = rows.select_related("framework").prefetch_related("lines__points", "bands")
    newest = {(each.framework_id, each.year_start): each for each in rows.order_by("version")}
    return list(newest.values())


def unfit(benchmark: Benchmark, series: Series) -> str:
    """Why a benchmark does not suit the series, in a sentence; "" where it does."""
    lines = engine_benchmark(benchmark, Frequency(series.frequency))
    if lines is None:
        return ""
    if lines.expected is None:
        fits = engine_rubric(benchmark, series) is not None
        return "" if fits else "its bands do not follow that direction."
    try:
        grading.check_benchmark(
            lines,
            direction=series.direction,
            accumulation=series.accumulation,
            frequency=series.frequency,
        )
    except grading.BenchmarkRefused as refused:
        return str(refused)
    return ""
