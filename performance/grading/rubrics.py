"""Rubrics: bands of an indicator's own, and the band of a value (GRADING.md section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import inf

from performance.figures import Unit
from performance.grading.benchmarks import Exact, exact
from performance.grading.dress import BARE, worn
from performance.grading.words import Grade

# A place on the line of values: just below a value, or (True) just above it.
Cut = tuple[Fraction | float, bool]


class GapRule(StrEnum):
    """What becomes of a value in a gap: the worse of its neighbouring bands, or no grade."""

    WORSE = "worse"
    REFUSE = "refuse"


class Better(StrEnum):
    """Which values are the good ones."""

    HIGHER = "higher"
    LOWER = "lower"


class Bandless(StrEnum):
    """Why a value has no band."""

    IN_GAP = "in_gap"
    IN_OVERLAP = "in_overlap"
    OUTSIDE_RANGE = "outside_range"


@dataclass(frozen=True, slots=True)
class Reach:
    """The values between two ends; None is no end, and an open end is not among them.

    Written as in mathematics: "(7, 8]" is above 7 and up to 8, "[34]" is 34 alone.
    """

    low: Exact | None
    high: Exact | None
    low_open: bool = False
    high_open: bool = False

    @property
    def begins(self) -> Cut:
        return (-inf, False) if self.low is None else (exact(self.low), self.low_open)

    @property
    def ends(self) -> Cut:
        return (inf, True) if self.high is None else (exact(self.high), not self.high_open)

    @property
    def is_empty(self) -> bool:
        return self.begins >= self.ends

    def holds(self, other: "Reach") -> bool:
        return self.begins <= other.begins and other.ends <= self.ends

    def __str__(self):
        if self.low is not None and self.low == self.high and not self.is_empty:
            return f"[{worn(exact(self.low), BARE)}]"
        opens = "(" if self.low_open or self.low is None else "["
        closes = ")" if self.high_open or self.high is None else "]"
        low = "−∞" if self.low is None else worn(exact(self.low), BARE)
        high = "∞" if self.high is None else worn(exact(self.high), BARE)
        return f"{opens}{low}, {high}{closes}"


def only(value: Exact) -> Reach:
    """The reach of one value."""
    return Reach(value, value)


@dataclass(frozen=True, slots=True)
class Band:
    """A label and the values that earn it, in the series' unit."""

    label: str
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """Bands over the range of values that can occur. Gaps and overlaps can be held, so that an
    editor may show them: ``cover_of`` finds them.

    Attributes:
        bands: best first.
        range: the values to be covered, both ends included; None is no end.
        mapping: the grade of each label outside the four names.
        gap_rule: what becomes of a value between bands.

    Raises:
        ValueError: no band, two of one label, a band or range that holds nothing, a range that
            leaves out an end, or a band graded better than one of better values.
    """

    bands: tuple[Band, ...]
    better: Better
    range: Reach = Reach(None, None)
    mapping: Mapping[str, Grade] = field(default_factory=dict)
    gap_rule: GapRule = GapRule.REFUSE

    def __post_init__(self):
        object.__setattr__(self, "better", Better(self.better))
        object.__setattr__(self, "gap_rule", GapRule(self.gap_rule))
        mapping = {label: Grade(grade) for label, grade in self.mapping.items()}
        object.__setattr__(self, "mapping", mapping)
        if not self.bands:
            raise ValueError("A rubric without bands grades nothing: give each grade a band.")
        if len({band.label for band in self.bands}) < len(self.bands):
            raise ValueError("Two bands have the same label: give each its own.")
        if self.range.is_empty or self.range.low_open or self.range.high_open:
            raise ValueError(
                f"The range {self.range} leaves out an end or holds nothing: "
                "give the lowest value that can occur and then the highest."
            )
        for band in self.bands:
            if band.reach.is_empty:
                raise ValueError(
                    f"The band {band.label}, {band.reach}, holds nothing: give its lower end first."
                )
        for better, worse in pairwise(self.from_the_best()):
            grades = self.grade_of(better.label), self.grade_of(worse.label)
            if None not in grades and grades[0].score < grades[1].score:
                raise ValueError(
                    f"The band {worse.label} is of worse values than {better.label} "
                    "and stands for a better grade: swap them, or say which values are good."
                )

    def from_the_best(self) -> list[Band]:
        """The bands by their values, the good ones first."""
        upwards = sorted(self.bands, key=lambda band: (band.reach.begins, band.reach.ends))
        return upwards[::-1] if self.better is Better.HIGHER else upwards

    def grade_of(self, label: str) -> Grade | None:
        """The grade that a label stands for; None where nothing says."""
        return Grade(label) if label in set(Grade) else self.mapping.get(label)


@dataclass(frozen=True, slots=True)
class Banded:
    """Where a value falls.

    Attributes:
        grade: None without a band, and where the band's label stands for no grade.
        is_marked: it lies in a gap and took the worse of its neighbouring bands.
        reason: why it has no band; None where it has one.
    """

    label: str | None
    grade: Grade | None
    is_marked: bool = False
    reason: Bandless | None = None


def banded(rubric: Rubric, value: Exact) -> Banded:
    """The band of a value, whether or not the rubric could be saved."""
    here = only(value)
    if not rubric.range.holds(here):
        return Banded(None, None, reason=Bandless.OUTSIDE_RANGE)
    holding = [band for band in rubric.bands if band.reach.holds(here)]
    if len(holding) > 1:
        return Banded(None, None, reason=Bandless.IN_OVERLAP)
    if not holding and rubric.gap_rule is GapRule.REFUSE:
        return Banded(None, None, reason=Bandless.IN_GAP)
    (band,) = holding or (worse_neighbour(rubric, here),)
    return Banded(band.label, rubric.grade_of(band.label), is_marked=not holding)


def worse_neighbour(rubric: Rubric, gap: Reach) -> Band:
    """The worse of the two bands beside a value in a gap; the only one at an end of the range."""
    below = [band for band in rubric.bands if band.reach.ends <= gap.begins]
    above = [band for band in rubric.bands if band.reach.begins >= gap.ends]
    if below and (rubric.better is Better.HIGHER or not above):
        return max(below, key=lambda band: band.reach.ends)
    return min(above, key=lambda band: band.reach.begins)


def band_sentence(rubric: Rubric, value: Exact, unit: Unit) -> str:
    """Where a value falls, for a board member."""
    found, said = banded(rubric, value), worn(exact(value), unit)
    match found.reason:
        case Bandless.OUTSIDE_RANGE:
            return f"Not graded: {said} is outside what the bands are for, {rubric.range}."
        case Bandless.IN_OVERLAP:
            return f"Not graded: several bands hold {said}."
        case Bandless.IN_GAP:
            return f"Not graded: {said} lies between the bands."
    if found.grade is None:
        return f"Not graded: at {said} the band is {found.label}, which stands for no grade."
    counts = "" if found.label == found.grade else f", which counts as {found.grade}"
    if found.is_marked:
        return f"At {said}, between the bands, the worse one holds: {found.label}{counts}."
    return f"At {said} the band is {found.label}{counts}."
