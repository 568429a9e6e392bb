"""Whether the engine agrees with a reference, case by case (GRADING.md section 5, last paragraph).

Pure: takes parsed JSON of either form and returns what was compared and what differs.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import isclose

from performance.grading import case_files
from performance.grading.benchmark_checks import check_benchmark
from performance.grading.chart_checking import check_charts
from performance.grading.composites import combine
from performance.grading.differences import UNREADABLE, Checked, Difference, unreadable
from performance.grading.engine import grade_series
from performance.grading.refusals import BenchmarkRefused
from performance.grading.rubric_covers import cover_of
from performance.grading.rubrics import banded

SAME = (
    "grade",
    "reason",
    "zone",
    "trend",
    "S",
    "S_needed",
    "n",
    "projected_zone",
    "step",
    "marginal",
    "chart_points",
    "variation",
    "assurance",
)
EXACT = ("dE", "dF", "dS")
CLOSE = ("slope", "projected", "share")
TOLERANCE = 1e-6
NOTHING = 1e-12

Compared = tuple[str, object, object]


def check(document: Mapping) -> Checked:
    """Compare every case of a file of either form with what the engine says.

    Args:
        document: parsed JSON, as ``grading_vectors.json`` (lists of cases) or as
            ``spc_vectors.json`` (a list of series).

    Raises:
        ValueError: neither of the two forms.
    """
    if isinstance(document, Mapping) and "series" in document:
        return check_charts(document["series"])
    if not isinstance(document, Mapping) or not KINDS.keys() & document.keys():
        raise ValueError(
            "This is neither a file of cases nor one of charts: it has none of the lists "
            f"{', '.join(KINDS)} or series."
        )
    compared, differences = {}, []
    for kind, compare in KINDS.items():
        cases = document.get(kind, [])
        compared[kind] = len(cases)
        for case in cases:
            differences += differing(case, compare)
    return Checked(compared, tuple(differences))


def differing(
    case: Mapping, compare: Callable[[Mapping, Mapping], Iterator[Compared]]
) -> list[Difference]:
    name = "a case without an id"
    try:
        name = case["id"]
        return [
            Difference(name, what, ours, theirs)
            for what, ours, theirs in compare(case["input"], case["expected"])
            if not same(ours, theirs)
        ]
    except UNREADABLE as raised:
        return [unreadable(name, raised)]


def same(ours, theirs) -> bool:
    """Equal; a float of the reference is met within a millionth of its size."""
    if isinstance(theirs, float) and isinstance(ours, Fraction):
        return isclose(ours, theirs, rel_tol=TOLERANCE, abs_tol=NOTHING)
    return ours == theirs


def graded(given: Mapping, expected: Mapping) -> Iterator[Compared]:
    verdict = grade_series(case_files.series(given))
    for name in SAME:
        yield name, getattr(verdict, name), expected.get(name)
    for name in EXACT:
        yield name, getattr(verdict, name), number(expected, name)
    for name in CLOSE:
        theirs = expected.get(name)
        yield name, getattr(verdict, name), None if theirs is None else float(theirs)


def combined(given: Mapping, expected: Mapping) -> Iterator[Compared]:
    composite = combine(case_files.parts(given["parts"]))
    for name in ("grade", "reason"):
        yield name, getattr(composite, name), expected[name]
    yield "m", composite.m, number(expected, "m")
    for name in ("caps", "named"):
        yield name, list(getattr(composite, name)), expected[name]


def covered(given: Mapping, expected: Mapping) -> Iterator[Compared]:
    rubric = case_files.rubric(given)
    cover = cover_of(rubric)
    for name in ("gaps", "overlaps"):
        ours = [(str(reach), reach) for reach in getattr(cover, name)]
        yield name, ours, [(each["text"], case_files.reach(each)) for each in expected[name]]
    yield "unmapped", list(cover.unmapped), expected["unmapped"]
    yield "accepted", cover.is_accepted, expected["accepted"]
    for result in expected["results"]:
        found = banded(rubric, case_files.amount(result["value"]))
        ours = {
            "value": result["value"],
            "label": found.label,
            "grade": found.grade,
            "marked": found.is_marked,
            "reason": found.reason,
        }
        yield f"value {result['value']}", ours, dict(result)


def entered(given: Mapping, expected: Mapping) -> Iterator[Compared]:
    code = line = start = None
    try:
        check_benchmark(
            case_files.benchmark(given["benchmark"], given["frequency"]),
            direction=given["direction"],
            accumulation=given["accumulation"],
            frequency=given["frequency"],
        )
    except BenchmarkRefused as refused:
        code, line, start = refused.code, refused.line, refused.start
    yield "valid", code is None, expected["valid"]
    yield "code", code, expected["code"]
    yield "line", line, expected["line"]
    yield "start", start, case_files.day(expected["start"])


def number(expected: Mapping, name: str) -> Fraction | None:
    """The reference's exact number: beside the float where it is no finite decimal."""
    shown = expected.get("exact", {}).get(name, expected.get(name))
    return None if shown is None else Fraction(shown)


KINDS = {
    "grade": graded,
    "composite": combined,
    "rubric": covered,
    "benchmark_entry": entered,
}
