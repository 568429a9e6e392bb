"""Why a grade is what it is: sentences, figures, lines, parts, caps, and who approved them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from performance import grading
from performance.figures import Period
from performance.models import Placement
from performance.queries.explanations.explained_benchmarks import benchmark_explained
from performance.queries.explanations.explained_figures import recorded
from performance.queries.explanations.explained_parts import Named, PartExplained, part_explained
from performance.queries.grading.gradings import Facts, facts_of, figures_of
from performance.queries.grading.judgements import Judgement, combined_of, judgements
from performance.queries.grading.provenance import Provenance, provenance_of
from performance.queries.scorecards.indicator_grades import plain

CAPS = {
    grading.Cap.OUTSTANDING_NEEDS_EVERY_PART_GOOD: (
        "held at Good, because Outstanding needs every graded part at least Good"
    ),
    grading.Cap.ESSENTIAL_PART_POOR_OR_NOT_GRADED: (
        "held at Needs Improvement, because an essential part is Poor or not graded"
    ),
}


# For whoever shows no names and no sources.
NOT_ASKED = Provenance()


@dataclass(frozen=True, slots=True)
class CapExplained:
    """What held the grade down, and which essential parts it names."""

    cap: grading.Cap
    words: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is graded. Texts are "" for a case that stands in no framework."""

    name: str
    code: str = ""
    framework: str = ""
    framework_code: str = ""
    wording: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A grade, or the reason why there is none, and all that it rests on.

    Attributes:
        period: the period graded; None for a composite of bare grades.
        sentences: the whole explanation for a board member; with several parts, how they make
            the grade, and each part has sentences of its own.
        mean: m, the weighted mean score of the graded parts, and ``score``, m in words; None and
            "" where there is no grade.
        caps: those that changed the grade.
        digest: of the inputs, as stored beside a grade.
        is_provisional: a figure not yet approved stands in for one.
        is_case: it is of a case file, not of approved figures; ``inferred`` says which of its
            values and lines nobody printed, "" where the case does not say.
    """

    subject: Subject
    period: Period | None
    grade: grading.Grade | None
    reason: grading.Reason | None
    sentences: tuple[str, ...]
    mean: Fraction | None
    score: str
    caps: tuple[CapExplained, ...]
    parts: tuple[PartExplained, ...]
    method: str
    digest: str
    is_provisional: bool = False
    is_case: bool = False
    inferred: str = ""

    @property
    def is_composite(self) -> bool:
        return len(self.parts) > 1

    @property
    def is_assumed(self) -> bool:
        """A benchmark that somebody made up for a past year was used."""
        return any(part.is_assumed for part in self.parts)

    @property
    def is_late(self) -> bool:
        """A benchmark approved after its year had begun was used, by a waiver."""
        return any(part.is_late for part in self.parts)

    @property
    def waivers(self) -> tuple[str, ...]:
        """The reasons given for late or assumed benchmarks, each once."""
        found = (part.benchmark.waiver for part in self.parts if part.benchmark)
        return tuple(dict.fromkeys(waiver for waiver in found if waiver))


class NothingToGrade(ValueError):
    """The indicator has no series, so nothing of it is ever graded."""

    def __init__(self, placement: Placement):
        super().__init__(
            f"{placement.wording} has no figures that are graded: it is reported in words."
        )


def explanation_of(placement: Placement, period: Period, *, instead: Mapping = {}) -> Explanation:
    """Explain the grade of a placement at a period. The same number of queries, whatever it has.

    Args:
        placement: with its ``framework`` and ``indicator`` already read.
        instead: figures that stand in for approved ones, as queries.grading.stand_ins reads them.

    Raises:
        NothingToGrade: the indicator has no part.
        grading.BenchmarkRefused: a benchmark cannot grade.
    """
    facts = facts_of([placement])
    judged = judgements(facts, placement, period, instead)
    benchmarks = [each.benchmark for each in judged if each.benchmark is not None]
    observations = [row for each in judged for row in figures_of(facts, each.part.series).values()]
    known = provenance_of(benchmarks, observations)
    return explained(facts, placement, period, judged, known, instead=instead)


def explained(
    facts: Facts,
    placement: Placement,
    period: Period,
    judged: Sequence[Judgement],
    known: Provenance = NOT_ASKED,
    *,
    instead: Mapping = {},
) -> Explanation:
    """As ``explanation_of``, from facts and judgements already read. Pure, given them.

    Args:
        judged: what ``judgements`` said of the same placement, period and stand-ins.
        known: names and sources, where they are to be shown.
    """
    if not judged:
        raise NothingToGrade(placement)
    subject = Subject(
        name=placement.indicator.name,
        code=placement.indicator.code,
        framework=placement.framework.name,
        framework_code=placement.framework.code,
        wording=placement.wording,
        number=placement.number,
    )
    parts = [part_of(facts, each, known, instead) for each in judged]
    return put_together(
        subject,
        period,
        combined_of(judged),
        parts,
        is_provisional=any(each.part.series_id in instead for each in judged),
    )


def part_of(facts: Facts, judged: Judgement, known: Provenance, instead: Mapping) -> PartExplained:
    part, series = judged.part, judged.part.series
    unit = judged.inputs.unit
    return part_explained(
        Named(
            name=str(part),
            code=series.code,
            series=series.name,
            unit=series.unit.name,
            weight=plain(part.weight),
            essential=part.essential,
        ),
        judged.inputs,
        judged.verdict,
        benchmark=benchmark_explained(judged.inputs, judged.benchmark, known),
        approved={
            own: recorded(row, own, unit, known) for own, row in figures_of(facts, series).items()
        },
        stand_ins=instead.get(series.pk, {}),
        reasons={each.on: each.reason for each in facts.breaks[series.pk]},
        rebased={each.on: each.reason for each in facts.rebasings[series.pk]},
    )


def put_together(
    subject: Subject,
    period: Period | None,
    combined: grading.Composite,
    parts: Sequence[PartExplained],
    **marks,
) -> Explanation:
    """The explanation of an indicator from its parts'. One part alone says it all itself."""
    return Explanation(
        subject=subject,
        period=period,
        grade=combined.grade,
        reason=combined.reason,
        sentences=parts[0].sentences if len(parts) == 1 else combined.sentences,
        mean=combined.m,
        score="" if combined.m is None else grading.score(combined.m),
        caps=caps_explained(combined, [part.name for part in parts]),
        parts=tuple(parts),
        method=grading.METHOD,
        digest=combined.digest,
        **marks,
    )


def caps_explained(combined: grading.Composite, names: Sequence[str]) -> tuple[CapExplained, ...]:
    essential = grading.Cap.ESSENTIAL_PART_POOR_OR_NOT_GRADED
    return tuple(
        CapExplained(
            cap,
            CAPS[cap],
            tuple(names[place] for place in combined.named) if cap is essential else (),
        )
        for cap in combined.caps
    )
