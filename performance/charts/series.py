"""A series on its way through time: its figures, its benchmark's lines, its breaks."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

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
class SeriesChart:
    """What one chart shows. ``key`` begins the ids in the drawing, so that two can share a page.

    ``labels`` names every period between the first and the last, in order, for the axis; the
    first belongs to ``first``, counted as in Mark.
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

    @property
    def values(self) -> tuple[Fraction, ...]:
        """Every number that must fit on the chart."""
        points = [point for path in self.paths for point in path.points]
        shown = [mark.value for mark in self.marks] + [point.value for point in points]
        shown += [point.high for point in points if point.high is not None]
        return tuple(Fraction(value) for value in shown)

    @property
    def description(self) -> str:
        """The chart in words, for those who do not see it; the table beside it has every figure."""
        if not self.marks:
            return f"No figure of {self.organisation} yet, only the benchmark's lines."
        first, last = self.marks[0], self.marks[-1]
        if first is last:
            said = [f"{self.organisation}: {last.text} in {last.label}."]
        else:
            lowest = min(self.marks, key=lambda mark: mark.value)
            highest = max(self.marks, key=lambda mark: mark.value)
            said = [
                f"{self.organisation}: {len(self.marks)} figures, from {first.text} in "
                f"{first.label} to {last.text} in {last.label}; the lowest is {lowest.text} in "
                f"{lowest.label}, the highest {highest.text} in {highest.label}."
            ]
        if self.paths:
            names = dict.fromkeys(path.kind for path in self.paths)
            said.append(f"With the benchmark's lines: {', '.join(names)}.")
        said += [f"The series breaks at {each.label}: {each.reason}" for each in self.breaks]
        return " ".join(said)
