"""A case of a case file, explained in the same words as an indicator's grade.

The form is that of the engine's own vectors ("grade" and "composite"; ``grading.case_files``).
Beside ``id`` and ``input`` a case may have a ``title``, a ``unit``'s name through its input, and
``inferred``: which of its values and lines no approved figure states.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from performance import grading
from performance.figures import Period, period_of
from performance.grading import case_files
from performance.queries.explanations.explained_benchmarks import benchmark_explained
from performance.queries.explanations.explained_parts import (
    Named,
    PartExplained,
    part_explained,
    stated_part,
)
from performance.queries.explanations.explanations import (
    NOT_ASKED,
    Explanation,
    Subject,
    put_together,
)
from performance.queries.scorecards.indicator_grades import plain

KINDS = ("grade", "composite")
# A case of one series, put as the only part.
ALONE = {"weight": "1", "essential": False}


class UnreadableCase(ValueError):
    """A case that cannot be read or graded; the message names it and says what is wrong."""

    def __init__(self, case: object, fault: Exception):
        why = f"{fault} is missing" if isinstance(fault, KeyError) else str(fault)
        super().__init__(f"The case {case} cannot be graded: {why.rstrip('.')}.")


def cases_of(document: object) -> Iterator[Mapping]:
    """The cases of a case file that are grades, of one series or of several parts.

    Raises:
        ValueError: the document has neither list.
    """
    if not isinstance(document, Mapping) or not document.keys() & set(KINDS):
        raise ValueError(f"It has none of the lists {' or '.join(KINDS)}.")
    for kind in KINDS:
        yield from document.get(kind, ())


def explained_case(case: Mapping) -> Explanation:
    """Grade a case and explain it, marked as one.

    Raises:
        UnreadableCase: something is missing, or the engine cannot take it.
    """
    name = case.get("id", "without an id") if isinstance(case, Mapping) else "without an id"
    try:
        given = case["input"]
        title = case.get("title", str(name))
        several = "parts" in given
        rows = given["parts"] if several else [{**ALONE, "name": title, "input": given}]
        parts = [part_of(row, place) for place, row in enumerate(rows, start=1)]
        combined = grading.combine(case_files.parts(rows))
    except grading.UNREADABLE as fault:
        raise UnreadableCase(name, fault) from fault
    return put_together(
        Subject(name=title, code=str(name)),
        common_period(parts),
        combined,
        parts,
        is_case=True,
        inferred=case.get("inferred", ""),
    )


def part_of(row: Mapping, place: int) -> PartExplained:
    named = Named(
        name=row.get("name", f"Part {place}"),
        weight=plain(row["weight"]),
        essential=row["essential"],
    )
    if "input" not in row:
        stated = case_files.part(row)
        return stated_part(named, stated.grade, stated.reason)
    inputs = case_files.series(row["input"])
    return part_explained(
        replace(named, unit="" if inputs.unit.name == "other" else inputs.unit.name),
        inputs,
        grading.grade_series(inputs),
        benchmark=benchmark_explained(inputs, None, NOT_ASKED),
    )


def common_period(parts: Sequence[PartExplained]) -> Period | None:
    """The period that all parts are graded at; None where they differ or state none."""
    found = {
        period_of(part.inputs.period_graded, part.inputs.frequency) if part.inputs else None
        for part in parts
    }
    return found.pop() if len(found) == 1 else None
