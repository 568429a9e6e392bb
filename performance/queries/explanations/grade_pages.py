"""All that a page shows of a grade: the explanation with its charts, and the grade's history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from performance import grading
from performance.figures import Period
from performance.models import (
    Grade,
    Organisation,
    Placement,
    RegradeRequest,
    Submission,
)
from performance.queries.explanations.explained_parts import PartExplained
from performance.queries.explanations.explanations import Explanation, NothingToGrade, explained
from performance.queries.explanations.grade_histories import Revision, grades_at, history_of
from performance.queries.grading import stand_ins
from performance.queries.grading.gradings import Facts, facts_of, figures_of, is_graded_in
from performance.queries.grading.judgements import Judgement, judgements
from performance.queries.grading.provenance import Provenance, provenance_of
from performance.queries.series.benchmark_estimates import estimates_typed
from performance.queries.series.courses import own_courses
from performance.queries.series.indicator_charts import words_of
from performance.queries.series.series_charts import ChartShown, ChartWords, evidence_of
from performance.states import OrganisationKind

NOT_SETTLED = (
    "The stored grade was worked out from other inputs than those that stand now. What follows is "
    "worked out from the approved figures and the benchmark as they are now."
)


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part with its chart; None where there is no course to draw."""

    part: PartExplained
    chart: ChartShown | None


@dataclass(frozen=True, slots=True)
class ExplanationShown:
    """An explanation with a chart for each part.

    Attributes:
        placement: None for a case that stands in no framework.
    """

    placement: Placement | None
    explanation: Explanation
    parts: tuple[PartShown, ...]

    @property
    def submission_ids(self) -> set[UUID]:
        """Every submission that brought a figure shown."""
        figures = [figure for shown in self.parts for figure in shown.part.figures]
        return {each.origin.submission_id for each in figures if each.origin} - {None}


@dataclass(frozen=True, slots=True)
class GradePage:
    """A placement's grade at a period.

    Attributes:
        grade: the standing grade; None where none is stored yet, or none was known on the day.
        regrading_since: when it was asked to be worked out again: then no grade is current, and
            nothing is explained. None where it is settled.
        shown: None while it is worked out again, and where ``fault`` says why there is nothing.
        remark: why the stored grade is not to be read beside the explanation; "" where it may be.
    """

    placement: Placement
    period: Period
    grade: Grade | None
    regrading_since: datetime | None
    shown: ExplanationShown | None
    fault: str
    remark: str
    history: tuple[Revision, ...]


def grade_page(
    indicator_id: UUID, framework_code: str, days: tuple[date, date], *, on: date
) -> GradePage | None:
    """The page of a grade, known on the day; None where no grade stands or is waited for.

    A fixed number of queries, whatever parts and figures it has.
    """
    placement = (
        Placement.objects.filter(indicator=indicator_id, framework__code=framework_code)
        .select_related("framework", "indicator")
        .first()
    )
    if placement is None:
        return None
    waiting = RegradeRequest.objects.filter(
        placement=placement, period_start=days[0], period_end=days[1]
    )
    request = waiting.order_by("requested_at").first()
    grades = grades_at(placement, days, on=on)
    found = request or next(iter(grades), None)
    if found is None or not is_graded_in(placement.framework, found.period):
        return None
    period = found.period
    grade = next((each for each in grades if each.is_current), None)
    shown, fault = (None, "") if request else explanation_or_fault(placement, period)
    return GradePage(
        placement=placement,
        period=period,
        grade=grade,
        regrading_since=request and request.requested_at,
        shown=shown,
        fault=fault,
        remark=remark_on(grade, shown),
        history=history_of(grades),
    )


def remark_on(grade: Grade | None, shown: ExplanationShown | None) -> str:
    if grade is None or shown is None:
        return ""
    now = shown.explanation
    stored = (grade.grade, grade.reason, grade.digest, grade.method)
    same = stored == (now.grade or "", now.reason or "", now.digest, now.method)
    return "" if same else NOT_SETTLED


def explanation_or_fault(
    placement: Placement, period: Period
) -> tuple[ExplanationShown | None, str]:
    """The explanation from the approved figures, or why there is none, in words."""
    try:
        [shown] = explanations_shown([placement], period)
    except grading.BenchmarkRefused as refused:
        return None, f"The benchmark cannot grade: {refused}"
    except NothingToGrade as nothing:
        return None, str(nothing)
    return shown, ""


def provisional_explanations(submission: Submission) -> tuple[ExplanationShown, ...]:
    """What would be said of each placement's grade if the submission were approved as it stands.

    A fixed number of queries, whatever it holds and wherever its indicator stands.

    Raises:
        NothingToGrade: the indicator has no part.
        grading.BenchmarkRefused: a benchmark cannot grade.
    """
    placements = Placement.objects.filter(indicator=submission.indicator_id)
    graded = [
        each
        for each in placements.select_related("framework", "indicator").order_by(
            "framework__starts", "number"
        )
        if is_graded_in(each.framework, submission.period)
    ]
    instead = stand_ins.from_entries(submission.entries.select_related("series", "organisation"))
    return explanations_shown(graded, submission.period, instead)


def explanations_shown(
    placements: Sequence[Placement], period: Period, instead: Mapping = {}
) -> tuple[ExplanationShown, ...]:
    """Explanations of the placements of one indicator at one period, each with its charts.

    Args:
        instead: figures that stand in for approved ones, as queries.grading.stand_ins reads them.
    """
    facts = facts_of(placements)
    force = Organisation.objects.filter(kind=OrganisationKind.FORCE).first()
    judged = {each: judgements(facts, each, period, instead) for each in placements}
    every = [judgement for judgements in judged.values() for judgement in judgements]
    known = provenance_of(
        [each.benchmark for each in every if each.benchmark is not None],
        [row for each in every for row in figures_of(facts, each.part.series).values()],
    )
    return tuple(
        explanation_shown(
            facts, each, period, judged[each], known, instead, force.name if force else ""
        )
        for each in placements
    )


def explanation_shown(
    facts: Facts,
    placement: Placement,
    period: Period,
    judged: Sequence[Judgement],
    known: Provenance,
    instead: Mapping,
    organisation: str,
) -> ExplanationShown:
    said = explained(facts, placement, period, judged, known, instead=instead)
    parts = []
    for number, (part, each) in enumerate(zip(said.parts, judged, strict=True), start=1):
        key = f"chart-{placement.pk}-{number}"
        words = chart_words(facts, placement, each, key, organisation, instead)
        held = each.benchmark
        estimated = estimates_typed(held, each.inputs.frequency) if held else ()
        courses = own_courses(each.inputs, estimated=estimated)
        chart = evidence_of(each.inputs, each.verdict, words, courses=courses)
        parts.append(PartShown(part, chart))
    return ExplanationShown(placement, said, tuple(parts))


def chart_words(
    facts: Facts,
    placement: Placement,
    judged: Judgement,
    key: str,
    organisation: str,
    instead: Mapping,
) -> ChartWords:
    """The words of the approved figures, but for those that others stand in for."""
    series = judged.part.series
    words = words_of(facts, series, key, organisation, framework=placement.framework)
    stand_in = {own.start for own in instead.get(series.pk, {})}
    kept = {start: said for start, said in words.printed.items() if start not in stand_in}
    return replace(words, printed=kept)
