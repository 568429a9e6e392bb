"""The measuring process of the grading benchmark: fills a database, then prints JSON lines."""

import json
import time
import tracemalloc
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from performance import grading, regrading  # noqa: E402
from performance.figures import Period, period_of  # noqa: E402
from performance.models import (  # noqa: E402
    Benchmark,
    BenchmarkLine,
    Grade,
    Indicator,
    Observation,
    Part,
    Placement,
    RegradeRequest,
    Series,
    period_fields,
)
from performance.queries.grading import judgements  # noqa: E402
from performance.queries.grading.gradings import facts_of, inputs_for  # noqa: E402
from performance.states import BenchmarkState, LineKind, LineShape  # noqa: E402
from tests import factories  # noqa: E402
from tests.benchmarks.grading import BATCHES, MONTHS, RUNS, SERIES  # noqa: E402

FIRST = date(2017, 4, 1)
MANY = 5


def months() -> list[Period]:
    found = [period_of(FIRST, "monthly")]
    while len(found) < MONTHS:
        found.append(found[-1].next())
    return found


@transaction.atomic
def fill() -> None:
    """Series of noise, each alone in an indicator, with lines for the last year."""
    framework, force, source = factories.framework(), factories.force(), factories.paper()
    objective, unit = factories.objective(framework), factories.unit()
    chair = factories.somebody("Panel chair of benchmarks")
    proposer = factories.somebody("Proposer of benchmarks")
    indicators = Indicator.objects.bulk_create(
        Indicator(code=f"bench-{n}", name=f"Indicator {n}", frequency="monthly")
        for n in range(SERIES)
    )
    series = Series.objects.bulk_create(
        Series(
            code=f"bench-{n}",
            name=f"Series {n}",
            unit=unit,
            home=home,
            direction="higher" if n % 2 else "lower",
            accumulation="level",
            frequency="monthly",
        )
        for n, home in enumerate(indicators)
    )
    Part.objects.bulk_create(
        Part(indicator=home, series=each) for home, each in zip(indicators, series, strict=True)
    )
    Placement.objects.bulk_create(
        Placement(
            framework=framework,
            indicator=home,
            objective=objective,
            number=n,
            wording=home.name,
        )
        for n, home in enumerate(indicators, start=1)
    )
    benchmarks = Benchmark.objects.bulk_create(
        Benchmark(
            series=each,
            framework=framework,
            year_start=date(2021, 4, 1),
            baseline=Decimal(50),
            proposed_by=proposer,
            known_on=date(2021, 3, 1),
        )
        for each in series
    )
    BenchmarkLine.objects.bulk_create(
        BenchmarkLine(benchmark=each, kind=kind, shape=shape, value=value)
        for n, each in enumerate(benchmarks)
        for kind, shape, value in (
            (LineKind.EXPECTED, LineShape.LINEAR, Decimal(60 if n % 2 else 40)),
            (LineKind.FLOOR, LineShape.FLAT, Decimal(45 if n % 2 else 55)),
        )
    )
    Benchmark.objects.update(
        approved_on=date(2021, 3, 1), approved_by=chair, state=BenchmarkState.APPROVED
    )
    Observation.objects.bulk_create(
        (
            Observation(
                series=each,
                organisation=force,
                brought_by=source,
                known_on=date(2021, 3, 1),
                value=Decimal((n * 7919 + at * 104_729) % 1000) / 50 + 40,
                **period_fields(month),
            )
            for n, each in enumerate(series)
            for at, month in enumerate(months())
        ),
        batch_size=5_000,
    )


def ask(month: Period) -> None:
    RegradeRequest.objects.bulk_create(
        RegradeRequest(placement_id=pk, because="a benchmark", **period_fields(month))
        for pk in Placement.objects.values_list("pk", flat=True)
    )


@contextmanager
def instead(owner, name: str, function):
    """Another function under that name, within the block."""
    own = getattr(owner, name)
    setattr(owner, name, function)
    try:
        yield own
    finally:
        setattr(owner, name, own)


