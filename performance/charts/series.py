"""A series on its way through time: its figures, its benchmark's lines, its limits, its breaks."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from performance.charts.limits import LimitGroup, Special
from performance.figures import Unit

Number = Decimal | Fraction | int


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure. ``at`` counts periods (figures.position), ``text`` is the figure as printed."""

    at: int
    label: str
    value: Number
    text: str


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A line at one period: one value, or both ends of an interval."""

    at: int
    value: Number
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A benchmark's line over one plan year. ``kind`` is expected, floor or stretch."""

    kind: str
    points: tuple[PathPoint, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A change of definition or recording: figures before ``at`` are of another kind."""

    at: int
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rebasing:
    """A confirmed new start of the mean and limits at ``at``: figures before are of one kind
    with those after, but no longer what the series usually does."""

    at: int
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """What one chart shows. ``key`` begins the ids in the drawing, so that two can share a page.

    Attributes:
        first, labels: the names of every period between the first and the last, in order, for
            the axis; the first belongs to ``first``, counted as in Mark.
        groups, specials: the mean and limits, and the figures with a special cause.
        highlighted: the periods whose figures a grade compared, counted as in Mark.
        graded_at: the period that the grade is for.
    """

    key: str
    title: str
    organisation: str
    unit: Unit
    first: int
    labels: tuple[str, ...]
    marks: tuple[Mark, ...]
    paths: tuple[Path, ...] = ()
    breaks: tuple[Break, ...] = ()
    rebasings: tuple[Rebasing, ...] = ()
    groups: tuple[LimitGroup, ...] = ()
    specials: tuple[Special, ...] = ()
    highlighted: tuple[int, ...] = ()
    graded_at: int | None = None

    @property
    def values(self) -> tuple[Fraction, ...]:
        """Every number that must fit on the chart."""
        points = [point for path in self.paths for point in path.points]
        levels = [level for group in self.groups for level in group.levels]
        shown = [mark.value for mark in self.marks] + [point.value for point in points]
        shown += [each for level in levels for each in (level.mean, level.lower, level.upper)]
        shown += [point.high for point in points]
        return tuple(Fraction(value) for value in shown if value is not None)

    @property
    def special_at(self) -> dict[int, Special]:
        return {each.at: each for each in self.specials}
