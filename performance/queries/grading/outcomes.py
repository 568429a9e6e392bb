"""Outcomes: what the engine says of a placement at a period, from facts already read."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from performance import grading
from performance.figures import Period
from performance.models import Placement
from performance.queries.grading.gradings import Facts
from performance.queries.grading.judgements import Judgement, combined_of, judgements


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine says of a placement at a period, in the columns of a Grade.

    ``verdict`` is JSON: each part's grade, reason, weight, deviations (text, exact) and sentences.
    """

    grade: grading.Grade | None
    reason: str
    sentence: str
    assumed: bool
    verdict: dict
    digest: str
    method: str = grading.METHOD


def outcome(facts: Facts, placement: Placement, period: Period, instead: Mapping = {}) -> Outcome:
    """Grade one placement at one period from facts already read. Pure, given the facts.

    Args:
        instead: by series id, figures by period that stand in for approved ones.
    """
    judged = judgements(facts, placement, period, instead)
    combined = combined_of(judged)
    sentences = list(combined.sentences)
    if len(judged) == 1:
        sentences = headline(judged[0].verdict)
    return Outcome(
        grade=combined.grade,
        reason=combined.reason.value if combined.reason else "",
        sentence=" ".join(sentences),
        assumed=any(each.is_assumed for each in judged),
        verdict={
            "m": text(combined.m),
            "caps": [cap.value for cap in combined.caps],
            "late": any(each.is_late for each in judged),
            "parts": [part_facts(each) for each in judged],
        },
        digest=combined.digest,
    )


def headline(verdict: grading.Verdict) -> list[str]:
    """The sentences that stand beside a grade: where it stands, and the step if one was taken.

    The others, on the trend and the projection, are with the parts, one click away.
    """
    first, *others = verdict.sentences
    return [first, others[-1]] if verdict.step is not None and others else [first]


def part_facts(judged: Judgement) -> dict:
    part, verdict, benchmark = judged.part, judged.verdict, judged.benchmark
    return {
        "series": part.series.code,
        "name": str(part),
        "weight": text(part.weight),
        "essential": part.essential,
        "grade": word(verdict.grade),
        "reason": word(verdict.reason),
        "zone": word(verdict.zone),
        "dE": text(verdict.dE),
        "dF": text(verdict.dF),
        "dS": text(verdict.dS),
        "trend": word(verdict.trend),
        "S": verdict.S,
        "S_needed": verdict.S_needed,
        "n": verdict.n,
        "slope": text(verdict.slope),
        "projected": text(verdict.projected),
        "projected_zone": word(verdict.projected_zone),
        "step": word(verdict.step),
        "marginal": verdict.marginal,
        "share": text(verdict.share),
        "chart_points": verdict.chart_points,
        "variation": word(verdict.variation),
        "assurance": word(verdict.assurance),
        "sentences": list(verdict.sentences),
        "digest": verdict.digest,
        "waiver": benchmark.waiver_reason if benchmark else "",
        "assumed": judged.is_assumed,
        "late": judged.is_late,
    }


def word(one) -> str | None:
    """The plain word of one of the engine's enumerations."""
    return None if one is None else one.value


def text(number) -> str | None:
    """An exact number as text: "7/3" where decimals would not hold it."""
    return None if number is None else str(Fraction(number))
