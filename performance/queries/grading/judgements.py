"""What the engine says of each part of a placement, with the inputs it was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from performance import grading
from performance.figures import Period
from performance.models import Benchmark, Part, Placement
from performance.queries.grading.gradings import Facts, benchmark_for, inputs_for


@dataclass(frozen=True, slots=True)
class Judgement:
    """One part: what the engine was given, what it said, and the benchmark behind the lines."""

    part: Part
    inputs: grading.SeriesInputs
    verdict: grading.Verdict
    benchmark: Benchmark | None

    @property
    def is_assumed(self) -> bool:
        return self.benchmark is not None and self.benchmark.assumed

    @property
    def is_late(self) -> bool:
        """Graded on a benchmark approved late, by a waiver; an assumed one says so itself."""
        held = self.benchmark
        return held is not None and held.is_late and not held.assumed and bool(held.waiver_reason)


def judgements(
    facts: Facts, placement: Placement, period: Period, instead: Mapping = {}
) -> tuple[Judgement, ...]:
    """Grade every part of a placement at one period, from facts already read. Pure, given them.

    Args:
        instead: by series id, figures by period that stand in for approved ones.
    """
    found = []
    for part in facts.parts[placement.indicator_id]:
        inputs = inputs_for(
            facts, part, placement.framework_id, period, instead.get(part.series_id, {})
        )
        benchmark = benchmark_for(facts, part.series, placement.framework_id, period)
        found.append(Judgement(part, inputs, grading.grade_series(inputs), benchmark))
    return tuple(found)


def combined_of(judged: Sequence[Judgement]) -> grading.Composite:
    """The placement's grade from its parts'.

    Raises:
        ValueError: there is no part.
    """
    return grading.combine(
        [
            grading.Part(
                grade=each.verdict.grade,
                reason=each.verdict.reason,
                weight=each.part.weight,
                essential=each.part.essential,
                name=str(each.part),
                digest=each.verdict.digest,
            )
            for each in judged
        ]
    )