class Clock:
    """Seconds spent in functions, by name."""

    def __init__(self):
        self.spent = {}

    def on(self, name, function):
        def timed(*args, **kwargs):
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.spent[name] = self.spent.get(name, 0) + time.perf_counter() - began

        return timed


def took(function, *args) -> float:
    began = time.perf_counter()
    function(*args)
    return time.perf_counter() - began


def regrade(expected: int = SERIES) -> None:
    answered = regrading.regrade_waiting()
    assert answered == expected, f"{answered} of {expected} requests were answered."


def engine_alone(month: Period) -> float:
    placements = list(Placement.objects.all())
    facts = facts_of(placements)
    given = [
        inputs_for(facts, part, placement.framework_id, month)
        for placement in placements
        for part in facts.parts[placement.indicator_id]
    ]
    return took(lambda: [grading.grade_series(each) for each in given])


def without_grading(month: Period) -> float:
    """The same requests, reads, comparisons and writes, each outcome known beforehand."""
    placements = list(Placement.objects.all())
    facts = facts_of(placements)
    known = {each.pk: regrading.outcome(facts, each, month) for each in placements}
    ask(month)
    with instead(regrading, "outcome", lambda facts, placement, period: known[placement.pk]):
        return took(regrade)


def plain_rows(month: Period, earlier: Period) -> float:
    """What any program must: plain tuples of the figures and lines read, and the grades of
    another month written anew in bulk."""
    stored = list(Grade.objects.filter(period_start=earlier.start, is_current=True))

    def rows():
        list(Part.objects.values_list("indicator", "series", "weight", "essential"))
        list(Benchmark.objects.values_list("series", "framework", "year_start", "approved_on"))
        list(BenchmarkLine.objects.values_list("benchmark", "kind", "shape", "value"))
        list(
            Observation.objects.filter(is_current=True).values_list(
                "series", "period_kind", "period_start", "period_end", "value", "known_on"
            )
        )
        with transaction.atomic():
            for each in stored:
                each.pk, each.period_start, each.period_end = None, month.start, month.end
            Grade.objects.bulk_create(stored)

    return took(rows)


def whole(month: Period) -> tuple[float, dict[str, float]]:
    clock = Clock()
    ask(month)
    with (
        instead(regrading, "facts_of", clock.on("reading", regrading.facts_of)),
        instead(regrading, "store", clock.on("writing", regrading.store)),
        instead(judgements, "inputs_for", clock.on("inputs", judgements.inputs_for)),
        instead(grading, "grade_series", clock.on("engine", grading.grade_series)),
    ):
        seconds = took(regrade)
    shares = {name: spent / seconds for name, spent in clock.spent.items()}
    return seconds, shares | {"the rest": 1 - sum(shares.values())}


def peak(batch: int, wanted: list[Period]) -> float:
    """The most memory above the start, in MB, that answering these months' requests takes."""
    for month in wanted:
        ask(month)
    tracemalloc.start()
    regrading.regrade_waiting(batch)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    call_command("migrate", verbosity=0)
    fill()
    latest = months()[::-1]
    ask(latest[0])
    regrade()
    for run in range(1, RUNS + 1):
        first, second, third = latest[3 * run - 2 : 3 * run + 1]
        # In turn, so that a machine that slows down does not favour one of them.
        if run % 2:
            bare, (seconds, shares) = without_grading(first), whole(second)
        else:
            (seconds, shares), bare = whole(second), without_grading(first)
        said = {
            "run": run,
            "engine": engine_alone(second),
            "bare": bare,
            "whole": seconds,
            "rows": plain_rows(third, second),
            "shares": shares,
        }
        print(json.dumps(said), flush=True)
    for size in BATCHES:
        for count in (1, MANY):
            used, latest[:] = latest[10 : 10 + count], latest[:10] + latest[10 + count :]
            batches = count * SERIES // size
            print(json.dumps({"size": size, "batches": batches, "peak": peak(size, used)}))


if __name__ == "__main__":
    main()
