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
    exact,
)
from performance.grading.checking import check
from performance.grading.composites import Composite, Part, combine, score
from performance.grading.control_charts import Charted, Group, Limits, control_chart
from performance.grading.counting import break_counts, counting_periods, rebase_counts
from performance.grading.deviations import Level, deviation
from performance.grading.differences import UNREADABLE, Checked, Difference
from performance.grading.digest import canonical
from performance.grading.dress import distance, worn
from performance.grading.engine import grade_series
from performance.grading.inputs import Point, SeriesInputs
from performance.grading.lines import LinesAt, lines_of, summed
from performance.grading.not_graded import reason_sentence
from performance.grading.refusals import BenchmarkRefused
from performance.grading.rubric_covers import Cover, cover_of
from performance.grading.rubrics import (
    Band,
    Banded,
    Bandless,
    Better,
    GapRule,
    Reach,
    Rubric,
    band_sentence,
    banded,
)
from performance.grading.seasons import estimated_offsets
from performance.grading.sentences import gap
from performance.grading.series_charts import series_chart
from performance.grading.verdicts import Verdict
from performance.grading.words import (
    METHOD,
    Accumulation,
    Assurance,
    Cap,
    Direction,
    Grade,
    LineName,
    Offence,
    Reason,
    SpecialCause,
    Step,
    Trend,
    UnitKind,
    Variation,
)

__all__ = [
    "METHOD",
    "UNREADABLE",
    "Accumulation",
    "Assurance",
    "Band",
    "Banded",
    "Bandless",
    "Benchmark",
    "BenchmarkRefused",
    "Better",
    "Cap",
    "Charted",
    "Checked",
    "Composite",
    "Cover",
    "Difference",
    "Direction",
    "Flat",
    "GapRule",
    "Grade",
    "Group",
    "Interval",
    "Level",
    "Limits",
    "Line",
    "LineName",
    "Linear",
    "LinesAt",
    "Offence",
    "Part",
    "Point",
    "Profile",
    "Reach",
    "Reason",
    "Rubric",
    "Seasonal",
    "SeriesInputs",
    "SpecialCause",
    "Step",
    "Trend",
    "UnitKind",
    "Variation",
    "Verdict",
    "band_sentence",
    "banded",
    "break_counts",
    "canonical",
    "check",
    "check_benchmark",
    "combine",
    "control_chart",
    "counting_periods",
    "cover_of",
    "deviation",
    "distance",
    "estimated_offsets",
    "exact",
    "gap",
    "grade_series",
    "lines_of",
    "reason_sentence",
    "rebase_counts",
    "score",
    "series_chart",
    "summed",
    "worn",
]
