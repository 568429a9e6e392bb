"""The grading engine: values in, a verdict out. Pure: no Django, no clock, no database.

The same inputs always give the same verdict; ``METHOD`` and a digest are stored with each.
"""

from performance.grading.benchmark_checks import check_benchmark
from performance.grading.benchmarks import (
    Benchmark,
    Flat,
    Interval,
    Line,
    Linear,
    Profile,
    Seasonal,
)
from performance.grading.composites import Composite, Part, combine
from performance.grading.digest import canonical
from performance.grading.inputs import Point, SeriesInputs
from performance.grading.lines import LinesAt, lines_of
from performance.grading.not_graded import reason_sentence
from performance.grading.refusals import BenchmarkRefused
from performance.grading.verdicts import Verdict, grade_series
from performance.grading.words import (
    METHOD,
    Accumulation,
    Cap,
    Direction,
    Grade,
    LineName,
    Offence,
    Reason,
    UnitKind,
)

__all__ = [
    "METHOD",
    "Accumulation",
    "Benchmark",
    "BenchmarkRefused",
    "Cap",
    "Composite",
    "Direction",
    "Flat",
    "Grade",
    "Interval",
    "Line",
    "LineName",
    "Linear",
    "LinesAt",
    "Offence",
    "Part",
    "Point",
    "Profile",
    "Reason",
    "Seasonal",
    "SeriesInputs",
    "UnitKind",
    "Verdict",
    "canonical",
    "check_benchmark",
    "combine",
    "grade_series",
    "lines_of",
    "reason_sentence",
]
