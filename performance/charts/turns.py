"""Dated marks down a chart: breaks and re-basings, with labels that never cover one another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from performance.charts.pens import HALO, QUIET, line, stroke, text, width_of
from performance.charts.scales import Scale
from performance.charts.series import SeriesChart

ROW = 20
BESIDE = 6
BREAK = stroke("break", QUIET, width=3)
REBASING = stroke("rebasing", QUIET, "10 3", 2)


@dataclass(frozen=True, slots=True)
class Turn:
    """A mark at ``x``, its label from ``left`` to ``right``, ``row`` rows above the lowest."""

    x: float
    words: str
    stroke: str
    left: float
    right: float
    row: int = 0

    def reaches(self, other: "Turn") -> bool:
        """Whether in one row its label would cover the other's label or line."""
        low, high = min(other.left, other.x), max(other.right, other.x)
        return self.left < high and low < self.right


def placed(chart: SeriesChart, across: Scale) -> tuple[Turn, ...]:
    """Each mark with its label above every other that it would cover or cross.

    Labels to the right of their lines are placed from the last mark, labels to the left from the
    first, so that each line ends below the labels that pass over it.
    """
    marks = [(each.at, f"Break, {each.label}", BREAK) for each in chart.breaks]
    marks += [(each.at, f"Re-based, {each.label}", REBASING) for each in chart.rebasings]
    right, left = [], []
    for at, words, pen in sorted(marks, reverse=True):
        x, wide = across(Fraction(at) - Fraction(1, 2)), width_of(words)
        is_crowded = any(other.left < x < other.right for other in left)
        fits = x + BESIDE + wide <= across.end and not is_crowded
        if fits or x - BESIDE - wide < 0:
            right.append(Turn(x, words, pen, x + BESIDE, x + BESIDE + wide))
        else:
            left.append(Turn(x, words, pen, x - BESIDE - wide, x - BESIDE))
    found: list[Turn] = []
    for turn in (*reversed(left), *right):
        below = [other.row for other in found if turn.reaches(other)]
        found.append(replace(turn, row=max(below, default=-1) + 1))
    return tuple(found)


def rows_of(turns: tuple[Turn, ...]) -> int:
    return max((turn.row + 1 for turn in turns), default=1)


def drawn(turns: tuple[Turn, ...], top: int, bottom: int) -> Iterator[str]:
    for turn in turns:
        yield line(turn.x, top - ROW * turn.row, turn.x, bottom, turn.stroke)
    for turn in turns:
        x, anchor = (turn.left, "start") if turn.left > turn.x else (turn.right, "end")
        yield text(x, top - BESIDE - ROW * turn.row, turn.words, f'text-anchor="{anchor}" {HALO}')
