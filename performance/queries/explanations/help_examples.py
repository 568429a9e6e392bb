"""The papers' own cases, graded now: those of the case file, and those whose figures are loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from performance.models import Grade, RegradeRequest
from performance.queries.explanations.explained_cases import cases_of, explained_case
from performance.queries.explanations.explanations import Explanation
from performance.queries.explanations.grade_pages import ExplanationShown, PartShown
from performance.queries.scorecards.indicator_grades import grade_shown
from performance.queries.scorecards.printed import GradeShown
from performance.queries.series.series_charts import ChartWords, evidence_of


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case of a case file, graded by the engine when it was asked for.

    ``paper`` is the grade that the board's paper gave; "" where it gave none.
    """

    key: str
    paper: str
    shown: ExplanationShown


@dataclass(frozen=True, slots=True)
class Address:
    """Which grade: its framework's and its indicator's code, its period's first and last day."""

    framework: str
    indicator: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class LoadedCase:
    """A case whose figures a loaded paper prints, with the grade that stands. ``paper`` as above.

    While the grade is worked out again no case is shown, for an old one is not current.
    """

    paper: str
    name: str
    indicator_id: object
    framework_code: str
    grade: GradeShown


def cases_shown(document: Mapping) -> tuple[CaseShown, ...]:
    """Every case of a case file with a chart for each part; asks the database nothing.

    Raises:
        UnreadableCase: something is missing in one, or the engine cannot take it.
    """
    return tuple(
        CaseShown(str(case["id"]), case.get("paper") or "", case_shown(explained_case(case)))
        for case in cases_of(document)
    )


def case_shown(said: Explanation) -> ExplanationShown:
    parts = []
    for number, part in enumerate(said.parts, start=1):
        chart = None
        if part.inputs is not None and part.verdict is not None:
            words = ChartWords(
                key=f"chart-{said.subject.code}-{number}",
                title=f"{part.name}, {part.inputs.unit.name}",
                organisation="The figures of the case",
            )
            chart = evidence_of(part.inputs, part.verdict, words)
        parts.append(PartShown(part, chart))
    return ExplanationShown(None, said, tuple(parts))


def loaded_cases(papers: Mapping[Address, str]) -> Sequence[LoadedCase]:
    """The grades that stand at these addresses, in their order, with what the paper's grade was.

    Two queries. One that is not loaded, or that is being worked out again, is left out.
    """
    if not papers:
        return ()
    named = reduce(
        or_,
        (
            Q(
                placement__framework__code=each.framework,
                placement__indicator__code=each.indicator,
                period_start=each.first,
                period_end=each.last,
            )
            for each in papers
        ),
    )
    waiting = {address_of(each) for each in with_placement(RegradeRequest.objects.filter(named))}
    grades = {
        address_of(each): each for each in with_placement(Grade.objects.current().filter(named))
    }
    return tuple(
        LoadedCase(
            paper=paper,
            name=grade.placement.indicator.name,
            indicator_id=grade.placement.indicator_id,
            framework_code=address.framework,
            grade=grade_shown(grade, None),
        )
        for address, paper in papers.items()
        if (grade := grades.get(address)) is not None and address not in waiting
    )


def with_placement(rows):
    return rows.select_related("placement__framework", "placement__indicator")


def address_of(row: Grade | RegradeRequest) -> Address:
    placement = row.placement
    return Address(
        placement.framework.code, placement.indicator.code, row.period_start, row.period_end
    )
