"""The engine: inputs in, a verdict out (GRADING.md section 2)."""

from dataclasses import dataclass
from fractions import Fraction

from performance.grading.digest import digest_of, form_of
from performance.grading.inputs import Point, SeriesInputs
from performance.grading.lines import LinesAt
from performance.grading.not_graded import not_graded
from performance.grading.position import position_of
from performance.grading.sentences import position_sentence
from performance.grading.timeline import timeline_of
from performance.grading.words import METHOD, Grade, Reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """A grade, or the reason why there is none.

    Attributes:
        zone: where step 1 puts the series, before any step for its trend.
        dE, dF, dS: signed distances from the expected, floor and stretch lines, in the series'
            unit, positive when better; for a flow, of the year to date.
        window: the figures compared, oldest first; for a flow, all of the year to date.
        lines: the lines at the latest figure's period.
        sentences: the explanation for a board member, in order.
        digest: SHA-256 of the canonical inputs, to see whether figures have changed since.
    """

    grade: Grade | None
    reason: Reason | None
    sentences: tuple[str, ...]
    digest: str
    zone: Grade | None = None
    dE: Fraction | None = None
    dF: Fraction | None = None
    dS: Fraction | None = None
    window: tuple[Point, ...] = ()
    lines: LinesAt | None = None
    method: str = METHOD


def grade_series(inputs: SeriesInputs) -> Verdict:
    """Grade one series at one period.

    Raises:
        BenchmarkRefused: the benchmark cannot grade: ``check_benchmark`` would have refused it.
    """
    timeline = timeline_of(inputs)
    digest = digest_of(form_of(inputs, timeline))
    refusal = not_graded(inputs, timeline)
    if refusal is not None:
        reason, sentence = refusal
        return Verdict(None, reason, (sentence,), digest)
    position = position_of(inputs, timeline)
    return Verdict(
        grade=position.zone,
        reason=None,
        sentences=(position_sentence(inputs, position),),
        digest=digest,
        zone=position.zone,
        dE=position.dE,
        dF=position.dF,
        dS=position.dS,
        window=tuple(value.point for value in position.window),
        lines=position.over[-1],
    )
